"""The open cases of a desk in the order of its queue: a long one is listed as fast as a short."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

OPEN = sa.text("stage != 'closed'")


def upgrade() -> None:
    """Add the index."""
    op.create_index(
        "ix_cases_open",
        "cases",
        ["desk", "waiting_since", "opened_at", "stage"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
