"""Find what is wrong with a content: pure rules, each naming the place and not the line."""

from bot.conversation.check.canned import check_canned
from bot.conversation.check.doubles import check_doubles
from bot.conversation.check.ends import check_ends
from bot.conversation.check.facts import check_facts
from bot.conversation.check.finding import Finding, InCatalogue, InFlow, InTable, Where
from bot.conversation.check.flows import check_flows
from bot.conversation.check.hotlines import check_hotlines
from bot.conversation.check.reach import check_reach
from bot.conversation.check.texts import check_texts
from bot.conversation.check.translations import check_translations

__all__ = [
    "Finding",
    "InCatalogue",
    "InFlow",
    "InTable",
    "Where",
    "check_canned",
    "check_doubles",
    "check_ends",
    "check_facts",
    "check_flows",
    "check_hotlines",
    "check_reach",
    "check_texts",
    "check_translations",
]
