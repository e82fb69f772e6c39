"""Let a cut start from places, skip what was walked lately, and be searched until somebody is satisfied."""

import sqlalchemy as sa
from alembic import op

revision = "0004_wishes"
down_revision = "0003_places"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cut", schema=None) as batch_op:
        batch_op.add_column(sa.Column("starts", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("skip_since", sa.String(length=7), nullable=True))
        batch_op.add_column(sa.Column("patient", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("satisfied", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("so_far", sa.JSON(), nullable=True))

    with op.batch_alter_table("walk_route", schema=None) as batch_op:
        batch_op.add_column(sa.Column("way_m", sa.Float(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("too_small", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("walk_route", schema=None) as batch_op:
        batch_op.drop_column("too_small")
        batch_op.drop_column("way_m")

    with op.batch_alter_table("cut", schema=None) as batch_op:
        batch_op.drop_column("so_far")
        batch_op.drop_column("satisfied")
        batch_op.drop_column("patient")
        batch_op.drop_column("skip_since")
        batch_op.drop_column("starts")
