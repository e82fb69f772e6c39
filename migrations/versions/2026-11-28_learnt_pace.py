"""Make room for the sums that minutes per door are learnt from."""

import sqlalchemy as sa
from alembic import op

revision = "0007_learnt"
down_revision = "0006_newcomers"
branch_labels = None
depends_on = None

SUMS = ("house_house", "house_stairwell", "stairwell_stairwell", "house_time", "stairwell_time")


def upgrade() -> None:
    op.create_table(
        "learnt_pace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("routes", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Float(), nullable=False) for name in SUMS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learnt_pace")),
    )


def downgrade() -> None:
    op.drop_table("learnt_pace")
