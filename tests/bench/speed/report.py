"""The figures as tables: on the terminal, and as BENCHMARKS.md with what was measured and how."""

import os
import platform
import sqlite3
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bot.app.clock import wall_clock
from bot.settings import HOME
from tests.bench.speed.goals import Results, goals
from tests.bench.speed.programs import PROGRAMS

CHART = "docs/pictures/benchmarks.png"
PAGE = HOME / "BENCHMARKS.md"
METHOD = HOME / "tests" / "bench" / "speed" / "method.md"
"""What stands below the figures, written by hand."""

Row = tuple[str, ...]
Table = tuple[Row, Sequence[Row]]


def programs(of: Results) -> Table:
    """Lay out every program's figures beside ours."""
    head = (
        "program",
        "80 chats, answers/s",
        "CPU ms",
        "500 chats, 50 ms, answers/s",
        "memory MiB",
        "first poll s",
        "load",
    )
    rows = []
    for each in PROGRAMS:
        near, far = of.closed[each.key], of.distant[each.key]
        rows.append(
            (
                each.name,
                f"{near.answers:,.0f}",
                f"{near.cpu:.2f}",
                f"{far.answers:,.0f}",
                f"{near.memory:.0f}",
                f"{near.start:.2f}",
                f"{near.load:.0%}",
            )
        )
    return head, rows


def delays(of: Results) -> Table:
    """Lay out what is added to each answer at thirty a second."""
    names = {each.key: each.name for each in PROGRAMS}
    rows = [
        (names[key], f"{each.p50:,.1f}", f"{each.p99:,.1f}", str(each.unanswered))
        for key, each in of.steady.items()
    ]
    return (
        "program, 30/s, 60 ms answers",
        "added p50 ms",
        "added p99 ms",
        "behind at the end",
    ), rows


def growth(of: Results) -> Table:
    """Lay out what stored conversations cost."""
    rows = [
        (
            f"{size:,}",
            f"{each.cpu:.2f}",
            f"{each.answers:,.0f}",
            f"{each.start:.2f}",
            f"{of.filled[size]:.1f}",
        )
        for size, each in sorted(of.stored.items())
    ]
    head = (
        "conversations stored",
        "CPU ms",
        "answers/s",
        "first poll s",
        "filled in s",
    )
    return head, rows


def others(of: Results) -> Table:
    """Lay out what has no table of its own."""
    rows: list[Row] = [
        ("fsync of a page on this disk, median / p99", f"{of.fsync:.2f} / {of.fsync_p99:.2f} ms"),
        ("one step of the conversation's engine", f"{of.step:.0f} µs"),
        *(
            (f"a queue of {size:,} cases listed", f"{took:.1f} ms")
            for size, took in of.listing.items()
        ),
    ]
    names = {each.key: each.name for each in PROGRAMS}
    rows += [(f"{names[key]}: memory at rest", f"{size:.0f} MiB") for key, size in of.rest.items()]
    if of.burst is not None:
        told = f"{of.burst.lost} lost, committed within {of.burst.committed:.2f} s"
        rows.append(
            ("1,000 newcomers in one second", f"{told}, answered in {of.burst.answered:.1f} s")
        )
    return ("else", ""), rows


def profile(of: Results) -> Table:
    """Lay out where the program's time goes."""
    rows = [(place, f"{part:.1%}") for place, part in of.profile.items()]
    return ("80 chats, closed loop", "part of the core"), rows


def imports(of: Results) -> Table:
    """Lay out what is in memory before anything is done."""
    rows = [(name, f"{size:.1f}", f"{took:.0f}") for name, (size, took) in of.imports.items()]
    return ("import, after those above it", "MiB", "ms"), rows


def reached(of: Results) -> Table:
    """Lay out every goal."""
    rows = [
        (
            each.what,
            f"{each.relation} {each.limit:g} {each.unit}".strip(),
            f"{each.found:.2f} {each.unit}".strip(),
            "reached" if each.is_reached else "not reached",
        )
        for each in goals(of)
    ]
    return ("goal", "limit", "found", ""), rows


def page(of: Results, rounds: int, seconds: float) -> str:
    """Write BENCHMARKS.md."""
    tables = [_markdown(each(of)) for each in (programs, delays, growth, others)]
    return "\n".join(
        [
            "# Engawa beside its peers\n",
            "Written by `make bench-speed`; do not edit. Medians of "
            f"{rounds} rounds of {seconds:g} s; only ratios within one run mean anything.\n",
            f"{of.where}\n",
            f"![The figures as bars]({CHART})\n",
            *(f"{each}\n" for each in tables),
            "## Goals\n",
            f"{_markdown(reached(of))}\n",
            "## Where Engawa's time goes\n",
            f"{_markdown(profile(of))}\n",
            f"{_markdown(imports(of))}\n",
            METHOD.read_text(encoding="utf-8"),
        ]
    )


def terminal(of: Results) -> str:
    """Lay all tables out for a terminal."""
    tables = (programs, delays, growth, others, profile, imports, reached)
    return "\n\n".join(_aligned(each(of)) for each in tables)


def machine() -> str:
    """Say when and on what it is measured, and which commit."""
    asked = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(asked, cwd=HOME, capture_output=True, text=True, check=False).stdout
    return (
        f"{wall_clock():%Y-%m-%d %H:%M} UTC, commit `{commit.strip()}`; {_processor()}, "
        f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    )


def _markdown(table: Table) -> str:
    head, rows = table
    ruled = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ruled, *rows))


def _aligned(table: Table) -> str:
    head, rows = table
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (head, *rows)
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
