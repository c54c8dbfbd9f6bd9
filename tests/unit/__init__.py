"""One room of the house at a time."""
