"""The commands of the program, a file for each group; each leaves the doing to others."""

from bot.cli import content, phrases, publication, scripts, seeing, serving, understanding
from bot.cli.root import app, main

__all__ = [
    "app",
    "content",
    "main",
    "phrases",
    "publication",
    "scripts",
    "seeing",
    "serving",
    "understanding",
]
