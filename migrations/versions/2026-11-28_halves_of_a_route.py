"""Let a phone take one half of its team's route."""

import sqlalchemy as sa
from alembic import op

revision = "halves"
down_revision = "themes_merged"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("walk_phone", schema=None) as batch_op:
        batch_op.add_column(sa.Column("half", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("walk_phone", schema=None) as batch_op:
        batch_op.drop_column("half")
