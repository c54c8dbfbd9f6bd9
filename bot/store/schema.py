"""The tables of the data database, the same on SQLite and PostgreSQL.

A column is either clear, and then holds nothing a visitor wrote or was called, or it is `sealed`.
Change a table here together with a migration; migrations only add. Store modules build their
statements once, as constants: to build one costs four times as much as to run it.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    literal_column,
)

from bot.store.columns import Counter, UtcTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _conversation(*, primary_key: bool = False) -> Column[str]:
    link = ForeignKey("conversations.id", ondelete="CASCADE")
    return Column("conversation_id", Text, link, primary_key=primary_key, nullable=False)


inbox = Table(
    "inbox",
    metadata,
    Column("id", Counter, primary_key=True),
    Column("update_key", Text, unique=True),
    Column("lane", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("sealed", LargeBinary),
    Column("state", Text, nullable=False, server_default="new"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", UtcTime),
    Column("received_at", UtcTime, nullable=False),
    Column("error", Text),
    sqlite_autoincrement=True,
)
inputs_wait = inbox.c.state == literal_column("'new'")
"""Written out and not bound, so that the partial index is used."""

Index(
    "ix_inbox_waiting",
    inbox.c.lane,
    inbox.c.id,
    sqlite_where=inputs_wait,
    postgresql_where=inputs_wait,
)

offsets = Table(
    "offsets",
    metadata,
    Column("source", Text, primary_key=True),
    Column("next", BigInteger, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("who", Text, nullable=False, unique=True),
    Column("sealed_chat", LargeBinary, nullable=False),
    Column("sealed_state", LargeBinary),
    Column("updated_at", UtcTime, nullable=False),
    Column("version", Text),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Text, primary_key=True),
    _conversation(),
    Column("desk", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("holder_ref", Text),
    Column("opened_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("waiting_since", UtcTime),
    Column("due_at", UtcTime),
    Column("outcome", Text),
    Column("helped", Boolean),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("desk", "number"),
    Index("ix_cases_conversation_id", "conversation_id"),
    Index("ix_cases_due_at", "due_at"),
)

case_is_open = cases.c.stage != literal_column("'closed'")
"""Written out like `inputs_wait`."""

Index(
    "ix_cases_open",
    cases.c.desk,
    cases.c.waiting_since,
    cases.c.opened_at,
    cases.c.stage,
    sqlite_where=case_is_open,
    postgresql_where=case_is_open,
)

topics = Table(
    "topics",
    metadata,
    _conversation(primary_key=True),
    Column("desk", Text, primary_key=True),
    Column("chat", BigInteger),
    Column("thread", BigInteger),
    Column("card", BigInteger),
    Column("queue_line", BigInteger),
    Column("offer", BigInteger),
    UniqueConstraint("chat", "thread"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Counter, primary_key=True),
    _conversation(),
    Column("desk", Text, nullable=False),
    Column("visitor_message", BigInteger, nullable=False),
    Column("staff_message", BigInteger, nullable=False),
    Column("from_visitor", Boolean, nullable=False),
    Column("part", Integer, nullable=False, server_default="0"),
    Column("digest", Text),
    Column("at", UtcTime, nullable=False),
    Index("ix_messages_visitor", "conversation_id", "visitor_message"),
    Index("ix_messages_staff", "desk", "staff_message"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Counter, primary_key=True),
    Column("lane", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("conversation_id", Text),
    Column("desk", Text),
    Column("holder", Text, nullable=False),
    Column("sealed", LargeBinary),
    Column("priority", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="new"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("repeated", Boolean, nullable=False, server_default=false()),
    Column("not_before", UtcTime),
    Column("coalesce_key", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("done_at", UtcTime),
    Column("result", BigInteger),
    Column("error", Text),
    Column("taken_by", Text),
    Column("taken_at", UtcTime),
    Column("weight", Integer, nullable=False, server_default="1"),
    Index("ix_outbox_taken_at", "taken_at"),
    sqlite_autoincrement=True,
)
outgoings_wait = outbox.c.state.in_([literal_column("'new'"), literal_column("'sending'")])
"""Not sent and not given up; written out like `inputs_wait`."""

Index(
    "ix_outbox_waiting",
    outbox.c.lane,
    outbox.c.id,
    sqlite_where=outgoings_wait,
    postgresql_where=outgoings_wait,
)

refusals = Table(
    "refusals",
    metadata,
    Column("id", Counter, primary_key=True),
    Column("chat", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("after", Float, nullable=False),
    Column("holder", Text, nullable=False),
    Index("ix_refusals_at", "at"),
    sqlite_autoincrement=True,
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", UtcTime, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("desk", Text, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("work_name", Text, nullable=False),
    Column("hinted", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("desk", "work_name"),
)

desks = Table(
    "desks",
    metadata,
    Column("desk", Text, primary_key=True),
    Column("chat", BigInteger),
    Column("queue_thread", BigInteger),
    Column("board", BigInteger),
    Column("aside_thread", BigInteger),
    Column("closed_until", UtcTime),
    Column("last_number", Integer, nullable=False, server_default="0"),
)

groups = Table(
    "groups",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("desk", Text, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("files", LargeBinary, nullable=False),
)

publications = Table(
    "publications",
    metadata,
    Column("id", Counter, primary_key=True),
    Column("follows", BigInteger, nullable=False, unique=True),
    Column("hash", Text, ForeignKey("versions.hash"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("changed", Text, nullable=False),
    Column("instead_of", Text),
    sqlite_autoincrement=True,
)

alerts = Table(
    "alerts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _conversation(),
    Column("desk", Text, nullable=False),
    Column("raised_at", UtcTime, nullable=False),
    Column("acknowledged_at", UtcTime),
    Column("due_at", UtcTime),
    Column("queue_message", BigInteger),
    Column("topic_message", BigInteger),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_alerts_conversation_id", "conversation_id"),
    Index("ix_alerts_due_at", "due_at"),
)

alert_counts = Table(
    "alert_counts",
    metadata,
    Column("desk", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("level", Text, primary_key=True),
    Column("type", Text, primary_key=True),
    Column("raised", Integer, nullable=False, server_default="0"),
    Column("hits", Integer, nullable=False, server_default="0"),
    Column("misses", Integer, nullable=False, server_default="0"),
)
