"""What runs by itself: the daily deletion of what has had its time, and the hourly reminders."""

import threading
from collections.abc import Callable

import structlog
from sqlmodel import Session

from app.canvass.actions import sweep_canvass
from app.db import forget_bytes, open_session
from app.debrief.reminders import sweep_debriefs
from app.districts.keeping import sweep_districts
from app.mobilise.actions import sweep_mobilise
from app.mobilise.reminders import send_reminders
from app.mobilise.staying import ask_who_stay
from app.people.actions import sweep_people
from app.programme.actions import sweep_programme
from app.programme.choices import sweep_used_input
from app.programme.worker import suggest_for_new
from app.rounds.actions import sweep_rounds
from app.rounds.doorstep import sweep_doorstep
from app.training.steps import sweep_training
from app.turf.old_files import sweep_maps

DAY_SECONDS, HOUR_SECONDS = 86_400, 3_600
SWEEPS: list[Callable[[Session], None]] = [
    sweep_people,
    sweep_districts,
    sweep_rounds,
    sweep_doorstep,
    sweep_maps,
    sweep_canvass,
    sweep_programme,
    sweep_used_input,
    sweep_mobilise,
    sweep_debriefs,
    sweep_training,
]
log = structlog.get_logger("sweep")


class SweepError(RuntimeError):
    """Some rooms could not be swept; the text names their sweeps."""


def sweep() -> None:
    """Sweep every room, then take the deleted bytes out of the files too.

    Each in a transaction of its own: a room that fails, as its letters do without the key to the addresses,
    must not keep the others from deleting.

    Raises
    ------
    SweepError
        A room failed; all the others are swept.
    """
    failed = [room.__name__ for room in SWEEPS if not _is_swept(room)]
    forget_bytes()
    if failed:
        raise SweepError(", ".join(failed))


def _is_swept(room: Callable[[Session], None]) -> bool:
    """Sweep one room; tell whether that went well."""
    try:
        with open_session() as session:
            room(session)
            session.commit()
    except Exception as error:  # noqa: BLE001 - whatever stops one room, the others must delete
        log.error("room not swept", room=room.__name__, kind=type(error).__name__)  # noqa: TRY400 - its text may quote a person
        return False
    return True


def remind_hourly(stop: threading.Event) -> None:
    """Send reminders now and every hour until told to stop; what fails is logged and tried again."""
    while not stop.is_set():
        try:
            remind()
        except Exception as error:  # noqa: BLE001 - a worker loop: it must outlive a locked database
            log.error("reminders failed", kind=type(error).__name__)  # noqa: TRY400 - its text may quote a person
        stop.wait(HOUR_SECONDS)


def remind() -> int:
    """Send what is due by the calendar in a transaction of its own; give how many mails."""
    with open_session() as session:
        sent = send_reminders(session) + ask_who_stay(session)
        session.commit()
    return sent


def sweep_daily(stop: threading.Event) -> None:
    """Sweep now and once a day until told to stop; a failed sweep is logged and tried again the next day."""
    while not stop.is_set():
        try:
            sweep()
            suggest_for_new()
        except Exception as error:  # noqa: BLE001 - the one worker loop: it must outlive a locked database
            log.error(  # noqa: TRY400 - an exception text may quote a person
                "sweep failed", kind=type(error).__name__
            )
        stop.wait(DAY_SECONDS)
