"""What is made of a guess: an answer that admits it may be wrong, or a few to choose from.

On the way to a person nothing is guessed: what is written there is meant for that person.
"""

from dataclasses import replace

from bot.conversation import interface
from bot.conversation.content import PERSON, SUGGESTIONS, SYSTEM_FLOWS, Content
from bot.conversation.scene import Scene, Setting
from bot.conversation.screen import aside, show
from bot.conversation.state import Conversation, Place, Turned
from bot.model.effects import Button, Say
from bot.model.ids import FlowId, StepId
from bot.understanding.decide import Guess, decide

VERB = "near"
"""What a press begins with that asks for other answers; their names follow."""
MOST_BYTES = 64  # of what a button sends


def guess(conversation: Conversation, setting: Setting) -> Guess | None:
    """Guess what the text of this turn is about; None where there is nothing to go by."""
    place = conversation.place
    if setting.weighed is None or (place and place.flow == PERSON):
        return None
    found = decide(setting.weighed, place.flow if place else None)
    # what was learnt may be of the version before this one
    known = tuple(each for each in found.candidates if _answers(each, setting.content))
    label = found.label if found.label in known else None
    return replace(found, label=label, candidates=known, is_near=found.is_near and bool(known))


def answered(conversation: Conversation, found: Guess, setting: Setting) -> Turned:
    """Give the answer that was guessed, with a way to the next best ones."""
    place = setting.content.first(FlowId(found.label or ""))
    shown, said = show(replace(conversation, offered=""), place, setting)
    others = tuple(each for each in found.candidates if each != found.label)
    scene = Scene(setting, shown, place or Place(SUGGESTIONS, StepId("")))
    doubt = Button(scene.interface(interface.NOT_THAT), _press(others))
    return shown, (replace(said, buttons=(*said.buttons, doubt)),)


def suggested(
    conversation: Conversation, flows: tuple[str, ...], setting: Setting, preface: str = ""
) -> Say:
    """Offer flows by their titles, and leave the visitor where they are."""
    said = aside(conversation, setting.content.first(SUGGESTIONS), setting, preface)
    scene = Scene(setting, conversation, Place(SUGGESTIONS, StepId("")))
    offered = (
        Button(scene.title(FlowId(each)), f"go:{each}")
        for each in flows
        if _answers(each, setting.content)
    )
    return replace(said, buttons=(*offered, *said.buttons))


def _answers(label: str, content: Content) -> bool:
    return label not in SYSTEM_FLOWS and content.first(FlowId(label)) is not None


def _press(flows: tuple[str, ...]) -> str:
    """Spell the press that asks for these flows, for as many of them as it holds."""
    while True:
        spelt = f"{VERB}:{','.join(flows)}"
        if len(spelt.encode()) <= MOST_BYTES:
            return spelt
        flows = flows[:-1]
