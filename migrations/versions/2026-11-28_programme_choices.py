"""Let the board set the committee's deadline, how long held notes wait, and whether the public may look."""

import sqlalchemy as sa
from alembic import op

revision = "programme_choices"
down_revision = "round_phone"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "programme_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("held_days", sa.Integer(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("programme_choices")
