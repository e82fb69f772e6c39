"""Keep how many doors a team a general wished for, so that the routes can be held up against it."""

import sqlalchemy as sa
from alembic import op

revision = "cut_doors"
down_revision = "chapter_size"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cut") as batch_op:
        batch_op.add_column(sa.Column("doors", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("cut") as batch_op:
        batch_op.drop_column("doors")
