"""What holds for every test: a property is judged by its examples, not by a busy clock."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
