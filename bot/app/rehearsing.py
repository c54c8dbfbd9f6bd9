"""Play scripts on the files as they are: what differs, what was read, and what nobody read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.check.finding import InFlow
from bot.conversation.script.coverage import coverage
from bot.conversation.script.difference import Difference
from bot.conversation.script.player import Played, rehearse
from bot.conversation.script.script import Script
from bot.conversation.state import Place
from bot.loader.accepting import accepted
from bot.loader.load import load
from bot.loader.loaded import Loaded
from bot.loader.messages import explain
from bot.loader.scripts import read_scripts, scripts_of
from bot.model.errors import ContentError


@dataclass(frozen=True, slots=True)
class Words:
    """What is said around the differences, in the language of those who read it."""

    none: str
    rewritten: str
    played: str
    read: str
    unread: str
    everywhere: str


WORDS = {
    "ja": Words(
        "台本がありません。flows/scripts に書くと、ここで確かめられます。",
        "台本を書きかえました：{file}（{count} か所）",
        "台本 {scripts} 本、ちがい {differences}",
        "読んだ行（{language}）：{read} / {all}（{percent} %）",
        "まだどの台本も通っていない行：",
        "どのことばでも",
    ),
    "en": Words(
        "There are no scripts. Write some in flows/scripts to have them played here.",
        "Script written anew: {file} ({count} places)",
        "{scripts} scripts, {differences} differences",
        "steps read ({language}): {read} / {all} ({percent} %)",
        "steps that no script comes by:",
        "in no language",
    ),
}


def rehearsal(
    flows: Path, locales: Path, files: Sequence[Path], lang: str, *, update: bool = False
) -> tuple[list[str], bool]:
    """Play scripts, those beside the flows where none are named; tell it, and if all went well.

    `update` writes what came into the scripts, after telling what differed.
    """
    words = WORDS["en" if lang == "en" else "ja"]
    try:
        loaded = load(flows, locales)  # what is past its date is talked over all the same
        paths = [_near(path) for path in files or scripts_of(flows)]
        scripts = read_scripts(paths)
    except ContentError as error:
        return [explain(mistake, lang) for mistake in error.mistakes], False
    if not scripts:
        return [words.none], True
    played = rehearse(scripts, loaded.content)
    lines = list(_differences(played, lang))
    if update and played.differences:
        lines.extend(_update(scripts, played, words))
        scripts = read_scripts(paths)
        played = rehearse(scripts, loaded.content)
        lines.extend(_differences(played, lang))
    lines.extend(_summary(scripts, played, loaded, words))
    return lines, not played.differences


def _near(path: Path) -> Path:
    """Name a file as seen from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _differences(played: Played, lang: str) -> Iterator[str]:
    for difference in played.differences:
        yield explain(difference.mistake, lang)
        yield from (f"    {line}" for line in difference.lines())


def _update(scripts: Sequence[Script], played: Played, words: Words) -> Iterator[str]:
    for script in scripts:
        mine = [each for each in played.differences if _may_be_taken(each, script)]
        if mine:
            path = Path(script.file)
            text = path.read_bytes().decode("utf-8-sig")  # as bytes: line ends stay as they are
            path.write_bytes(accepted(text, mine).encode())
            yield words.rewritten.format(file=script.file, count=len(mine))


def _may_be_taken(difference: Difference, script: Script) -> bool:
    return difference.mistake.file == script.file and difference.instead is not None


def _summary(
    scripts: Sequence[Script], played: Played, loaded: Loaded, words: Words
) -> Iterator[str]:
    yield words.played.format(scripts=len(scripts), differences=len(played.differences))
    read = coverage(loaded.content, played.visited)
    for language in read.unread:
        count, steps = read.read_in(language), len(read.steps)
        percent = 100 * count // steps
        yield words.read.format(language=language, read=count, all=steps, percent=percent)
    missed = [(place, languages) for place in read.steps if (languages := read.unread_in(place))]
    if missed:
        yield words.unread
    for place, languages in missed:
        everywhere = len(languages) == len(read.unread)
        named = words.everywhere if everywhere else ", ".join(languages)
        yield f"  {_spot(loaded, place)} {place.name} ({named})"


def _spot(loaded: Loaded, place: Place) -> str:
    spot = loaded.spots[InFlow(place.flow, place.step)]
    return f"{spot.file}:{spot.line}"
