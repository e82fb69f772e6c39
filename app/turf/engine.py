"""What the engine's process does: cut, change, draw, in transactions of its own. The web never imports it."""

import time
from contextlib import closing
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

import numpy as np
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

import routes
from app import db
from app.config import settings
from app.districts.branches import is_within, scope_of
from app.districts.models import Source
from app.districts.queries import access_district, districts
from app.districts.street_sides import walked_addresses
from app.districts.walked_streets import walked_streets
from app.language import N_, _, current, moment, now
from app.turf import history, laying, outcome, recutting
from app.turf.changes import Change, Merge, Move, Order, Recut, Redo, RouteFacts, Split, Undo
from app.turf.coverage_file import CoverageText, draw_coverage
from app.turf.deeds import Changing, CoverageFile, Cutting, Deed, Mapping, Overview, Poster
from app.turf.draft import Draft
from app.turf.ground import Ground, around, load_ground
from app.turf.laying import Outcome, Scene
from app.turf.maps import CLIP_MARGIN_M, DISTRICT_MARGIN_M, district_map_file, is_current, route_clip_file
from app.turf.models import Cut, CutChange, CutStatus, WalkRoute
from app.turf.overview import OverviewText, draw_overview
from app.turf.past import newest_change, next_undone
from app.turf.poster import PosterText, draw_poster
from app.turf.queries import left_out_addresses
from app.turf.storing import load_routes, load_routes_now, remove_routes, store_routes
from app.turf.telling import Listener

NO_DOORS = N_("Bydelen har ingen dører å gå til. Les inn adresser, og prøv igjen.")
NO_STREETS = N_("Ingen adresser har en gate i nærheten. Les inn kartet (OSM) for området, og prøv igjen.")
ASSIGNED = N_("Et lag har fått en av rutene. Ta ruten fra laget først, eller lås den, og prøv igjen.")
NOTHING_TO_CHANGE = N_("Ingenting måtte endres: alle rutene er innenfor minuttene.")
NO_BETTER = N_(
    "Et nytt forslag ble ikke bedre, så rutene står som før. "
    "Vi så på den lengste ruten, hvor jevne rutene er og hvor langt det er å gå."
)
LOCKED = N_("En rute ble låst mens endringen ble regnet ut, så ingenting ble endret.")
DRAFT_AGAIN = N_(
    "Oppdelingen var godkjent. Etter endringen er den et utkast igjen, og rutene tilbys ikke lenger først "
    "når lag skal få rute. Se over dem, og godkjenn på nytt."
)
CONTRADICTION = N_("Ønskene går ikke i hop. Se over minuttene, og prøv igjen.")

Earlier: TypeAlias = tuple[CutChange | None, CutChange | None]
"""The change that an undo takes back, and the one that a redo does again."""


def do(deed: Deed) -> bytes:
    """Do what the web process asks; only maps and the poster answer with content."""
    match deed:
        case Cutting(cut_id):
            run_cut(cut_id)
        case Changing(cut_id, version, change):
            run_change(cut_id, version, change)
        case Mapping(district_id):
            map_district(district_id)
        case Overview(cut_id):
            return overview(cut_id)
        case Poster(cut_id, wanted):
            return poster(cut_id, wanted)
        case CoverageFile(branch_id, wanted):
            return coverage_file(branch_id, wanted)
    return b""


def warm() -> None:
    """Load and run everything once on two addresses, so that the first cut is as fast as the next."""
    stops = routes.Stops(
        np.array([0.0, 50.0]), np.zeros(2), np.ones(2), np.ones(2, np.int64), np.array(["", ""])
    )
    line = np.array([[-10.0, 5.0], [60.0, 5.0]])
    streets = routes.Network(line, np.array([0, 2]), np.array(["A"]), np.array([routes.QUIET], np.uint8))
    town = routes.Town(stops, streets)
    routes.cut(town, routes.Settings(iterations=10))
    routes.order(town, np.arange(2), routes.Settings())


def run_cut(cut_id: UUID) -> None:
    """Cut a waiting cut's district and store the routes; also for the command line, in its own process."""
    began = time.monotonic()
    with db.open_session() as session:
        if not outcome.begin(session, cut_id):
            return
        session.commit()
    with db.open_session(writes=False) as session:
        cut = session.get_one(Cut, cut_id)
        ground = load_ground(session, cut)
        walked = walked_addresses(session, cut.district_id, cut.skip_since) if cut.skip_since else set()
    # The streets come first: they stand on the desk's map while the routes are searched for.
    _draw_district(cut.district_id, ground)
    with closing(Draft(cut_id, ground)) as draft:
        found = _cut(cut, ground, walked, draft)
        if found:
            _draw(ground, found.routes)
            with db.open_session() as session:
                if outcome.finish(session, cut_id, CutStatus.RUNNING):
                    _store(session, cut_id, found)
                    session.get_one(Cut, cut_id).seconds = round(time.monotonic() - began, 2)
                    session.commit()


def _cut(cut: Cut, ground: Ground, walked: set[int], draft: Draft) -> Outcome | None:
    """Cut a district; None when somebody stopped it, or when it cannot be cut, and then it says why."""
    listener = Listener(cut.id, CutStatus.RUNNING, draft)
    try:
        found = laying.cut_all(cut, ground, walked, listener) if len(ground.ids) else None
    except routes.CutCancelledError:
        return None
    except routes.EngineError:
        _give_up(cut.id, CONTRADICTION)
        return None
    if found is None or not found.routes:
        _give_up(cut.id, NO_STREETS if found else NO_DOORS)
        return None
    return found


def run_change(cut_id: UUID, version: int, change: Change) -> None:
    """Work out a change by hand and store it; when it cannot be, the cut stays as it was and says why."""
    with db.open_session(writes=False) as session:
        cut = session.get_one(Cut, cut_id)
        if cut.status != CutStatus.CHANGING or cut.version != version:
            return
        scene = Scene(
            cut,
            load_ground(session, cut),
            load_routes(session, cut_id),
            Listener(cut_id, CutStatus.CHANGING),
        )
        earlier = newest_change(session, cut_id), next_undone(session, cut_id)
    try:
        found = _worked_out(scene, change, earlier)
    except routes.CutCancelledError:
        return
    except routes.EngineError:
        _give_up(cut_id, CONTRADICTION)
        return
    if not found.routes and not found.removed:
        _give_up(cut_id, NO_BETTER if found.no_better else NOTHING_TO_CHANGE)
        return
    _draw(scene.ground, found.routes)
    _finish_change(scene, change, found)


def _finish_change(scene: Scene, change: Change, found: Outcome) -> None:
    """Write what a change led to, unless a team has got, or somebody has locked, a route that it takes."""
    cut_id = scene.cut.id
    try:
        with db.open_session() as session:
            locked = _locked_now(session, cut_id)
            is_locked = not locked.isdisjoint(_changed(scene, found))
            if not is_locked:
                as_now = [one.model_copy(update={"locked": one.id in locked}) for one in found.routes]
                _store_change(session, scene, change, replace(found, routes=as_now))
                session.commit()
    except IntegrityError:
        _give_up(cut_id, ASSIGNED)
    else:
        if is_locked:
            _give_up(cut_id, LOCKED)


def map_district(district_id: UUID) -> None:
    """Draw the map of a district that may not have been cut yet, unless a cut has done so meanwhile."""
    if is_current(district_map_file(district_id)):
        return
    with db.open_session(writes=False) as session:
        ground = load_ground(session, Cut(district_id=district_id, made_at=now()))
    _draw_district(district_id, ground)


def overview(cut_id: UUID) -> bytes:
    """Draw the whole cut as one HTML file that needs nothing beside itself."""
    with db.open_session(writes=False) as session:
        cut = session.get_one(Cut, cut_id)
        ground = load_ground(session, cut)
        found = load_routes_now(session, cut_id)
        title = access_district(session, cut.district_id).name
        thanks = sorted(set(session.exec(select(Source.attribution))) - {""})
        starts = [(lon, lat) for lon, lat in cut.starts]
    return draw_overview(
        OverviewText(title, len(left_out_addresses(session, cut)), thanks, starts), ground, found
    )


def poster(cut_id: UUID, language: str) -> bytes:
    """Print the whole cut on one large sheet as PDF."""
    current.set(language)
    with db.open_session(writes=False) as session:
        cut = session.get_one(Cut, cut_id)
        found = load_routes_now(session, cut_id)
        title = access_district(session, cut.district_id).name
        thanks = sorted(set(session.exec(select(Source.attribution))) - {""})
    note = _("delt opp {at}").format(at=moment(cut.made_at))
    starts = [(lon, lat) for lon, lat in cut.starts]
    text = PosterText(title, " · ".join(filter(None, [cut.name, note])), thanks, starts)
    return draw_poster(text, district_map_file(cut.district_id), found)


def coverage_file(branch_id: UUID | None, language: str) -> bytes:
    """Draw where we have been, street side by street side, as one HTML file."""
    current.set(language)
    with db.open_session(writes=False) as session:
        scope = scope_of(session, branch_id)
        shown = [each for each in districts(session) if is_within(each.id, scope)]
        sides = walked_streets(session, [each.id for each in shown])
        thanks = sorted(set(session.exec(select(Source.attribution))) - {""})
    title = scope.branch.name if scope else settings().chapter
    return draw_coverage(CoverageText(title, thanks), [(each, sides[each.id]) for each in shown])


def _worked_out(scene: Scene, change: Change, earlier: Earlier) -> Outcome:
    match change:
        case Merge() | Split() | Move() | Order():
            return laying.by_hand(scene, change)
        case Recut():
            return recutting.recut(scene, change)
        case Undo():
            return history.undone(scene, earlier[0])
        case Redo():
            return history.redone(scene, earlier[1])


def _locked_now(session: Session, cut_id: UUID) -> set[UUID]:
    """Find the locked routes, also those that were locked or let go while a change was worked out."""
    routes_now = select(WalkRoute.id, WalkRoute.locked).where(WalkRoute.cut_id == cut_id).with_for_update()
    return {one for one, locked in session.exec(routes_now) if locked}


def _changed(scene: Scene, found: Outcome) -> set[UUID]:
    """Find the routes that an outcome removes, or gives other stops."""
    stops = {one: facts.stops for one, facts in scene.known.items()}
    return {*found.removed, *(one.id for one in found.routes if stops.get(one.id, one.stops) != one.stops)}


def _store_change(session: Session, scene: Scene, change: Change, found: Outcome) -> None:
    """Write what a change led to, and how it was before; nothing when somebody stopped it."""
    cut_id = scene.cut.id
    if not outcome.finish(session, cut_id, CutStatus.CHANGING):
        return
    match change:
        case Undo():
            history.mark_undone(session, scene)
        case Redo():
            history.mark_redone(session, scene)
        case _:
            history.remember(session, scene, change, found)
    _store(session, cut_id, found)


def _store(session: Session, cut_id: UUID, found: Outcome) -> None:
    store_routes(session, cut_id, found.routes)
    remove_routes(session, found.removed)
    cut = session.get_one(Cut, cut_id)
    if cut.approved_at:
        cut.sentence = DRAFT_AGAIN
    cut.left_out, cut.approved_at = found.left_out, None
    session.flush()


def _draw(ground: Ground, found: list[RouteFacts]) -> None:
    """Write the clips around routes."""
    for facts in found:
        rows = ground.rows(facts.stops)
        if len(rows):
            ground.surroundings.write(
                route_clip_file(facts.id), around(ground.lon[rows], ground.lat[rows], CLIP_MARGIN_M)
            )


def _draw_district(district_id: UUID, ground: Ground) -> None:
    """Write a district's map; without an address there is none to write."""
    if len(ground.ids):
        ground.surroundings.write(
            district_map_file(district_id), around(ground.lon, ground.lat, DISTRICT_MARGIN_M)
        )


def _give_up(cut_id: UUID, sentence: str) -> None:
    with db.open_session() as session:
        outcome.give_up(session, cut_id, sentence)
        session.commit()
