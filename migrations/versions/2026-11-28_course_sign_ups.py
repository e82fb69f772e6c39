"""Make room for who means to come to a course, and for its material."""

import sqlalchemy as sa
from alembic import op

revision = "course_sign_ups"
down_revision = "wishes_for_teams"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "course_sign_up",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_course_sign_up_course_id_course"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_course_sign_up_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("course_id", "person_id", name=op.f("pk_course_sign_up")),
    )
    op.create_table(
        "course_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_file_course_id_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_file")),
    )
    op.create_index(op.f("ix_course_file_course_id"), "course_file", ["course_id"])


def downgrade() -> None:
    op.drop_table("course_file")
    op.drop_table("course_sign_up")
