"""Make room for the ladder: the board's rules, and generals' recommendations."""

import sqlalchemy as sa
from alembic import op

revision = "ladder"
down_revision = "programme_choices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ladder_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rounds_to_experienced", sa.Integer(), nullable=False),
        sa.Column("rounds_to_training", sa.Integer(), nullable=False),
        sa.Column("course_to_training", sa.Boolean(), nullable=False),
        sa.Column("rounds_beside", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder_rules")),
    )
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_recommendation_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_recommendation_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("person_id", "by_id", name=op.f("uq_recommendation_person_id_by_id")),
    )
    op.create_index(op.f("ix_recommendation_person_id"), "recommendation", ["person_id"])


def downgrade() -> None:
    op.drop_table("recommendation")
    op.drop_table("ladder_rules")
