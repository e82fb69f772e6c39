"""Let people and districts be gathered in branches."""

import sqlalchemy as sa
from alembic import op

revision = "district_branches"
down_revision = "teams_of_generals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "branch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("goal_rounds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
        sa.UniqueConstraint("name", name=op.f("uq_branch_name")),
    )
    _make_link("branch_district", "district")
    _make_link("branch_member", "person")


def _make_link(table: str, thing: str) -> None:
    """Make a table that puts each of a kind of thing in one branch at most."""
    op.create_table(
        table,
        sa.Column(f"{thing}_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f(f"fk_{table}_branch_id_branch"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            [f"{thing}_id"],
            [f"{thing}.id"],
            name=op.f(f"fk_{table}_{thing}_id_{thing}"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(f"{thing}_id", name=op.f(f"pk_{table}")),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{table}_branch_id"), ["branch_id"], unique=False)


def downgrade() -> None:
    for table in ("branch_member", "branch_district"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{table}_branch_id"))
        op.drop_table(table)
    op.drop_table("branch")
