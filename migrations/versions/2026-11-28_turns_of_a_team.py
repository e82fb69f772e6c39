"""Let a team walk one route after another in an evening."""

import sqlalchemy as sa
from alembic import op

revision = "turns_of_a_team"
down_revision = "ladder"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("turn", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_column("turn")
