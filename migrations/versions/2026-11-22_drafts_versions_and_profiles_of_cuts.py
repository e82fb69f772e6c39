"""Let a cut be a draft, a version or approved, a change be redone, and a route have a profile."""

import sqlalchemy as sa
from alembic import op

revision = "0002_desk"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cut", schema=None) as batch_op:
        batch_op.add_column(sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("copied_from", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_cut_copied_from_cut"), "cut", ["copied_from"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("cut_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("redo", sa.Text(), nullable=True))

    with op.batch_alter_table("walk_route", schema=None) as batch_op:
        batch_op.add_column(sa.Column("service_minutes", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("climb_m", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("steps", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("far_stops", sa.JSON(), nullable=False, server_default="[]"))

    with op.batch_alter_table("walk_stop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("metres_to_next", sa.Float(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("walk_stop", schema=None) as batch_op:
        batch_op.drop_column("metres_to_next")

    with op.batch_alter_table("walk_route", schema=None) as batch_op:
        batch_op.drop_column("far_stops")
        batch_op.drop_column("steps")
        batch_op.drop_column("climb_m")
        batch_op.drop_column("service_minutes")

    with op.batch_alter_table("cut_change", schema=None) as batch_op:
        batch_op.drop_column("redo")

    with op.batch_alter_table("cut", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cut_copied_from_cut"), type_="foreignkey")
        batch_op.drop_column("copied_from")
        batch_op.drop_column("approved_at")
