"""Read mappings and lists against what they should hold, and report whatever is different."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from bot.conversation.check.finding import nearest
from bot.loader.report import Report, Spot
from bot.loader.tree import Items, Node, Table, Text
from bot.model.errors import Severity

ID = re.compile(r"[a-z0-9-]{1,20}")
"""What is kept, and sent by a button, in the stead of a label that may change."""
NUMBER = re.compile(r"\d{1,6}")
WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ：]")
YES = {"yes": True, "はい": True, "true": True, "no": False, "いいえ": False, "false": False}


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping whose keys are known."""

    report: Report
    spot: Spot
    values: dict[str, Node]
    keys: dict[str, Spot]

    def text(self, key: str) -> str:
        """Read a text; empty where there is none."""
        node = self.values.get(key)
        if node is None:
            return ""
        if isinstance(node, Text) and node.folded:
            self.report.add(
                self.keys.get(key, node.spot), "text_folded", Severity.WARNING, key=key
            )
        return text_of(node, key, self.report) or ""

    def narrow(self, key: str) -> str:
        """Read a text that is a number or made of numbers, full-width digits like narrow ones."""
        text = self.text(key)
        if text:
            remark_width(text, self.at(key), self.report)
        return narrow(text)

    def items(self, key: str) -> list[Text]:
        """Read a list of texts."""
        node = self.values.get(key)
        return list(texts_of(node, key, self.report)) if node is not None else []

    def pairs(self, key: str) -> list[tuple[Text, Text]]:
        """Read lines of `label: something`, each label once."""
        node = self.values.get(key)
        if node is None:
            return []
        found = [
            (name, value)
            for name, value in entries(node, key, self.report)
            if text_of(value, name.text, self.report, required=True) is not None
        ]
        if isinstance(node, Table) and not node.pairs:
            self.report.add(node.spot, "empty", key=key)
        return [(name, value) for name, value in found if isinstance(value, Text)]

    def yes(self, key: str, *, otherwise: bool) -> bool:
        """Read yes or no."""
        node = self.values.get(key)
        text = text_of(node, key, self.report) if node is not None else None
        if text is None:
            return otherwise
        if text.casefold() not in YES:
            self.report.add(self.at(key), "wrong_yes_no", key=key, text=text)
        return YES.get(text.casefold(), otherwise)

    def number(self, key: str, *, otherwise: int, within: range) -> int:
        """Read a number, also in full-width digits."""
        text = self.narrow(key)
        if not text:
            return otherwise
        if NUMBER.fullmatch(text) and int(text) in within:
            return int(text)
        least, most = str(within[0]), str(within[-1])
        self.report.add(self.at(key), "wrong_number", key=key, text=text, least=least, most=most)
        return otherwise

    def day(self, key: str) -> date | None:
        """Read a date, like 2026-04-01; None where there is none."""
        text = self.narrow(key)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.report.add(self.at(key), "wrong_date", text=text)
            return None

    def at(self, key: str) -> Spot:
        """Find where the value of a key stands, else the key, else the mapping."""
        node = self.values.get(key)
        return node.spot if node is not None else self.keys.get(key, self.spot)


def fields_of(
    node: Node, what: str, report: Report, *, known: Collection[str], required: Collection[str]
) -> Fields | None:
    """Read a mapping: unknown and missing keys are reported, and the rest is given back."""
    if not isinstance(node, Table):
        _not_a_mapping(node, what, report)
        return None
    fields = Fields(report, node.spot, {}, {})
    meant = set[str]()
    for key, value in entries(node, what, report):
        name = key.text if key.text in known else narrow(key.text)
        if name not in known or name in fields.values:
            meant.add(_unknown_key(key, known, report))
            continue
        if name != key.text:
            remark_width(key.text, key.spot, report)
        fields.values[name] = value
        fields.keys[name] = key.spot
    _miss([name for name in required if name not in meant - {*fields.values}], fields, what)
    return fields


def _miss(required: list[str], fields: Fields, what: str) -> None:
    for name in required:
        if name not in fields.values:
            fields.report.add(fields.spot, "key_missing", key=name, what=what)
        elif isinstance(fields.values[name], Text) and not fields.text(name).strip():
            fields.report.add(fields.keys[name], "empty", key=name)


def _unknown_key(key: Text, known: Collection[str], report: Report) -> str:
    """Report a key that does not exist, and give the one that was probably meant."""
    if key.text.startswith("\u3000"):
        report.add(key.spot, "yaml_wide_space")
        return nearest(key.text.strip(), known)
    maybe = nearest(key.text, known)
    report.add(key.spot, "key_unknown", key=key.text, maybe=maybe)
    return maybe


def entries(node: Node, what: str, report: Report) -> Iterator[tuple[Text, Node]]:
    """Go through a mapping; a key that stands twice is reported, and its first value counts."""
    if not isinstance(node, Table):
        _not_a_mapping(node, what, report)
        return
    seen = dict[str, int]()
    for key, value in node.pairs:
        if not isinstance(key, Text) or not key.text:
            report.add(key.spot, "wrong_key", what=what)
        elif key.text in seen:
            report.add(key.spot, "key_twice", key=key.text, line=str(seen[key.text]))
        else:
            seen[key.text] = key.spot.line
            yield key, value


def text_of(node: Node, key: str, report: Report, *, required: bool = False) -> str | None:
    """Read a text; None when it is something else, or empty though it must not be."""
    if not isinstance(node, Text):
        # {facts.x} at the very beginning of a line is a mapping to YAML
        braces = isinstance(node, Table) and len(node.pairs) == 1
        report.add(node.spot, "text_in_braces" if braces else "wrong_type_text", key=key)
        return None
    if required and not node.text.strip():
        report.add(node.spot, "empty", key=key)
        return None
    return node.text


def texts_of(node: Node, key: str, report: Report) -> Iterator[Text]:
    """Go through a list of texts, none of them empty."""
    if not isinstance(node, Items):
        report.add(node.spot, "wrong_type_list", key=key)
        return
    for item in node.items:
        if text_of(item, key, report, required=True) is not None and isinstance(item, Text):
            yield item


def narrow(text: str) -> str:
    """Read full-width digits, letters and dashes like narrow ones."""
    return unicodedata.normalize("NFKC", text)


def remark_width(text: str, spot: Spot, report: Report) -> None:
    """Remark on full-width letters and digits that are read like narrow ones."""
    if WIDE.search(text):
        report.add(spot, "wide_letters", Severity.WARNING, text=text, meant=narrow(text))


def _not_a_mapping(node: Node, what: str, report: Report) -> None:
    wide = isinstance(node, Text) and "：" in node.text and ": " not in node.text
    report.add(node.spot, "yaml_wide_colon" if wide else "wrong_type_mapping", key=what)
