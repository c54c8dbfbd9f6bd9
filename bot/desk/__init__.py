"""The staff's side: what happens to a case, as a pure engine with one file per command."""
