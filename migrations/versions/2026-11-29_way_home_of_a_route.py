"""Keep how much of the way there and home of a route is the way home: the two are told apart."""

import sqlalchemy as sa
from alembic import op

revision = "way_home_of_a_route"
down_revision = "minutes_at_a_stop"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of earlier routes only the two together are known: theirs stays null."""
    op.add_column("walk_route", sa.Column("home_m", sa.Float(), nullable=True))


def downgrade() -> None:
    op.drop_column("walk_route", "home_m")
