"""Remember when the programme was adopted: half a year later its input goes."""

import sqlalchemy as sa
from alembic import op

revision = "programme_adopted"
down_revision = "turns_of_a_team"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("programme_choices", sa.Column("adopted_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("programme_choices", "adopted_on")
