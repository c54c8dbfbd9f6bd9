"""Several programs share one database: who holds what, and what each has taken to send."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TIME = sa.DateTime(timezone=True)
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add leases, the log of 429s, and who took an outgoing, when and at what weight."""
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.create_table(
        "refusals",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("after", sa.Float(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refusals"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_refusals_at", "refusals", ["at"])
    op.add_column("outbox", sa.Column("taken_by", sa.Text()))
    op.add_column("outbox", sa.Column("taken_at", TIME))
    op.add_column("outbox", sa.Column("weight", sa.Integer(), server_default="1", nullable=False))
    op.create_index("ix_outbox_taken_at", "outbox", ["taken_at"])
