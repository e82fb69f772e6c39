"""Make room for which theme is read as which, and for the themes' history."""

import sqlalchemy as sa
from alembic import op

revision = "themes_merged"
down_revision = "reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "theme_merge",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_merge_theme_id_theme"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["into_id"], ["theme.id"], name=op.f("fk_theme_merge_into_id_theme")),
        sa.PrimaryKeyConstraint("theme_id", name=op.f("pk_theme_merge")),
    )
    op.create_index(op.f("ix_theme_merge_into_id"), "theme_merge", ["into_id"])
    op.create_table(
        "theme_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("deed", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("other", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_change")),
    )
    op.create_index(op.f("ix_theme_change_at"), "theme_change", ["at"])


def downgrade() -> None:
    op.drop_table("theme_change")
    op.drop_table("theme_merge")
