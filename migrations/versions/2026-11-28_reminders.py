"""Make room for reminders: who has had one, who wants none, and whether the board lets them go out."""

import sqlalchemy as sa
from alembic import op

revision = "reminders"
down_revision = "debrief_reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminded",
        sa.Column("sign_up_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_up.id"], name=op.f("fk_reminded_sign_up_id_sign_up"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sign_up_id", name=op.f("pk_reminded")),
    )
    op.create_table(
        "reminder_stop",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reminder_stop_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reminder_stop")),
    )
    op.create_table(
        "mail_switch",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_mail_switch")),
    )


def downgrade() -> None:
    op.drop_table("mail_switch")
    op.drop_table("reminder_stop")
    op.drop_table("reminded")
