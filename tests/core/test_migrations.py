"""The migrations make exactly the tables that the code describes, and can be taken back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect

from app import db

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


def test_migrating_twice_changes_nothing(database: str) -> None:
    command.upgrade(alembic(), "head")
    command.check(alembic())
