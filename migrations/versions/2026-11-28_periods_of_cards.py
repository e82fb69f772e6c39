"""Let points and cards have a period in their season, and count the conversations that had cards at hand."""

import sqlalchemy as sa
from alembic import op

revision = "periods_of_cards"
down_revision = "calls_for_help"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("talking_points", "candidate"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("used_from", sa.Date(), nullable=True))
            batch_op.add_column(sa.Column("used_until", sa.Date(), nullable=True))
    with op.batch_alter_table("walk_phone", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carries", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("with_cards", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("walk_phone", schema=None) as batch_op:
        batch_op.alter_column("carries", server_default=None)
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.alter_column("with_cards", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_column("with_cards")
    with op.batch_alter_table("walk_phone", schema=None) as batch_op:
        batch_op.drop_column("carries")
    for table in ("candidate", "talking_points"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("used_until")
            batch_op.drop_column("used_from")
