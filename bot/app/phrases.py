"""What editors and translators are told when phrases go to them and come back."""

from pathlib import Path

from bot.loader.messages import explain
from bot.loader.phrases import catalogues, sheets
from bot.model.errors import Severity
from bot.model.ids import Language

NEXT = "日本語の文を変えたときは、engawa phrases update で、訳に確かめ待ちの印をつけてください。"


def update(flows: Path, locales: Path, language: str) -> list[str]:
    """Bring every catalogue up to the flows, and begin one for a new language; a line for each.

    Raises ContentError where something serious is wrong with the files.
    """
    found = catalogues.update(flows, locales, Language(language) if language else None)
    return [
        f"{name}: 訳 {each.sound}、確かめ待ち {each.doubtful}、"
        f"まだない {each.missing}、使われなくなった {each.gone}"
        for name, each in found.items()
    ]


def export(file: Path, flows: Path, locales: Path, language: str) -> str:
    """Write a sheet, of a language or else of the answers; raises ContentError."""
    sheets.export(file, flows, locales, Language(language) if language else None)
    return f"{file} に書き出しました。いちばん右の列だけに書いてください。"


def bring_back(file: Path, flows: Path, locales: Path) -> tuple[list[str], bool]:
    """Take a sheet back: a line for each row that needs a word, and whether all were taken.

    Raises ContentError where something serious would be wrong afterwards.
    """
    returned = sheets.bring_back(file, flows, locales)
    lines = [explain(mistake, "ja") for mistake in returned.mistakes]
    refused = sum(each.severity is Severity.SERIOUS for each in returned.mistakes)
    told = f"取り入れた行 {returned.taken}、取り入れなかった行 {refused}"
    return [*lines, told, *([NEXT] if returned.taken else [])], not refused
