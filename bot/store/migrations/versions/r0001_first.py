"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TIME = sa.DateTime(timezone=True)
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _conversations()
    _desks()
    _groups()
    _inbox()
    _offsets()
    _outbox()
    _staff()
    _cases()
    _messages()
    _topics()


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("sealed_chat", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_state", sa.LargeBinary()),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("who", name="uq_conversations_who"),
    )


def _desks() -> None:
    op.create_table(
        "desks",
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("chat", sa.BigInteger()),
        sa.Column("queue_thread", sa.BigInteger()),
        sa.Column("board", sa.BigInteger()),
        sa.Column("aside_thread", sa.BigInteger()),
        sa.Column("closed_until", TIME),
        sa.Column("last_number", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("desk", name="pk_desks"),
    )


def _groups() -> None:
    op.create_table(
        "groups",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_groups"),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("update_key", sa.Text()),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("state", sa.Text(), server_default="new", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", TIME),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("update_key", name="uq_inbox_update_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["lane", "id"],
        sqlite_where=sa.text("state = 'new'"),
        postgresql_where=sa.text("state = 'new'"),
    )


def _offsets() -> None:
    op.create_table(
        "offsets",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_offsets"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text()),
        sa.Column("desk", sa.Text()),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="new", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("repeated", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("not_before", TIME),
        sa.Column("coalesce_key", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("done_at", TIME),
        sa.Column("result", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["lane", "id"],
        sqlite_where=sa.text("state IN ('new', 'sending')"),
        postgresql_where=sa.text("state IN ('new', 'sending')"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("work_name", sa.Text(), nullable=False),
        sa.Column("hinted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("desk", "ref", name="pk_staff"),
        sa.UniqueConstraint("desk", "work_name", name="uq_staff_desk"),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("holder_ref", sa.Text()),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sa.Column("waiting_since", TIME),
        sa.Column("due_at", TIME),
        sa.Column("outcome", sa.Text()),
        sa.Column("helped", sa.Boolean()),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_cases_conversation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("desk", "number", name="uq_cases_desk"),
    )
    op.create_index("ix_cases_conversation_id", "cases", ["conversation_id"])
    op.create_index("ix_cases_due_at", "cases", ["due_at"])


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("visitor_message", sa.BigInteger(), nullable=False),
        sa.Column("staff_message", sa.BigInteger(), nullable=False),
        sa.Column("from_visitor", sa.Boolean(), nullable=False),
        sa.Column("part", sa.Integer(), server_default="0", nullable=False),
        sa.Column("digest", sa.Text()),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_messages_conversation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_staff", "messages", ["desk", "staff_message"])
    op.create_index("ix_messages_visitor", "messages", ["conversation_id", "visitor_message"])


def _topics() -> None:
    op.create_table(
        "topics",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("chat", sa.BigInteger()),
        sa.Column("thread", sa.BigInteger()),
        sa.Column("card", sa.BigInteger()),
        sa.Column("queue_line", sa.BigInteger()),
        sa.Column("offer", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_topics_conversation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "desk", name="pk_topics"),
        sa.UniqueConstraint("chat", "thread", name="uq_topics_chat"),
    )
