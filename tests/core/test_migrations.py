"""The migrations make exactly the tables that the code describes, and can be taken back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from evening import make_evening, send_note
from filling import fill_tables
from sqlalchemy import Connection, MetaData, func, inspect, text
from sqlmodel import Session, select

from app import db
from app.language import now
from app.programme.models import Note

ROOT = Path(__file__).parent.parent.parent


def alembic() -> Config:
    found = Config(ROOT / "alembic.ini")
    found.set_main_option("script_location", str(ROOT / "migrations"))
    return found


def test_the_tables_are_those_of_the_models(database: str) -> None:
    command.check(alembic())


def test_every_migration_can_be_taken_back_and_made_again(database: str) -> None:
    before = set(inspect(db.engine()).get_table_names())
    command.downgrade(alembic(), "base")
    between = set(inspect(db.engine()).get_table_names())
    command.upgrade(alembic(), "head")

    assert between == {"alembic_version"}
    assert set(inspect(db.engine()).get_table_names()) == before
    assert len(before) > 25


def test_a_site_with_a_row_in_every_table_keeps_them_through_every_migration(
    database: str,
) -> None:
    command.downgrade(alembic(), "base")
    steps = reversed(list(ScriptDirectory.from_config(alembic()).walk_revisions()))
    filled: set[str] = set()
    for step in steps:
        command.upgrade(alembic(), step.revision)
        tables = MetaData()
        with db.engine().begin() as connection:
            tables.reflect(connection)
            assert filled & set(tables.tables) == with_rows(connection, tables) & filled, step.revision
            fill_tables(connection, tables, {}, value_at=lambda _column: now())
            filled = with_rows(connection, tables)

    assert filled == set(inspect(db.engine()).get_table_names())


def with_rows(connection: Connection, tables: MetaData) -> set[str]:
    return {t.name for t in tables.sorted_tables if connection.scalar(select(func.count()).select_from(t))}


def test_migrating_twice_changes_nothing(database: str) -> None:
    command.upgrade(alembic(), "head")
    command.check(alembic())


def test_pending_notes_are_sealed_on_the_way_and_read_as_before(session: Session) -> None:
    send_note(make_evening(session), "Mer buss om kvelden")
    command.downgrade(alembic(), "held_volunteers")
    with db.engine().connect() as connection:
        plain = connection.execute(text("SELECT text FROM note")).scalar_one()

    command.upgrade(alembic(), "head")

    with db.engine().connect() as connection:
        sealed = connection.execute(text("SELECT text FROM note")).scalar_one()
    assert plain == "Mer buss om kvelden"
    assert b"buss" not in bytes(sealed)
    assert session.exec(select(Note.text)).one() == "Mer buss om kvelden"
