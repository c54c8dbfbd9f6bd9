"""The shared words: what happened, what we want done, what is sent and what came of it."""
