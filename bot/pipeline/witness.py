"""The channel's clock as a witness of ours: where they differ, no hour can be relied on.

What comes after an outage is old and looks the same; then, too, only what is always open is
shown, until something fresh arrives (SAFETY.md, fault 13).
"""

from datetime import datetime, timedelta

APART = timedelta(minutes=10)


class Witness:
    """Holds what the newest message said of the time."""

    def __init__(self) -> None:
        """Trust our clock until something speaks against it."""
        self.is_sure = True

    def heard(self, at: datetime | None, now: datetime) -> None:
        """Compare a time of the channel's, where it told one, with ours."""
        if at is not None:
            self.is_sure = abs(now - at) <= APART
