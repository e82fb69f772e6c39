"""One made-up row in every table, whatever the tables are: for what must hold for all of them."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Connection, MetaData

from app.db import Sealed, SealedId, Utc

Row = dict[str, Any]
When = Callable[[Column[Any]], datetime]


def fill_tables(
    connection: Connection, metadata: MetaData, own: Mapping[str, Mapping[str, object]], value_at: When
) -> None:
    """Put a row in every table that has none; `own` gives what the values of some columns must be."""
    rows: dict[str, Row] = {}
    for table in metadata.sorted_tables:
        found = connection.execute(table.select().limit(1)).mappings().first()
        if not found:
            needed = [column for column in table.columns if _is_needed(column)]
            made = {column.name: _value(column, rows, value_at) for column in needed}
            connection.execute(table.insert().values(made | dict(own.get(table.name, {}))))
            found = connection.execute(table.select()).mappings().one()
        rows[table.name] = dict(found)


def _is_needed(column: Column[Any]) -> bool:
    """Tell whether a row must say it; what lies on a round or in a season lies on the round here."""
    if column.name == "round_id":
        return True
    return not column.nullable and column.default is None and column.server_default is None


def _value(column: Column[Any], rows: dict[str, Row], value_at: When) -> object:
    """Make up something that the column takes, or give the key of the row it refers to."""
    for key in column.foreign_keys:
        return rows[key.column.table.name][key.column.name]
    moment = value_at(column)
    if isinstance(column.type, SealedId):
        return None
    if isinstance(column.type, Sealed):
        return "x"
    if isinstance(column.type, Utc):
        return moment
    for member in getattr(column.type, "enum_class", None) or ():
        return member
    text = uuid4().hex[: getattr(column.type, "length", None)]
    kinds: dict[type, object] = {
        UUID: uuid4(), int: 1, float: 1.0, bool: False, dict: {}, bytes: b"x", date: moment.date(),
        time: moment.time(), datetime: moment.astimezone(UTC),
    }  # fmt: skip
    return kinds.get(column.type.python_type, text)
