"""Every version of the content is kept, with the log of which was in force when."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TIME = sa.DateTime(timezone=True)
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add versions and their log, and which version a conversation is pinned to."""
    op.create_table(
        "versions",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_versions"),
    )
    op.create_table(
        "publications",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("follows", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("instead_of", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
        sa.ForeignKeyConstraint(["hash"], ["versions.hash"], name="fk_publications_hash"),
        sa.UniqueConstraint("follows", name="uq_publications_follows"),
        sqlite_autoincrement=True,
    )
    op.add_column("conversations", sa.Column("version", sa.Text()))
