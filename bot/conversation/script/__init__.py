"""Conversations as data: read as a `Script`, played on a content, written from a talk."""

from bot.conversation.script.coverage import Coverage, coverage
from bot.conversation.script.difference import Difference
from bot.conversation.script.player import Played, play, rehearse
from bot.conversation.script.record import record
from bot.conversation.script.script import Line, Piece, Script

__all__ = [
    "Coverage",
    "Difference",
    "Line",
    "Piece",
    "Played",
    "Script",
    "coverage",
    "play",
    "record",
    "rehearse",
]
