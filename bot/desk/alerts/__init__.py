"""Danger is told to staff, again and again until somebody answers; with or without a case."""
