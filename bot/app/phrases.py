"""What editors and translators are told when phrases go to them and come back."""

from pathlib import Path

from bot.loader.phrases import catalogues
from bot.model.ids import Language


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
