"""Keep «under 18» with the sign-up whose form ticked it, so that a form changes nobody who was known."""

import sqlalchemy as sa
from alembic import op

revision = "sign_up_under_18"
down_revision = "reminded_day"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sign_up") as batch_op:
        batch_op.add_column(sa.Column("under_18", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("sign_up") as batch_op:
        batch_op.drop_column("under_18")
