"""Read `flows/` and `locales/` into one frozen content, or tell every mistake at once."""
