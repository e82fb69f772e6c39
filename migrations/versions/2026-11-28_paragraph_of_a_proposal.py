"""Give a proposal in the programme its paragraph; where the answer was short, it was that."""

import sqlalchemy as sa
from alembic import op

revision = "proposal_paragraph"
down_revision = "quiet_hours"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("paragraph", sa.String(length=60), nullable=False, server_default="")
    op.add_column("proposal", column)
    op.execute(
        "UPDATE proposal SET paragraph = answer, answer = ''"
        " WHERE status = 'adopted' AND length(answer) <= 60"
    )
    with op.batch_alter_table("proposal") as table:
        table.alter_column("paragraph", server_default=None)


def downgrade() -> None:
    op.drop_column("proposal", "paragraph")
