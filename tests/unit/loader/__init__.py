"""Each thing that can be wrong in a file, and that good files pass."""
