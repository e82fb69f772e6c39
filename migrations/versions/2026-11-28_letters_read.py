"""Let those who have rounds already go on as before: their board is taken to have read the letters."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "letters_read"
down_revision = "yearly_dates"
branch_labels = None
depends_on = None

SWITCH = sa.table(
    "mail_switch", sa.column("kind", sa.String), sa.column("approved_at", sa.DateTime(timezone=True))
)
ROUND = sa.table("round", sa.column("id"))


def upgrade() -> None:
    connection = op.get_bind()
    if connection.execute(sa.select(sa.func.count()).select_from(ROUND)).scalar_one():
        op.execute(SWITCH.insert().values(kind="letters", approved_at=datetime.now(UTC)))


def downgrade() -> None:
    op.execute(SWITCH.delete().where(SWITCH.c.kind == "letters"))
