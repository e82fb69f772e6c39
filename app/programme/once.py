"""Stores what a phone sends exactly once, however often it sends it."""

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_once(session: Session, row: SQLModel) -> bool:
    """Insert a row unless its key is there already; tell whether it was inserted.

    One statement does both: to look first and insert afterwards stores a thing twice when two requests
    come at once.
    """
    table = inspect(type(row)).local_table
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).values(row.model_dump()).on_conflict_do_nothing()
    result = session.connection().execute(statement)
    return result.rowcount == 1
