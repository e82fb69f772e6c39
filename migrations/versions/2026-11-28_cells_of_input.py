"""Let the reading room count its cells from an index, without reading past the texts."""

from alembic import op

revision = "cells_of_input"
down_revision = "back_by_person"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("input", schema=None) as batch_op:
        batch_op.drop_index("ix_input_district_id")
        batch_op.create_index("ix_input_cell", ["district_id", "month", "theme_id"])


def downgrade() -> None:
    with op.batch_alter_table("input", schema=None) as batch_op:
        batch_op.drop_index("ix_input_cell")
        batch_op.create_index("ix_input_district_id", ["district_id"])
