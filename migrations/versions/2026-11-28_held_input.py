"""Make room for approved notes of small rounds, which wait until nobody can guess who heard them."""

import sqlalchemy as sa
from alembic import op

revision = "held_input"
down_revision = "0007_learnt"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("volunteers", sa.Integer(), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_batch")),
    )
    op.create_table(
        "held_input",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["held_batch.id"],
            name=op.f("fk_held_input_batch_id_held_batch"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_held_input_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_input")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_held_input_batch_id"), "held_input", ["batch_id"])


def downgrade() -> None:
    op.drop_table("held_input")
    op.drop_table("held_batch")
