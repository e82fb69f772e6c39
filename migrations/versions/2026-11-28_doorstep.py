"""Let a round or a season have talking points in several languages and candidate cards."""

import sqlalchemy as sa
from alembic import op

revision = "doorstep"
down_revision = "halves"
branch_labels = None
depends_on = None

PLACE = "(round_id IS NULL) <> (season_id IS NULL)"


def upgrade() -> None:
    op.create_table(
        "talking_points",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("season_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(PLACE, name="one_place"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "language"),
        sa.UniqueConstraint("season_id", "language"),
    )
    op.create_table(
        "candidate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("season_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(PLACE, name="one_place"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_candidate_round_id", "candidate", ["round_id"])
    op.create_index("ix_candidate_season_id", "candidate", ["season_id"])


def downgrade() -> None:
    op.drop_table("candidate")
    op.drop_table("talking_points")
