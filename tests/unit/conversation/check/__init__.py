"""Each rule on a whole content, in both directions."""
