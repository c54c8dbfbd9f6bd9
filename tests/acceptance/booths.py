"""A ward whose one desk has several groups."""

from dataclasses import dataclass

from bot.settings import Settings
from bot.simulator import Chat, Topic, Visitor
from tests.acceptance.ward import Ward, card_in


@dataclass
class Booths(Ward):
    """A ward that serves in every group of the simulator, or in some of them."""

    serves_in: int | None = None
    """In how many, the first ones; None: in all."""

    @property
    def groups(self) -> list[Chat]:
        """The groups that there are."""
        return self.simulator.world.groups

    @property
    def settings(self) -> Settings:
        """The usual settings, with every group in place of the one."""
        pairs = ",".join(f"bunkyo={group.id}" for group in self.groups[: self.serves_in])
        given = {"staff_chat": None, "staff_chats": pairs}
        return super().settings.model_copy(update=given)

    async def comes(self, visitor: Visitor, nickname: str) -> Topic:
        """Take a visitor through the handoff and give their topic, wherever it was made."""
        await self.hand_off(visitor, nickname)
        await self.until(lambda: any(card_in(topic) for topic in self.topics_of(nickname)))
        await self.quiet()
        return self.topics_of(nickname)[-1]

    def topics_of(self, nickname: str) -> list[Topic]:
        """List a visitor's topics in all groups."""
        every = (topic for group in self.groups for topic in group.topics.values())
        return [topic for topic in every if nickname in topic.name and not topic.deleted]

    def queue_of(self, group: Chat) -> Topic:
        """Give the queue topic of a group."""
        return next(topic for topic in group.topics.values() if "受付" in topic.name)
