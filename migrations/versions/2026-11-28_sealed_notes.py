"""Seal pending notes: a copy from before the debrief names their round, and so their few authors."""

import sqlalchemy as sa
from alembic import context, op

revision = "sealed_notes"
down_revision = "held_volunteers"
branch_labels = None
depends_on = None

STATUS = sa.Enum("pending", "quarantined", "approved", name="notestatus", native_enum=False, length=30)
BEFORE = sa.table(
    "note",
    sa.column("id", sa.Uuid()),
    sa.column("round_id", sa.Uuid()),
    sa.column("theme_id", sa.Uuid()),
    sa.column("text"),
    sa.column("status"),
    sa.column("delete_on", sa.Date()),
)


def upgrade() -> None:
    _make_anew(sa.LargeBinary(), context.config.attributes["seal"])


def downgrade() -> None:
    _make_anew(sa.Text(), context.config.attributes["unseal"])


def _make_anew(kind: sa.types.TypeEngine[object], convert: object) -> None:
    """Make the table again with another kind of text, and put its rows back; nothing refers to them."""
    rows = op.get_bind().execute(BEFORE.select()).mappings()
    kept = [{**row, "text": convert(row["text"], "note.text")} for row in rows]
    op.drop_table("note")
    made = op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("text", kind, nullable=False),
        sa.Column("status", STATUS, nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_note_round_id_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_note_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_note_round_id"), "note", ["round_id"])
    op.bulk_insert(made, kept)
