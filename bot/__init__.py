"""Engawa: a porch where one may sit without coming in."""
