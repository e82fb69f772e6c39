"""Let a round have a number that its teams can ring; sealed."""

import sqlalchemy as sa
from alembic import op

revision = "round_phone"
down_revision = "theme_suggestions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_column("phone")
