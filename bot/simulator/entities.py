"""Texts and their entities: what Telegram marks by itself, and HTML when a call asks for it."""

import html
import re
from collections.abc import Iterable
from typing import NamedTuple

from bot.simulator.wire import Json, bad_request, units

AUTOMATIC = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<!\w)(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<!\w)(?P<hashtag>#\w+)"
)
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}
PIECE = re.compile(
    r"<(?P<end>/?)(?P<tag>[A-Za-z-]*)(?P<rest>[^<>]*)>|(?P<stray><)|(?P<text>[^<]+)"
)
HREF = re.compile(r"href\s*=\s*[\"']?(?P<href>[^\"'>]*)", re.IGNORECASE)


class Opened(NamedTuple):
    """A tag that waits for its end."""

    tag: str
    href: str
    offset: int


def automatic(text: str) -> list[Json]:
    """Find commands, links, addresses, mentions and hashtags."""
    if not any(mark in text for mark in "/@#"):
        return []
    return [
        {
            "type": match.lastgroup,
            "offset": units(text[: match.start()]),
            "length": units(match.group()),
        }
        for match in AUTOMATIC.finditer(text)
    ]


def formatted(text: str, parse_mode: str, given: list[Json]) -> tuple[str, list[Json]]:
    """Turn what a call gave into the text that is shown and its entities, trimmed as ever."""
    if not parse_mode:
        return trimmed(text, given)
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return trimmed(*parse_html(text))


def trimmed(text: str, given: Iterable[Json]) -> tuple[str, list[Json]]:
    """Cut blanks at both ends and keep the entities in place; add the automatic ones."""
    shown = text.strip()
    lead = units(text[: len(text) - len(text.lstrip())])
    end = units(shown)
    kept = []
    for entity in given:
        _check_entity(entity)
        start = max(0, entity["offset"] - lead)
        stop = min(end, entity["offset"] - lead + entity["length"])
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    taken = {(entity["offset"], entity["length"]) for entity in kept}
    found = [e for e in automatic(shown) if (e["offset"], e["length"]) not in taken]
    return shown, sorted([*kept, *found], key=lambda e: (e["offset"], -e["length"]))


def _check_entity(entity: Json) -> None:
    for name in ("offset", "length"):
        if not isinstance(entity.get(name), int):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")


def parse_html(text: str) -> tuple[str, list[Json]]:
    """Read Telegram's HTML; 400 in Telegram's words when it cannot be read."""
    shown: list[str] = []
    length = 0
    opened: list[Opened] = []
    entities: list[Json] = []
    for match in PIECE.finditer(text):
        position = len(text[: match.start()].encode())
        if (plain := match["text"]) is not None:
            plain = html.unescape(plain)
            shown.append(plain)
            length += units(plain)
        elif match["end"]:
            entities += _close(opened, match["tag"].lower(), position, length)
        else:
            opened.append(_open(match, position, length))
    if opened:
        raise _unreadable(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    return "".join(shown), entities


def _open(match: re.Match[str], position: int, offset: int) -> Opened:
    tag = (match["tag"] or "").lower()
    if tag not in TAGS:
        raise _unreadable(f'Unsupported start tag "{tag}" at byte offset {position}')
    href = HREF.search(match["rest"])
    return Opened(tag, html.unescape(href["href"]) if href else "", offset)


def _close(opened: list[Opened], tag: str, position: int, length: int) -> list[Json]:
    if not opened:
        raise _unreadable(f"Unexpected end tag at byte offset {position}")
    start = opened.pop()
    if tag not in ("", start.tag):
        wanted = f'expected "</{start.tag}>", found "</{tag}>"'
        raise _unreadable(f"Unmatched end tag at byte offset {position}, {wanted}")
    if length == start.offset or (start.tag == "a" and not start.href):
        return []
    entity: Json = {
        "type": TAGS[start.tag],
        "offset": start.offset,
        "length": length - start.offset,
    }
    return [{**entity, "url": start.href} if start.tag == "a" else entity]


def _unreadable(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
