"""Conversations as data: read as a `Script`, played on a content, written from a talk."""
