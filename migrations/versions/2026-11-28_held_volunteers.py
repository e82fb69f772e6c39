"""Tell who waits behind held notes by keyed hashes, so that who walked two small rounds is one person.

What waits already came without names, and late notes without a number: both may then be anybody's.
"""

import sqlalchemy as sa
from alembic import op

revision = "held_volunteers"
down_revision = "periods_of_cards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_volunteer",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["held_batch.id"],
            name=op.f("fk_held_volunteer_batch_id_held_batch"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("batch_id", "who", name=op.f("pk_held_volunteer")),
        sqlite_with_rowid=False,
    )
    op.execute("UPDATE held_batch SET volunteers = 1 WHERE volunteers = 0")


def downgrade() -> None:
    op.drop_table("held_volunteer")
