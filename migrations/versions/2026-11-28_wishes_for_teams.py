"""Let people ask for a friend or a short walk and say that they stand for election; let teams be locked."""

import sqlalchemy as sa
from alembic import op

revision = "wishes_for_teams"
down_revision = "proposal_paragraph"
branch_labels = None
depends_on = None

TICKS = ("short_walk", "candidate", "councillor")


def upgrade() -> None:
    with op.batch_alter_table("sign_up", schema=None) as batch_op:
        for name in TICKS:
            batch_op.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("friends", sa.String(length=64), nullable=False, server_default=""))
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(sa.Column("locked", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_column("locked")
    with op.batch_alter_table("sign_up", schema=None) as batch_op:
        for name in ("friends", *TICKS):
            batch_op.drop_column(name)
