"""Keep which day a sign-up was reminded of, so that a round that is moved is reminded of again."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "reminded_day"
down_revision = "sealed_themes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take those who were reminded for reminded of tomorrow: at the latest that is when their round is."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    with op.batch_alter_table("reminded") as table:
        table.add_column(sa.Column("day", sa.Date(), nullable=False, server_default=tomorrow))
    with op.batch_alter_table("reminded") as table:
        table.alter_column("day", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("reminded") as table:
        table.drop_column("day")
