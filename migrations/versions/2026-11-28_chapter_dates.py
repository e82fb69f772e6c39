"""Let the board keep the chapter's own dates of the year."""

import sqlalchemy as sa
from alembic import op

revision = "chapter_dates"
down_revision = "cells_of_input"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chapter_date",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapter_date")),
    )
    with op.batch_alter_table("chapter_date", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chapter_date_on"), ["on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("chapter_date", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chapter_date_on"))
    op.drop_table("chapter_date")
