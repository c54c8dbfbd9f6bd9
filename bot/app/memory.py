"""What a start leaves in memory: out of the collector's way, and back to the system."""

import gc
from ctypes import CDLL


def settle() -> None:
    """Let the collector never look again at what is there by now: it stays for good."""
    gc.freeze()
    give_back()


def give_back() -> None:
    """Return what was let go of to the system, where glibc would keep it for itself."""
    trim = getattr(CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
