"""Make room for suggested themes of input that has none."""

import sqlalchemy as sa
from alembic import op

revision = "theme_suggestions"
down_revision = "doorstep"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "theme_suggestion",
        sa.Column("input_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["input_id"], ["input.id"], name=op.f("fk_theme_suggestion_input_id_input"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_suggestion_theme_id_theme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("input_id", "place", name=op.f("pk_theme_suggestion")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_theme_suggestion_theme_id"), "theme_suggestion", ["theme_id"])


def downgrade() -> None:
    op.drop_table("theme_suggestion")
