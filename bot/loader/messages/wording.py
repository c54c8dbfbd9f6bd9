"""What is said of one kind of mistake."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Pairs of what is wrong and what would be right; names in braces are filled in."""

    ja: tuple[str, str]
    en: tuple[str, str]
