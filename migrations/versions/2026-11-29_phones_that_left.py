"""Tell a phone that left a walk from one that its general has shut out, which can be let in again."""

import sqlalchemy as sa
from alembic import op

revision = "phones_that_left"
down_revision = "former_slugs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take those who are off a walk today for phones that left: they scan the code again, as until now."""
    op.add_column("walk_phone", sa.Column("left", sa.Boolean(), nullable=False, server_default=sa.false()))
    phones = sa.table("walk_phone", sa.column("left", sa.Boolean()), sa.column("revoked", sa.Boolean()))
    op.execute(phones.update().where(phones.c.revoked).values(left=True))


def downgrade() -> None:
    op.drop_column("walk_phone", "left")
