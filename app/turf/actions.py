"""Writes about cuts: start, stop, change by hand, keep. Leaders may; the engine writes the routes."""

from concurrent.futures import wait
from uuid import UUID

from sqlalchemy import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from app.db import after_commit
from app.districts.queries import access_district, open_addresses
from app.districts.street_sides import months_before, walked_addresses
from app.language import now, today
from app.people.access import Actor
from app.turf import worker
from app.turf.changes import Change, Merge, Move, Order, Recut, Redo, Split, Undo
from app.turf.deeds import Changing, Cutting
from app.turf.errors import (
    AllWalkedError,
    CrossedMinutesError,
    CutInUseError,
    EmptyDistrictError,
    LockedRouteError,
    NothingChosenError,
    NothingToRedoError,
    NothingToUndoError,
    StaleCutError,
    TooSmallError,
    UnlockedRoutesError,
    WalkedCutError,
)
from app.turf.forms import By, CutForm
from app.turf.models import Cut, CutStatus, WalkRoute, WalkStop
from app.turf.past import locked_against, newest_change, next_undone
from app.turf.queries import left_out_addresses
from app.turf.starting import start_places

MOST_TEAMS = 500
WISHES = {"least_minutes", "target_minutes", "most_minutes", "patient"}
WORTH_WAITING_SECONDS = 2.0
"""A change by hand is done in less; an answer that shows it is better than one that promises it."""


def cut_district(session: Session, actor: Actor | None, district_id: UUID, form: CutForm) -> Cut:
    """Start cutting a district; the engine takes it on once the request is stored.

    Raises
    ------
    NotFoundError
        There is no such district.
    CrossedMinutesError
        The minutes contradict each other.
    StartsError
        A place to start from cannot be read, or is too far away.
    EmptyDistrictError, AllWalkedError
        No door to go to, or none that was not walked lately.
    """
    district = access_district(session, district_id)
    if form.by is By.MINUTES and not form.least_minutes <= form.target_minutes <= form.most_minutes:
        raise CrossedMinutesError
    since = months_before(today(), form.skip_months) if form.skip_months else None
    cut = Cut(
        district_id=district_id,
        made_at=now(),
        made_by=actor.person_id if actor else None,
        teams=_teams(form, _doors_to_visit(session, district_id, since)),
        doors=form.doors if form.by is By.DOORS else None,
        **form.model_dump(include=WISHES),
        starts=start_places(session, form.starts, district),
        skip_since=since,
    )
    session.add(cut)
    session.flush()
    after_commit(session, lambda: _start(cut.id))
    return cut


def _doors_to_visit(session: Session, district_id: UUID, since: str | None) -> int:
    """Count the doors of a district that are not on a street side walked lately."""
    addresses = open_addresses(session, district_id)
    if not addresses:
        raise EmptyDistrictError
    walked = walked_addresses(session, district_id, since) if since else set()
    left = [address.doors for address in addresses if address.id not in walked]
    if not left:
        raise AllWalkedError
    return sum(left)


def _teams(form: CutForm, doors: int) -> int | None:
    """Give the number of teams that was asked for, or that follows from the doors each should have."""
    match form.by:
        case By.TEAMS:
            return form.teams
        case By.DOORS:
            return min(MOST_TEAMS, max(1, round(doors / form.doors)))
        case By.MINUTES:
            return None


def _start(cut_id: UUID) -> None:
    worker.submit(Cutting(cut_id))


def cancel_cut(session: Session, cut: Cut) -> None:
    """Stop a cut that is under way; a change by hand leaves the cut as it was. Safe to repeat."""
    under_way = {
        CutStatus.WAITING: CutStatus.CANCELLED,
        CutStatus.RUNNING: CutStatus.CANCELLED,
        CutStatus.CHANGING: CutStatus.DONE,
    }
    for before, after in under_way.items():
        stopped = update(Cut).where(col(Cut.id) == cut.id, col(Cut.status) == before)
        session.exec(stopped.values(status=after, sentence=""))
    session.refresh(cut)


def be_satisfied(session: Session, cut: Cut) -> None:
    """Make do with the routes found so far; nothing happens to a cut that is done. Safe to repeat."""
    session.exec(
        update(Cut).where(col(Cut.id) == cut.id, col(Cut.status) == CutStatus.RUNNING).values(satisfied=True)
    )
    session.refresh(cut)


def merge_routes(session: Session, cut: Cut, version: int, into: WalkRoute, other: WalkRoute) -> None:
    """Make one route of two; `into` keeps its number.

    Raises
    ------
    StaleCutError, WalkedCutError, LockedRouteError
        The cut is not as the person saw it, has been walked, or a route is locked.
    """
    _refuse_locked(into, other)
    _change(session, cut, version, Merge(into.id, other.id))


def split_route(session: Session, cut: Cut, version: int, walk_route: WalkRoute) -> None:
    """Make two routes of one, of about equal minutes.

    Raises
    ------
    StaleCutError, WalkedCutError, LockedRouteError, TooSmallError
        As for merging; or there is nothing to divide.
    """
    _refuse_locked(walk_route)
    if walk_route.addresses < 2:
        raise TooSmallError
    _change(session, cut, version, Split(walk_route.id))


def move_addresses(
    session: Session, cut: Cut, version: int, address_ids: set[int], into: WalkRoute | None
) -> None:
    """Move addresses to a route, or to a new one, from where they are: other routes or among those left out.

    Raises
    ------
    StaleCutError, WalkedCutError, LockedRouteError, NothingChosenError
        As for merging; or no address of this cut was chosen.
    """
    homes = (
        select(WalkStop.address_id, WalkRoute)
        .join(WalkRoute, col(WalkRoute.id) == WalkStop.walk_route_id)
        .where(WalkRoute.cut_id == cut.id, col(WalkStop.address_id).in_(address_ids))
    )
    found = session.exec(homes).all()
    known = {address_id for address_id, _home in found} | {address_id for address_id, _why in cut.left_out}
    known |= {one.id for one in left_out_addresses(session, cut) if one.id}
    chosen = tuple(sorted(address_ids & known))
    if not chosen:
        raise NothingChosenError
    _refuse_locked(*(home for _address_id, home in found), *([into] if into else []))
    _change(session, cut, version, Move(chosen, into.id if into else None))


def order_route(session: Session, cut: Cut, version: int, walk_route: WalkRoute) -> None:
    """Walk a route anew past what is not to be visited now, with locked entrances last.

    Raises
    ------
    StaleCutError, WalkedCutError, LockedRouteError
        As for merging.
    """
    _refuse_locked(walk_route)
    _change(session, cut, version, Order(walk_route.id))


def recut_rest(session: Session, cut: Cut, version: int, *, everything: bool) -> None:
    """Cut anew what is in no locked route: everything, or only what must change and its neighbours.

    Raises
    ------
    StaleCutError, WalkedCutError, UnlockedRoutesError
        As for merging; or every route is locked.
    """
    unlocked = select(WalkRoute.id).where(WalkRoute.cut_id == cut.id, col(WalkRoute.locked).is_(False))
    if session.exec(unlocked).first() is None:
        raise UnlockedRoutesError
    _change(session, cut, version, Recut(everything))


def undo_change(session: Session, cut: Cut, version: int) -> None:
    """Put the cut back as it was before the newest change by hand.

    Raises
    ------
    StaleCutError, WalkedCutError, LockedRouteError, NothingToUndoError
        As for merging; or nothing has been changed.
    """
    newest = newest_change(session, cut.id)
    if newest is None:
        raise NothingToUndoError
    _refuse_locked(*locked_against(session, newest))
    _change(session, cut, version, Undo())


def redo_change(session: Session, cut: Cut, version: int) -> None:
    """Do again the change that was undone last.

    Raises
    ------
    StaleCutError, WalkedCutError, LockedRouteError, NothingToRedoError
        As for merging; or nothing is undone, or something else has been changed since.
    """
    undone = next_undone(session, cut.id)
    if undone is None:
        raise NothingToRedoError
    _refuse_locked(*locked_against(session, undone))
    _change(session, cut, version, Redo())


def lock_route(session: Session, cut: Cut, walk_route: WalkRoute, *, locked: bool) -> None:
    """Keep a route as it is when the rest is cut anew, or let it go; safe to repeat.

    Raises
    ------
    WalkedCutError
        The cut has been walked.
    """
    if cut.walked:
        raise WalkedCutError
    walk_route.locked = locked
    session.flush()


def keep_cut(session: Session, cut_id: UUID) -> None:
    """Let nobody change this cut any more: a round was held with it. Safe to repeat."""
    session.exec(update(Cut).where(col(Cut.id) == cut_id).values(walked=True))


def delete_cut(session: Session, cut: Cut) -> None:
    """Delete a cut that no team has a route of.

    Raises
    ------
    WalkedCutError, CutInUseError
        The cut has been walked, or a team has one of its routes.
    """
    if cut.walked:
        raise WalkedCutError
    session.delete(cut)
    try:
        session.flush()
    except IntegrityError as error:
        raise CutInUseError from error


def _change(session: Session, cut: Cut, version: int, change: Change) -> None:
    """Hand a change to the engine if the cut still is as the person saw it, and wait a little for it."""
    if cut.walked:
        raise WalkedCutError
    deed = claim_change(session, cut, version, change)
    after_commit(session, lambda: wait([worker.submit(deed)], WORTH_WAITING_SECONDS) and None)


def claim_change(session: Session, cut: Cut, version: int, change: Change) -> Changing:
    """Say that the cut is changing, if it still is as the person saw it; give what the engine is to do.

    Raises
    ------
    StaleCutError
        It is not, or another change is under way.
    """
    claimed = (
        update(Cut)
        .where(col(Cut.id) == cut.id, col(Cut.version) == version, col(Cut.status) == CutStatus.DONE)
        .values(status=CutStatus.CHANGING, version=version + 1, progress=0.0, sentence="")
    )
    result = session.exec(claimed)
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise StaleCutError
    return Changing(cut.id, version + 1, change)


def _refuse_locked(*walk_routes: WalkRoute) -> None:
    for walk_route in walk_routes:
        if walk_route.locked:
            raise LockedRouteError(number=walk_route.number)
