"""The content as people look at it: charts of the flows, and the book that is signed off."""
