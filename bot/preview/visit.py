"""One editor's visit: a visitor on the phone, who may begin anew or jump to any step.

What happens to the visitor is kept until they begin anew, so that it can become a script.
"""

from dataclasses import dataclass, field

from bot.app.house import House
from bot.channels.telegram import receive
from bot.channels.telegram.poll import Poller
from bot.conversation.content import CASE, Content
from bot.conversation.state import Conversation, Place, Standing
from bot.model.ids import BASE_LANGUAGE, ChatId, Language
from bot.model.inputs import FromVisitor, Started, VisitorInput
from bot.seeing.screens import screens_of
from bot.simulator import Simulator, Visitor
from bot.simulator.wire import Json
from bot.store import conversations
from bot.store.connect import Tx

NAME = "あなた"


@dataclass(slots=True)
class Bot:
    """The bot behind the phone, while it runs."""

    house: House
    poller: Poller


@dataclass(slots=True)
class Visit:
    """The visitor of now; the phones of those before are put away."""

    simulator: Simulator
    bot: Bot | None = None
    visitor: Visitor | None = None
    gone: int = 0
    """The number of a message that is no more: a press below it may send anything."""
    heard: list[Json] = field(default_factory=list)

    def listen(self) -> None:
        """Keep what is offered to the bot from now on."""
        offer = self.simulator.world.offer

        def keep(kind: str, payload: Json, source: str) -> None:
            self.heard.append({"update_id": len(self.heard) + 1, kind: payload})
            offer(kind, payload, source)

        self.simulator.world.offer = keep

    def begin(self) -> None:
        """Let a newcomer in who has just opened the bot."""
        self.heard.clear()
        self.visitor = self.simulator.visitor(NAME, language_code="ja")
        opened = self.visitor.start()
        self.gone = opened.id
        self.visitor.delete(opened)

    async def standing(self) -> Conversation:
        """Tell where the visitor stands."""
        if self.bot is None or self.visitor is None:
            return Conversation()
        chat = ChatId(self.visitor.id)

        def load(tx: Tx) -> Conversation:
            known = conversations.find(tx, chat)
            return conversations.load(tx, known) if known else Conversation()

        return await self.bot.house.database.read(load)

    async def jump(self, place: Place, content: Content) -> bool:
        """Bring the visitor to a step, out of a case as well; say whether it can be gone to."""
        if content.step(place) is None or place.flow == CASE:
            return False
        await self._leave_case()
        self._press(f"go:{spelt(place, content)}")
        return True

    async def speak(self, language: Language, content: Content) -> None:
        """Go on in another language, at the same step."""
        await self._leave_case()
        place = _beginning(await self.standing(), content)
        self._press(f"lang:{language}")
        if place:
            self._press(f"go:{spelt(place, content)}")

    async def show_again(self, content: Content) -> None:
        """Show the screen of now in the words of now; who has only just come comes anew.

        What was pressed for the editor is not kept.
        """
        if all(isinstance(happened, Started) for happened in self.inputs()):
            self.begin()
            return
        standing = await self.standing()
        place = _beginning(standing, content)
        if place and standing.standing is Standing.FLOWS:
            self._press(f"go:{spelt(place, content)}")
            self.heard.pop()

    def inputs(self) -> list[VisitorInput]:
        """List what happened to the visitor since they began, as the bot understood it."""
        if self.bot is None or self.visitor is None:
            return []
        poller, here = self.bot.poller, FromVisitor(ChatId(self.visitor.id))
        arrivals = [receive.read(update, poller.client) for update in self.heard]
        return [
            arrival.input
            for arrival in arrivals
            if arrival and arrival.origin == here and isinstance(arrival.input, VisitorInput)
        ]

    async def _leave_case(self) -> None:
        if self.visitor is None or (await self.standing()).standing is not Standing.FLOWS:
            self.begin()

    def _press(self, what: str) -> None:
        if self.visitor:
            self.visitor.tap(what, self.gone)


def _beginning(standing: Conversation, content: Content) -> Place | None:
    """Find where the screen begins on which the visitor stands."""
    place = standing.place
    flow = content.flows.get(place.flow) if place else None
    if place is None or flow is None:
        return None
    screens = screens_of(content, flow, standing.language or BASE_LANGUAGE)
    return next((screen.first for screen in screens if place in screen.places), None)


def spelt(place: Place, content: Content) -> str:
    """Spell a place as a button would: the beginning of a flow by the flow alone."""
    return place.flow if content.first(place.flow) == place else place.name
