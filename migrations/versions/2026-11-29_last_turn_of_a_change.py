"""Keep the version in which a change by hand was last made, undone or done again: the desk tells it."""

import sqlalchemy as sa
from alembic import op

revision = "last_turn_of_a_change"
down_revision = "clock_of_a_course"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody knows when earlier changes were undone: they count as made last."""
    op.add_column("cut_change", sa.Column("touched_in", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE cut_change SET touched_in = version")


def downgrade() -> None:
    op.drop_column("cut_change", "touched_in")
