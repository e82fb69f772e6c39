"""Let each person of a team say that they are back; who was back as a team is so one by one."""

import sqlalchemy as sa
from alembic import op

revision = "back_by_person"
down_revision = "course_sign_ups"
branch_labels = None
depends_on = None

COPY = """UPDATE team_member
SET back_at = (SELECT team.back_at FROM team WHERE team.id = team_member.team_id)"""


def upgrade() -> None:
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(sa.Column("back_seq", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("back_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("back_seq", sa.Integer(), nullable=False, server_default="0"))
    op.execute(COPY)


def downgrade() -> None:
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.drop_column("back_seq")
        batch_op.drop_column("back_at")
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_column("back_seq")
