"""Phrases on their way to translators and back: extracted, merged, spread out on sheets."""
