"""A mistake in plain Japanese and English: what is wrong, and what would be right."""

from collections.abc import Mapping

from bot.i18n import fill
from bot.loader.messages.content import CONTENT
from bot.loader.messages.files import FILES
from bot.loader.messages.said import SAID
from bot.loader.messages.scripts import SCRIPTS
from bot.loader.messages.sheets import SHEETS
from bot.loader.messages.steps import STEPS
from bot.loader.messages.tables import TABLES
from bot.loader.messages.verified import VERIFIED
from bot.loader.messages.wording import Wording
from bot.model.errors import Mistake, Severity

WORDINGS: Mapping[str, Wording] = {
    **FILES,
    **TABLES,
    **VERIFIED,
    **CONTENT,
    **STEPS,
    **SAID,
    **SCRIPTS,
    **SHEETS,
}

SEVERITIES = {
    Severity.SERIOUS: ("重大", "serious"),
    Severity.WARNING: ("注意", "warning"),
    Severity.HINT: ("参考", "hint"),
}


def explain(mistake: Mistake, lang: str) -> str:
    """Tell a mistake in one line; every language but `en` is answered in Japanese."""
    wrong, right = told(mistake, lang)
    english = lang == "en"
    severity = SEVERITIES[mistake.severity][english]
    place = f"{mistake.file}:{mistake.line}:{mistake.column}"
    return f"{place} {severity}: {wrong}{' ' if english else ''}→ {right}"


def told(mistake: Mistake, lang: str) -> tuple[str, str]:
    """Tell what is wrong, and what would be right."""
    english = lang == "en"
    wording = WORDINGS[mistake.problem]
    values = dict(mistake.values)
    maybe = values.get("maybe", "")
    wrong, right = wording.en if english else wording.ja
    if maybe:
        guess = f"Did you mean “{maybe}”?" if english else f"もしかして「{maybe}」？"
        right = f"{guess} {right}"
    return _filled(wrong, values), _filled(right, values)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return fill(text, lambda name: " ".join(values.get(name, f"{{{name}}}").split()))
