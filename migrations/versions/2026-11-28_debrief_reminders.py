"""Remember which reminders of a debrief went out."""

import sqlalchemy as sa
from alembic import op

revision = "debrief_reminders"
down_revision = "input_stems"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "debrief_reminder",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_debrief_reminder_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "days", name=op.f("pk_debrief_reminder")),
    )


def downgrade() -> None:
    op.drop_table("debrief_reminder")
