"""What Engawa remembers: the only SQL and the only cryptography.

Store functions are plain and synchronous and take a `Tx` first; `connect` decides how they run.
Everything free in form is sealed under its holder's key before it reaches a table, and everything
above this package sees plain values.
"""
