"""Run Engawa: `engawa`, or `python -m bot`.

What is imported stays for good, so the collector of garbage is let loose only behind it: to look
through all that again and again took an eighth of the start, and a twentieth of every turn. What
a ward loads later is put out of its way when it is there (`app/memory.py`).
"""

import gc
import os

YOUNG = 10_000  # objects made until the youngest are looked through; a turn makes some hundreds


def main() -> None:
    """Run the command line."""
    gc.disable()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: a thread costs 30 MB
    from bot.cli import main as run

    gc.freeze()
    gc.set_threshold(YOUNG)
    gc.enable()
    run()


if __name__ == "__main__":
    main()
