"""Make room for calling rounds: whom to ring, who holds whom, tallies, and who is never to be rung."""

import sqlalchemy as sa
from alembic import op

revision = "0005_calling"
down_revision = "0004_wishes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calling_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "goal",
            sa.Enum(
                "sign_up", "recruit_callers", "programme", name="callinggoal", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("script", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calling_round")),
    )
    op.create_table(
        "never_call",
        sa.Column("phone_index", sa.String(length=64), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("phone_index", name=op.f("pk_never_call")),
    )
    op.create_table(
        "call_tally",
        sa.Column("calling_round_id", sa.Uuid(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "signed_up",
                "will_ring",
                "will_write",
                "call_back",
                "no_answer",
                "wrong_number",
                "no",
                "never",
                name="calloutcome",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calling_round_id"],
            ["calling_round.id"],
            name=op.f("fk_call_tally_calling_round_id_calling_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("calling_round_id", "outcome", name=op.f("pk_call_tally")),
    )
    op.create_table(
        "callee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("calling_round_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("phone_index", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "signed_up",
                "will_ring",
                "will_write",
                "call_back",
                "no_answer",
                "wrong_number",
                "no",
                "never",
                name="calloutcome",
                native_enum=False,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("followed_up", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calling_round_id"],
            ["calling_round.id"],
            name=op.f("fk_callee_calling_round_id_calling_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callee")),
        sa.UniqueConstraint(
            "calling_round_id", "phone_index", name=op.f("uq_callee_calling_round_id_phone_index")
        ),
    )
    with op.batch_alter_table("callee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_callee_calling_round_id"), ["calling_round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_callee_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_callee_phone_index"), ["phone_index"], unique=False)

    op.create_table(
        "caller",
        sa.Column("calling_round_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calling_round_id"],
            ["calling_round.id"],
            name=op.f("fk_caller_calling_round_id_calling_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_caller_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("calling_round_id", "person_id", name=op.f("pk_caller")),
    )
    with op.batch_alter_table("caller", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_caller_person_id"), ["person_id"], unique=False)

    op.create_table(
        "uploaded_list",
        sa.Column("calling_round_id", sa.Uuid(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["calling_round_id"],
            ["calling_round.id"],
            name=op.f("fk_uploaded_list_calling_round_id_calling_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("calling_round_id", name=op.f("pk_uploaded_list")),
    )
    op.create_table(
        "call_hold",
        sa.Column("phone_index", sa.String(length=64), nullable=False),
        sa.Column("callee_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rung_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["callee_id"], ["callee.id"], name=op.f("fk_call_hold_callee_id_callee"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_call_hold_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("phone_index", name=op.f("pk_call_hold")),
    )
    with op.batch_alter_table("call_hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_hold_callee_id"), ["callee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_hold_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_hold_until"), ["until"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("call_hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_hold_until"))
        batch_op.drop_index(batch_op.f("ix_call_hold_person_id"))
        batch_op.drop_index(batch_op.f("ix_call_hold_callee_id"))

    op.drop_table("call_hold")
    op.drop_table("uploaded_list")
    with op.batch_alter_table("caller", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_caller_person_id"))

    op.drop_table("caller")
    with op.batch_alter_table("callee", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_callee_phone_index"))
        batch_op.drop_index(batch_op.f("ix_callee_due_at"))
        batch_op.drop_index(batch_op.f("ix_callee_calling_round_id"))

    op.drop_table("callee")
    op.drop_table("call_tally")
    op.drop_table("never_call")
    op.drop_table("calling_round")
