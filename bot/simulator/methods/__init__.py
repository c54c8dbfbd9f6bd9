"""The Bot API's methods, by group; importing this package fills the table."""

from bot.simulator.methods import (
    account,
    albums,
    chats,
    copying,
    deleting,
    editing,
    media,
    messages,
    pins,
    queries,
    reactions,
    topics,
)
from bot.simulator.methods.registry import METHODS, Method

__all__ = [
    "METHODS",
    "Method",
    "account",
    "albums",
    "chats",
    "copying",
    "deleting",
    "editing",
    "media",
    "messages",
    "pins",
    "queries",
    "reactions",
    "topics",
]
