"""Make room for what teams tell of places: facts for the next team, reports for the general."""

import sqlalchemy as sa
from alembic import op

revision = "0003_places"
down_revision = "0002_desk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "place_fact",
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("locked", "dog", "steps", name="factkind", native_enum=False, length=30),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_place_fact_address_id_address"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("address_id", "kind", name=op.f("pk_place_fact")),
    )
    op.create_table(
        "place_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "missing_door",
                "no_such_door",
                "do_not_visit",
                name="reportkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("handled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"],
            ["address.id"],
            name=op.f("fk_place_report_address_id_address"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_place_report_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_report")),
    )
    with op.batch_alter_table("place_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_report_address_id"), ["address_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_report_round_id"), ["round_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("place_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_report_round_id"))
        batch_op.drop_index(batch_op.f("ix_place_report_address_id"))

    op.drop_table("place_report")
    op.drop_table("place_fact")
