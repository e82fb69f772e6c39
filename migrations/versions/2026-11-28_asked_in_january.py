"""Remember in which year somebody was asked whether we may still keep them."""

import sqlalchemy as sa
from alembic import op

revision = "asked_in_january"
down_revision = "programme_adopted"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("asked_in", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "asked_in")
