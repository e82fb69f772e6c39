"""Keep the minutes at the doors of each stop: they leave the route when its address is not to be visited."""

import sqlalchemy as sa
from alembic import op

revision = "minutes_at_a_stop"
down_revision = "last_turn_of_a_change"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody knows how those of earlier routes were reckoned: they stay null."""
    op.add_column("walk_stop", sa.Column("minutes", sa.Float(), nullable=True))


def downgrade() -> None:
    op.drop_column("walk_stop", "minutes")
