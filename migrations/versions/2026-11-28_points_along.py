"""Count the conversations that had programme points at hand, as those that had candidate cards."""

import sqlalchemy as sa
from alembic import op

revision = "points_along"
down_revision = "sealed_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("walk_phone", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("carries_points", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("with_points", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("walk_phone", schema=None) as batch_op:
        batch_op.alter_column("carries_points", server_default=None)
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.alter_column("with_points", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_column("with_points")
    with op.batch_alter_table("walk_phone", schema=None) as batch_op:
        batch_op.drop_column("carries_points")
