"""Phrases on their way to translators and back."""
