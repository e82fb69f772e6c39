"""A cut from draft to approved, and versions of it: kept under a name, opened, copied."""

import os
from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy
from sqlalchemy import CursorResult
from sqlmodel import Session, col, insert, update

from app.language import now
from app.people.access import Actor
from app.turf.errors import StaleCutError, UnfinishedCutError, WalkedCutError
from app.turf.maps import route_clip_file
from app.turf.models import Cut, CutStatus, WalkRoute, WalkStop
from app.turf.queries import walk_routes

WISHES = {
    "district_id",
    "least_minutes",
    "target_minutes",
    "most_minutes",
    "teams",
    "doors",
    "seed",
    "seconds",
    "skip_since",
}
USABLE = {CutStatus.DONE, CutStatus.CHANGING}


def copy_cut(session: Session, actor: Actor, cut: Cut, name: str) -> Cut:
    """Keep a cut as it is now under a name: a cut of its own, a draft, with the same routes and locks.

    Raises
    ------
    UnfinishedCutError
        It has no routes yet.
    """
    if cut.status not in USABLE:
        raise UnfinishedCutError
    made = Cut(
        **cut.model_dump(include=WISHES),
        starts=cut.starts,
        name=name,
        made_at=now(),
        made_by=actor.person_id,
        status=CutStatus.DONE,
        progress=1.0,
        left_out=cut.left_out,
        copied_from=cut.id,
    )
    session.add(made)
    session.flush()
    twins = {route.id: uuid4() for route in walk_routes(session, cut.id)}
    session.add_all(
        WalkRoute(
            **route.model_dump(exclude={"id", "cut_id", "far_stops"}),
            far_stops=route.far_stops,
            id=twins[route.id],
            cut_id=made.id,
        )
        for route in walk_routes(session, cut.id)
    )
    session.flush()
    _copy_stops(session, twins)
    _share_clips(twins)
    return made


def _copy_stops(session: Session, twins: dict[UUID, UUID]) -> None:
    columns = [getattr(WalkStop, name) for name in WalkStop.model_fields]
    stops = session.connection().execute(
        sqlalchemy.select(*columns).where(col(WalkStop.walk_route_id).in_(twins))
    )
    rows = [{**stop, "walk_route_id": twins[stop["walk_route_id"]]} for stop in stops.mappings()]
    if rows:
        session.exec(insert(WalkStop), params=rows)


def _share_clips(twins: dict[UUID, UUID]) -> None:
    """Let both routes have the same clip: clips are replaced, never written into, so one file will do.

    A copy without a clip is drawn on plain ground, so a disk that knows no links does no harm.
    """
    for old, new in twins.items():
        with suppress(OSError):
            os.link(route_clip_file(old), route_clip_file(new))


def name_cut(session: Session, cut: Cut, name: str) -> None:
    """Give a cut a name, or another. Safe to repeat."""
    cut.name = name
    session.flush()


def approve_cut(session: Session, cut: Cut, version: int) -> None:
    """Let the routes be offered first when teams get theirs; the next change makes it a draft again.

    Raises
    ------
    StaleCutError, WalkedCutError
        The cut is not as the person saw it, or has been walked.
    """
    _set_approval(session, cut, version, now())


def withdraw_approval(session: Session, cut: Cut, version: int) -> None:
    """Make an approved cut a draft again. Safe to repeat.

    Raises
    ------
    StaleCutError, WalkedCutError
        As for approving.
    """
    _set_approval(session, cut, version, None)


def _set_approval(session: Session, cut: Cut, version: int, at: datetime | None) -> None:
    """Write it in one guarded step: what is approved is what the person saw. What was said before is done."""
    if cut.walked:
        raise WalkedCutError
    as_seen = (col(Cut.id) == cut.id, col(Cut.version) == version, col(Cut.status) == CutStatus.DONE)
    result = session.exec(update(Cut).where(*as_seen).values(approved_at=at, sentence=""))
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise StaleCutError
    session.refresh(cut)
