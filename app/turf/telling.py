"""How far the engine is, written where the desk reads it; and what the desk has answered meanwhile."""

import time
from uuid import UUID

import routes
from app import db
from app.language import N_
from app.turf import outcome
from app.turf.draft import Draft
from app.turf.models import CutStatus

TELL_SECONDS = 0.3
PHASES = {
    "distances": (0.0, 0.3, N_("Måler gangavstander")),
    "tour": (0.3, 0.35, N_("Legger en rundtur")),
    "search": (0.35, 0.9, N_("Gjør rutene jevne og korte")),
    "drawing": (0.9, 0.95, N_("Tegner rutene")),
}
"""Where each phase begins and ends in the whole, and what it is called on the screen."""


class Listener:
    """Writes how far the engine is, a few times a second; stops it when somebody has stopped the cut.

    With a `draft`, the routes so far are written too.
    """

    def __init__(self, cut_id: UUID, status: CutStatus, draft: Draft | None = None) -> None:
        self._cut_id, self._status, self._draft = cut_id, status, draft
        self._told_at, self._share = 0.0, 0.0

    def __call__(self, progress: routes.Progress) -> routes.Answer:
        if self._draft:
            self._draft.hear(progress)
        if time.monotonic() - self._told_at < TELL_SECONDS:
            return routes.Answer.GO_ON
        begin, end, sentence = PHASES[progress.phase]
        self._share = max(self._share, begin + (end - begin) * progress.share)
        so_far = (progress.routes, round(progress.walk_m)) if progress.walk_m else None
        standing = outcome.Standing(self._share, sentence, so_far)
        with db.open_session() as session:
            goes_on = outcome.tell(session, self._cut_id, self._status, standing)
            enough = outcome.is_satisfied(session, self._cut_id)
            session.commit()
        self._told_at = time.monotonic()
        if not goes_on:
            return routes.Answer.STOP
        return routes.Answer.ENOUGH if enough else routes.Answer.GO_ON
