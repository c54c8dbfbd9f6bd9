"""One mutant loaded and judged, and what came of many."""

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bot.loader.guard import RECORD
from bot.loader.load import load
from bot.loader.messages import explain
from bot.model.errors import ContentError, Mistake, Severity
from bot.settings import HOME
from tests.mutations.mutants import Mutant, mutant
from tests.mutations.oracle import harm


@dataclass(slots=True)
class Tally:
    """What came of the mutants so far."""

    mutants: int = 0
    refused: int = 0
    remarked: int = 0
    harmful: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    """Messages without a place or a remedy."""
    placed: Counter[bool] = field(default_factory=Counter)
    """Whether the first message points at the changed line, where there is one."""
    elsewhere: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Give the share of first messages at the changed line."""
        return self.placed[True] / max(1, self.placed.total())

    def __str__(self) -> str:
        return (
            f"{self.mutants} mutants: {self.refused} refused, {self.remarked} remarked on, "
            f"{len(self.harmful)} harmful accepted, {len(self.crashes)} crashes, "
            f"{len(self.unclear)} unclear; first message at the changed line: {self.share:.1%}"
        )


def tried(seeds: Iterable[int]) -> Tally:
    """Load the mutant of each seed and judge what came of it."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write(home, shipped() | _record())
        for seed in seeds:
            made = mutant(seed, shipped())
            _judge(made, seed, home, tally)
            write(home, {path: shipped()[path] for path in {made.file} & set(shipped())})
    return tally


def write(home: Path, files: dict[str, bytes]) -> None:
    """Write files below a folder."""
    for path, content in files.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(content)


@lru_cache(maxsize=1)
def shipped() -> dict[str, bytes]:
    """Read the shipped flows, phrases and catalogues."""
    paths = [
        *sorted((HOME / "flows").glob("*.yaml")),
        *sorted((HOME / "flows").glob("phrases/*.txt")),
        *sorted((HOME / "locales").glob("*/*/*.po")),
    ]
    return {path.relative_to(HOME).as_posix(): path.read_bytes() for path in paths}


def _record() -> dict[str, bytes]:
    """Read the record of the signs, which a program writes and no editor touches.

    Of the examples of danger, which it counts, there are none here: nobody slips in them.
    """
    lines = (HOME / "flows" / RECORD).read_text(encoding="utf-8").splitlines(keepends=True)
    signs = (line for line in lines if not line.startswith("examples "))
    return {f"flows/{RECORD}": "".join(signs).encode()}


@lru_cache(maxsize=1)
def _usual() -> frozenset[tuple[str, str, tuple[tuple[str, str], ...]]]:
    remarks = load(HOME / "flows", HOME / "locales").remarks
    return frozenset((each.file, each.problem, each.values) for each in remarks)


def _judge(made: Mutant, seed: int, home: Path, tally: Tally) -> None:
    name = f"seed {seed}: {made.how} in {made.file}:{made.line}"
    tally.mutants += 1
    if made.file in made.files:
        (home / made.file).write_bytes(made.files[made.file])
    else:
        (home / made.file).unlink()
    try:
        loaded = load(home / "flows", home / "locales")
        told, refused = loaded.remarks, False
        tally.harmful += [f"{name}: {each}" for each in harm(loaded)[:1]]
    except ContentError as error:
        told, refused = error.mistakes, True
    except Exception as error:  # that is what is looked for
        tally.crashes.append(f"{name}: {error!r}")
        return
    fresh = [each for each in told if (each.file, each.problem, each.values) not in _usual()]
    tally.refused += refused
    tally.remarked += bool(fresh) and not refused
    tally.unclear += [f"{name}: {each}" for each in fresh if not _is_clear(each, made)]
    if fresh and made.line:
        first = next((m for m in fresh if m.severity is Severity.SERIOUS), fresh[0])
        is_there = (first.file, first.line) == (made.file, made.line)
        tally.placed[is_there] += 1
        if not is_there:
            tally.elsewhere.append(f"{name}: {explain(first, 'en')}")


def _is_clear(mistake: Mistake, made: Mutant) -> bool:
    length = made.files.get(mistake.file, b"").count(b"\n") + 2
    lines = [explain(mistake, language) for language in ("ja", "en")]
    whole = all("→ " in line and line.partition("→ ")[2].strip() for line in lines)
    return whole and 1 <= mistake.line <= length and mistake.column >= 1
