"""Find one row that a person asked for, or refuse in one way for all rooms."""

from collections.abc import Hashable
from typing import TypeVar

from sqlmodel import Session, SQLModel

from app.errors import NotFoundError

Row = TypeVar("Row", bound=SQLModel)


def row_of(session: Session, kind: type[Row], key: object, /, **belongs: Hashable) -> Row:
    """Give the row with this key; `belongs` names what its columns must hold: `round_id=round_.id`.

    What belongs elsewhere is as good as none: the answer must not tell which.

    Raises
    ------
    NotFoundError
        There is none, or it belongs to something else.
    """
    found = session.get(kind, key)
    if found is None or any(getattr(found, name) != value for name, value in belongs.items()):
        raise NotFoundError
    return found
