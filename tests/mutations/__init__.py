"""What slips do to the shipped content: refused with a place and a remedy, or harmless."""
