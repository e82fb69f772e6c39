"""Index released input by the stems of its words."""

import sqlalchemy as sa
from alembic import op

revision = "input_stems"
down_revision = "held_input"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "input_stem",
        sa.Column("stem", sa.String(length=40), nullable=False),
        sa.Column("input_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["input_id"], ["input.id"], name=op.f("fk_input_stem_input_id_input"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("stem", "input_id", name=op.f("pk_input_stem")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_input_stem_input_id"), "input_stem", ["input_id"])


def downgrade() -> None:
    op.drop_table("input_stem")
