"""Let an own date come again every year."""

import sqlalchemy as sa
from alembic import op

revision = "yearly_dates"
down_revision = "points_along"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("chapter_date", schema=None) as batch_op:
        batch_op.add_column(sa.Column("yearly", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("chapter_date", schema=None) as batch_op:
        batch_op.alter_column("yearly", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("chapter_date", schema=None) as batch_op:
        batch_op.drop_column("yearly")
