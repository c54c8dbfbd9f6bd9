"""Find what is wrong with a content: pure rules, each naming the place and not the line."""
