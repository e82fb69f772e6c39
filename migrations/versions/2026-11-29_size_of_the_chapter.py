"""Let the board say how many members the chapter has."""

import sqlalchemy as sa
from alembic import op

revision = "chapter_size"
down_revision = "phones_that_left"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chapter_size",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("members", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("chapter_size")
