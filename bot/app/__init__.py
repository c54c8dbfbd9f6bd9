"""Build everything from the settings, start it, stop it: the only clock, chance and tasks."""
