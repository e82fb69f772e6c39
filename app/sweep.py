"""Deletes what has had its time, every day: each room knows its own deadlines."""

import threading
from collections.abc import Callable

import structlog
from sqlmodel import Session

from app.db import engine, open_session
from app.people.actions import sweep_people

DAY_SECONDS = 86_400
SWEEPS: list[Callable[[Session], None]] = [sweep_people]
log = structlog.get_logger("sweep")


def sweep() -> None:
    """Run every room's sweep in one transaction, then take the deleted bytes out of SQLite's log too."""
    with open_session() as session:
        for room in SWEEPS:
            room(session)
        session.commit()
    if engine().dialect.name == "sqlite":
        with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def sweep_daily(stop: threading.Event) -> None:
    """Sweep now and once a day until told to stop; a failed sweep is logged and tried again the next day."""
    while not stop.is_set():
        try:
            sweep()
        except Exception as error:
            log.exception("sweep failed", kind=type(error).__name__)
        stop.wait(DAY_SECONDS)
