"""Let each team of a round have one of its generals, and one of the generals coordinate."""

import sqlalchemy as sa
from alembic import op

revision = "teams_of_generals"
down_revision = "chapter_dates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("round_general", schema=None) as batch_op:
        batch_op.add_column(sa.Column("coordinates", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("phone", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("round_general", schema=None) as batch_op:
        batch_op.alter_column("coordinates", server_default=None)
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(sa.Column("general_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_team_general_id"), ["general_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_team_general_id_person"), "person", ["general_id"], ["id"], ondelete="SET NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_team_general_id_person"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_team_general_id"))
        batch_op.drop_column("general_id")
    with op.batch_alter_table("round_general", schema=None) as batch_op:
        batch_op.drop_column("phone")
        batch_op.drop_column("coordinates")
