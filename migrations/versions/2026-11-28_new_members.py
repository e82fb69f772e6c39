"""Make room for new members: the day they joined, an address to write to, and how well the clock is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0006_newcomers"
down_revision = "0005_calling"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "welcome_tally",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("in_time", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_welcome_tally")),
    )
    with op.batch_alter_table("callee") as batch_op:
        batch_op.add_column(sa.Column("email", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("joined_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_callee_joined_on"), ["joined_on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("callee") as batch_op:
        batch_op.drop_index(batch_op.f("ix_callee_joined_on"))
        batch_op.drop_column("joined_on")
        batch_op.drop_column("email")
    op.drop_table("welcome_tally")
