"""Routes that nobody has walked cut anew into as many as there are teams, while people stand and wait."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Event
from uuid import UUID

from sqlmodel import Session

from app.db import after_commit
from app.turf import worker
from app.turf.actions import claim_change
from app.turf.changes import Recut
from app.turf.models import Cut

WORTH_STANDING_STILL_SECONDS = 5.0
"""At the meeting point people stand around a phone: an answer with routes in it is worth this much."""


def recut_into(
    session: Session, cut: Cut, these: Sequence[UUID], teams: int, then: Callable[[], None]
) -> None:
    """Cut some routes anew into as many as there are teams, and do `then` once it is done or given up.

    The caller vouches that nobody has walked or been given any of `these`: so a cut that has been walked
    may change there. The answer to the request waits a little for it.

    Raises
    ------
    StaleCutError
        Another change is under way.
    """
    deed = claim_change(session, cut, cut.version, Recut(only=tuple(these), teams=teams))

    def start() -> None:
        ready = Event()

        def finish(_answer: Future[bytes]) -> None:
            try:
                then()
            finally:
                ready.set()

        worker.submit(deed).add_done_callback(finish)
        ready.wait(WORTH_STANDING_STILL_SECONDS)

    after_commit(session, start)
