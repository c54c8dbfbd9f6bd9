"""The last few texts of those who write now, so that words split over messages are read together.

They are in memory alone, few, and for minutes: nothing of them is ever written anywhere. So a word
that is split between two replicas, each by webhook, is not read together (docs/SAFETY.md).
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field

from bot.model.ids import ChatId, MessageId
from bot.safety.verdict import WINDOW

MINUTES = 10.0
MOST_CHATS = 2000
MOST_LETTERS = 4096  # of one text: as many as a message has


@dataclass(slots=True)
class _Chat:
    heard: float = 0.0
    texts: deque[tuple[MessageId, str]] = field(default_factory=lambda: deque(maxlen=WINDOW))


class Recent:
    """What each chat wrote of late."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._chats = OrderedDict[ChatId, _Chat]()

    def read(self, chat: ChatId, message: MessageId, text: str, ticks: float) -> tuple[str, ...]:
        """Take a text in and give it with those before it, the newest last.

        A message that was changed stands with its new words, as the newest. `ticks`: seconds of a
        clock that only goes forward.
        """
        self._forget(ticks)
        known = self._chats.setdefault(chat, _Chat())
        self._chats.move_to_end(chat)
        known.heard = ticks
        others = [each for each in known.texts if each[0] != message]
        known.texts.clear()
        known.texts.extend((*others, (message, text[:MOST_LETTERS])))
        return tuple(each for _, each in known.texts)

    def _forget(self, ticks: float) -> None:
        while self._chats:
            chat, oldest = next(iter(self._chats.items()))
            if len(self._chats) < MOST_CHATS and ticks - oldest.heard < MINUTES * 60:
                return
            del self._chats[chat]
