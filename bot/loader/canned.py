"""`canned.yaml`: the replies that staff send often."""

from collections.abc import Iterator

from bot.conversation.check.finding import InTable
from bot.conversation.content import CannedReply
from bot.loader.report import Report
from bot.loader.shape import ID, Fields, fields_of
from bot.loader.tree import Items, Node, Text

KEYS = ("canned", "title", "text")
MOST = 20  # each is a button below the card, and nobody looks through more
MAX_TITLE = 20  # letters; a phone cuts what is longer


def read_canned(node: Node, report: Report) -> tuple[CannedReply, ...]:
    """Read all canned replies, in the order of the file."""
    top = fields_of(node, "canned", report, known=("canned",), required=())
    listed = top.values.get("canned") if top else None
    if listed is None or (isinstance(listed, Text) and not listed.text):
        return ()
    if not isinstance(listed, Items):
        report.add(listed.spot, "wrong_type_list", key="canned")
        return ()
    for item in listed.items[MOST : MOST + 1]:
        report.add(item.spot, "canned_many", most=str(MOST))
    return tuple(_replies(listed, report))


def _replies(listed: Items, report: Report) -> Iterator[CannedReply]:
    ids, titles = dict[str, int](), dict[str, str]()
    for item in listed.items:
        fields = fields_of(item, "canned", report, known=KEYS, required=KEYS)
        if fields is None:
            continue
        reply = CannedReply(fields.text("canned"), fields.text("title"), fields.text("text"))
        _check_id(fields, reply.id, ids)
        _check_title(fields, reply, titles)
        if reply.id and reply.text:
            report.spots.setdefault(InTable("canned", reply.id), fields.at("text"))
            yield reply


def _check_id(fields: Fields, name: str, seen: dict[str, int]) -> None:
    if name in seen:
        line = str(seen[name])
        fields.report.add(fields.at("canned"), "canned_twice", text=name, line=line)
    elif name:
        seen[name] = fields.at("canned").line
    if name and not ID.fullmatch(name):
        fields.report.add(fields.at("canned"), "id_wrong", text=name)


def _check_title(fields: Fields, reply: CannedReply, seen: dict[str, str]) -> None:
    if len(reply.title) > MAX_TITLE:
        most = str(MAX_TITLE)
        fields.report.add(fields.at("title"), "canned_title_long", title=reply.title, most=most)
    if reply.title and seen.setdefault(reply.title, reply.id) != reply.id:
        other = seen[reply.title]
        fields.report.add(fields.at("title"), "title_twice", text=reply.title, other=other)
