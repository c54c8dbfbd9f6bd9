"""Run a function in a process of its own, which takes along what reading leaves behind.

To read the files takes half a second of a processor and more memory than what comes of it; here it
would hold up a start, and stay. Only what can be pickled goes over and comes back.
"""

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from bot.loader.archive import stamps
from bot.loader.reading import read_files
from bot.loader.run import here

T = TypeVar("T")
COMMAND = (sys.executable, "-m", "bot.app.apart")
NICE = 5  # whoever serves goes first where there is one processor


def apart(doing: Callable[..., T], /, *given: object) -> T:
    """Give what a function of a module gives; raises what it raises."""
    asked = pickle.dumps((doing, given))
    done = subprocess.run(COMMAND, input=asked, stdout=subprocess.PIPE, check=True)
    result, error = pickle.loads(done.stdout)
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]  # it is what `doing` gave


class Ahead:
    """Reads the files apart before it is asked to, and all that comes later here.

    Who saves a file waits for it, and a process takes half a second to begin.
    """

    def __init__(self, flows: Path, locales: Path, today: date) -> None:
        """Begin."""
        self._asked = (flows, locales, today)
        self._stamps = stamps(flows, locales)
        reading = ThreadPoolExecutor(1, "reading")
        self._begun: Future[Any] | None  # of whatever type `doing` gives
        self._begun = reading.submit(lambda: apart(read_files, *self._asked))
        reading.shutdown(wait=False)

    def __call__(self, doing: Callable[..., T], /, *given: object) -> T:
        """Give what a function gives; what was read ahead counts unless a file changed since."""
        if doing is not read_files or given != self._asked or self._begun is None:
            return here(doing, *given)
        begun, self._begun = self._begun, None
        flows, locales, _ = self._asked
        if stamps(flows, locales) != self._stamps:
            return here(doing, *given)
        return begun.result()  # type: ignore[no-any-return]  # it is what `doing` gave


def main() -> None:
    """Answer one `apart`; whatever else is said goes to the log."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who waits for the answer
    gc.disable()  # what it makes goes when it ends, and that is soon
    os.nice(NICE)
    from bot.model.errors import EngawaError

    answer, sys.stdout = sys.stdout.buffer, sys.stderr
    doing, given = pickle.load(sys.stdin.buffer)
    if "structlog" in sys.modules:  # what is to run may log
        from bot.app.logs import set_up_logging

        set_up_logging()
    result, error = None, None
    try:
        result = doing(*given)
    except EngawaError as known:  # anything else is a bug, and ends this process
        error = known
    answer.write(pickle.dumps((result, error)))


if __name__ == "__main__":
    main()
