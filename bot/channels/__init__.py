"""How inputs arrive and outgoing leave: one folder or file for each channel."""
