"""Engawa beside its peers: the same load, the same server, the same machine, one after another.

`server` stands in for Telegram and is the load as well; it has one core, the program under test
the other. `make bench-speed` runs everything, prints a table and writes BENCHMARKS.md.
"""
