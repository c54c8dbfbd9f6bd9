"""Each kind of step, as a visitor meets it."""
