"""Keep how often a phone had mended the note that a receipt was given for, so that the newest words win."""

import sqlalchemy as sa
from alembic import op

revision = "mended_notes"
down_revision = "sign_up_changes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let the default stay: to take it away SQLite would build the table anew, and number its rows."""
    op.add_column("note_receipt", sa.Column("seq", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("note_receipt", "seq")
