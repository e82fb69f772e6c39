"""Keep the public addresses that a round had before it was moved."""

import sqlalchemy as sa
from alembic import op

revision = "former_slugs"
down_revision = "mended_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_slug",
        sa.Column("slug", sa.String(length=40), primary_key=True),
        sa.Column("round_id", sa.Uuid(), sa.ForeignKey("round.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_former_slug_round_id", "former_slug", ["round_id"])


def downgrade() -> None:
    op.drop_index("ix_former_slug_round_id", "former_slug")
    op.drop_table("former_slug")
