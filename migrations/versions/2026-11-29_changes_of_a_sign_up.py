"""Count how often a sign-up has changed, so that calendars take somebody's cancellation for newer."""

import sqlalchemy as sa
from alembic import op

revision = "sign_up_changes"
down_revision = "sign_up_under_18"
branch_labels = None
depends_on = None

COLUMNS = (("sign_up", "changes"), ("sign_up_link", "since"))


def upgrade() -> None:
    for table, column in COLUMNS:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column(column, sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for table, column in reversed(COLUMNS):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(column)
