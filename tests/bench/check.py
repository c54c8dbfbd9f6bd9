"""How long `engawa check` takes for a thousand flows: `make bench-check`."""

import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.settings import HOME

FLOWS = 1000
RUNS = 5
MODELS = ("cost", "anonymity", "confidentiality", "who", "ibasho")


def main() -> None:
    """Write the flows, check them a few times, each in its own process, and print the times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "flows"
        shutil.copytree(HOME / "flows", folder)
        for number in range(FLOWS - len(list(folder.glob("*.yaml")))):
            _write(folder, number)
        taken = sorted(_checked(folder) for _ in range(RUNS))
        lines = sum(path.read_bytes().count(b"\n") for path in folder.glob("*.yaml"))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = (used.ru_utime + used.ru_stime) / RUNS
    print(f"{FLOWS} flows, {lines} lines, {RUNS} runs: {taken[0]:.2f} s at best, ", end="")
    print(f"{taken[RUNS // 2]:.2f} s in the middle, {busy:.2f} s of one processor")


def _write(folder: Path, number: int) -> None:
    """Write one more flow like those that are there, with a title and phrases of its own."""
    text = (folder / f"{MODELS[number % len(MODELS)]}.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^flow: .*", f"flow: more{number}", text, flags=re.M)
    text = re.sub(r"^hurdle: .*\n", "", text, flags=re.M)
    text = re.sub(r"^(title: .*|  - (?!say|choose|details).*)$", rf"\1 {number}", text, flags=re.M)
    (folder / f"more{number}.yaml").write_text(text, encoding="utf-8")


def _checked(folder: Path) -> float:
    begun = time.perf_counter()
    asked = [sys.executable, "-m", "bot", "check", "--flows", str(folder), "--on", "2026-11-28"]
    done = subprocess.run(asked, cwd=HOME, stdout=subprocess.DEVNULL, check=False)
    taken = time.perf_counter() - begun
    if done.returncode:
        sys.exit("the flows written for this are not sound")
    return taken


if __name__ == "__main__":
    main()
