"""Note whom the board knows as candidate or councillor, and whether who comes may be named in public."""

import sqlalchemy as sa
from alembic import op

revision = "candidates_asked"
down_revision = "cut_doors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("candidate", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("councillor", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("sign_up") as batch_op:
        batch_op.add_column(sa.Column("named", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("sign_up") as batch_op:
        batch_op.drop_column("named")
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_column("councillor")
        batch_op.drop_column("candidate")
