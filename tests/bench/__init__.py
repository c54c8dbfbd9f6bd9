"""What is measured and not asserted: `make bench`."""
