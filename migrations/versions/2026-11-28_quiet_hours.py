"""Let the board set the quiet hours, and let a round be held in them by its decision."""

import sqlalchemy as sa
from alembic import op

revision = "quiet_hours"
down_revision = "asked_in_january"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quiet_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evening", sa.Time(), nullable=False),
        sa.Column("sundays", sa.Boolean(), nullable=False),
        sa.Column("holidays", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiet_hours")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quiet_ok", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_column("quiet_ok")
    op.drop_table("quiet_hours")
