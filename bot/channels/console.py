"""A terminal as a channel: one visitor, with the desk's side told in short lines.

It keeps the port honest: everything works without Telegram.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.model.delivery import (
    Copy,
    CopyAlbum,
    Delivered,
    EditText,
    MakeTopic,
    Outcome,
    Parcel,
    SendText,
)
from bot.model.effects import Button
from bot.model.ids import ChatId, MessageId, ThreadId
from bot.model.inputs import Arrival, Commanded, FromVisitor, Input, Pressed, Said, Started

VISITOR = ChatId(1)
GROUP = ChatId(-1)


@dataclass(slots=True)
class Console:
    """The port to a terminal; `show` prints one line."""

    show: Callable[[str], None]
    buttons: tuple[Button, ...] = ()
    """What the visitor may press now."""
    _messages: int = 0
    _read: int = 0
    _buttons_of: int = 0

    async def send(self, parcel: Parcel) -> Outcome:
        """Print what goes to the visitor, and hint at what goes to staff."""
        self._messages += 1
        here = MessageId(self._messages)
        match parcel.act:
            case SendText(text=text, buttons=buttons) if parcel.chat == VISITOR:
                self._show_screen(text, buttons, here)
            case SendText(text=text) | EditText(text=text):
                self.show(f"  ┆ 窓口に: {text.splitlines()[0]}")
            case MakeTopic(title):
                self.show(f"  ┆ 窓口に新しいトピック: {title}")
                return Delivered(thread=ThreadId(here))
            case Copy():
                self.show("  ┆ （写し）")
            case CopyAlbum(messages):
                self.show(f"  ┆ （写し {len(messages)} 枚）")
                self._messages += len(messages) - 1
                made = range(here, self._messages + 1)
                return Delivered(album=tuple(MessageId(each) for each in made))
            case _:
                pass
        return Delivered(here)

    async def answer(self, query: str, text: str, alert: bool) -> None:
        """Print the passing line, if there is one."""
        del query, alert
        if text:
            self.show(f"（{text}）")

    def started(self) -> Arrival:
        """Open the chat, as pressing the start button would."""
        return Arrival("console:0", FromVisitor(VISITOR), Started())

    def read(self, line: str) -> Arrival | None:
        """Understand a line: the number of a button, a command, or words; None for nothing."""
        typed = line.strip()
        if not typed:
            return None
        self._read += 1
        return Arrival(f"console:{self._read}", FromVisitor(VISITOR), self._input(typed))

    def _input(self, typed: str) -> Input:
        if typed.isdecimal() and 0 < int(typed) <= len(self.buttons):
            return Pressed(MessageId(self._buttons_of), self.buttons[int(typed) - 1].press)
        name, _, rest = typed.removeprefix("/").partition(" ")
        if not typed.startswith("/"):
            return Said(MessageId(-self._read), typed)
        return Started(rest) if name == "start" else Commanded(name)

    def _show_screen(self, text: str, buttons: tuple[Button, ...], here: MessageId) -> None:
        self.show(f"\n{text}")
        if buttons:
            self.buttons, self._buttons_of = buttons, here
        for number, button in enumerate(buttons, start=1):
            self.show(f"  {number:>2}  {button.label}")
