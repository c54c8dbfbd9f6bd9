"""The visitor's side, file for file."""
