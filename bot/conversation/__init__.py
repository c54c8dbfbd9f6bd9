"""The visitor's side: flows walked by a pure engine, with one file per kind of step."""
