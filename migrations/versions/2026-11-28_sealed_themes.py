"""Seal the themes of notes that wait, and fill the words up: theme and length found a note's input again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import context, op

revision = "sealed_themes"
down_revision = "letters_read"
branch_labels = None
depends_on = None

SIZE = 4096
NOBODY = UUID(int=0)
Kind = sa.types.TypeEngine[Any]
STATUS = sa.Enum("pending", "quarantined", "approved", name="notestatus", native_enum=False, length=30)


def upgrade() -> None:
    """Words that do not open with this key stay as they are: nobody can read them in any case."""
    seal = context.config.attributes["seal"]

    def hide(table: str, theme: UUID | None, text: bytes) -> tuple[bytes, bytes]:
        words = _words(table, text)
        filled = text if words is None else seal(words + "\0" * (SIZE - len(words.encode())), f"{table}.text")
        return seal((theme or NOBODY).hex, f"{table}.theme_id"), filled

    _make_anew(sa.Uuid(), sa.LargeBinary(), hide)


def downgrade() -> None:
    seal, unseal = context.config.attributes["seal"], context.config.attributes["unseal"]

    def show(table: str, theme: bytes, text: bytes) -> tuple[UUID | None, bytes]:
        words, found = _words(table, text), UUID(unseal(bytes(theme), f"{table}.theme_id"))
        bare = text if words is None else seal(words.rstrip("\0"), f"{table}.text")
        return None if found == NOBODY else found, bare

    _make_anew(sa.LargeBinary(), sa.Uuid(), show)


def _words(table: str, text: bytes) -> str | None:
    try:
        opened: str = context.config.attributes["unseal"](bytes(text), f"{table}.text")
    except ValueError:
        return None
    return opened


def _make_anew(before: Kind, after: Kind, convert: Callable[..., tuple[object, object]]) -> None:
    """Make both tables again with another kind of theme, and put their rows back; nothing refers to them."""
    of_note = {"round_id": sa.Uuid(), "status": sa.String(), "delete_on": sa.Date()}
    kept = {
        "note": _rows("note", before, of_note),
        "held_input": _rows("held_input", before, {"batch_id": sa.Uuid()}),
    }
    for table, rows in kept.items():
        for row in rows:
            row["theme_id"], row["text"] = convert(table, row["theme_id"], row["text"])
        op.drop_table(table)
    op.bulk_insert(_note(after), kept["note"])
    op.bulk_insert(_held(after), kept["held_input"])


def _rows(name: str, theme: Kind, more: dict[str, Kind]) -> list[dict[str, object]]:
    kinds = {"id": sa.Uuid(), "theme_id": theme, "text": sa.LargeBinary(), **more}
    table = sa.table(name, *(sa.column(column, kind) for column, kind in kinds.items()))
    return [dict(row) for row in op.get_bind().execute(table.select()).mappings()]


def _note(theme: Kind) -> sa.Table:
    made = op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        _theme(theme),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("status", STATUS, nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_note_round_id_round"), ondelete="CASCADE"
        ),
        *_theme_key("note", theme),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_note_round_id"), "note", ["round_id"])
    return made


def _held(theme: Kind) -> sa.Table:
    made = op.create_table(
        "held_input",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        _theme(theme),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["held_batch.id"],
            name=op.f("fk_held_input_batch_id_held_batch"),
            ondelete="CASCADE",
        ),
        *_theme_key("held_input", theme),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_input")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_held_input_batch_id"), "held_input", ["batch_id"])
    return made


def _theme(kind: Kind) -> sa.Column[Any]:
    return sa.Column("theme_id", kind, nullable=not isinstance(kind, sa.LargeBinary))


def _theme_key(table: str, theme: Kind) -> list[sa.ForeignKeyConstraint]:
    """A sealed theme is no key that the database could follow."""
    if isinstance(theme, sa.LargeBinary):
        return []
    return [sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f(f"fk_{table}_theme_id_theme"))]
