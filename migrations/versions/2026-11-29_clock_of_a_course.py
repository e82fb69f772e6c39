"""Give a course a clock: when it starts and ends that day, unknown for those planned before."""

import sqlalchemy as sa
from alembic import op

revision = "clock_of_a_course"
down_revision = "candidates_asked"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("course") as batch_op:
        batch_op.add_column(sa.Column("starts", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("ends", sa.Time(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("course") as batch_op:
        batch_op.drop_column("ends")
        batch_op.drop_column("starts")
