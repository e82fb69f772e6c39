"""Cuts and changes by hand worked out, as facts for the database. Only for the engine's process."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import numpy as np
import numpy.typing as npt

import routes
from app.turf.changes import Merge, Move, Order, RouteFacts, Split
from app.turf.facts import NO_COLOUR, route_facts
from app.turf.ground import Ground
from app.turf.models import WALKED, Cut
from app.turf.naming import names_apart
from app.turf.neighbours import colour_routes, neighbours

Ints = npt.NDArray[np.int64]
Listener = Callable[[routes.Progress], routes.Answer]

ADDRESSES_PER_SECOND = 640.0
MIN_SECONDS, MAX_SECONDS = 0.3, 8.0
PATIENT_SECONDS = 60.0
COUNTED_ADDRESSES = 1000
STEPS_AN_ADDRESS, MIN_STEPS = 100, 4000


@dataclass(frozen=True)
class Outcome:
    """What a change leads to: routes new or changed, ids of routes that are gone, addresses in no route.

    Nothing changes where what was found is `no_better` than what is.
    """

    routes: list[RouteFacts]
    removed: list[UUID]
    left_out: list[tuple[int, str]]
    no_better: bool = False


@dataclass(frozen=True)
class Scene:
    """What a change by hand starts from."""

    cut: Cut
    ground: Ground
    known: dict[UUID, RouteFacts]
    listener: Listener | None = None


def settings_of(cut: Cut, addresses: int) -> routes.Settings:
    """Turn the general's wishes into the engine's settings; more addresses get a longer search.

    A small district is searched by steps, a second's worth, so that it is cut alike on every machine. With 40
    steps an address, lone doors were left a kilometre from their route in a district of 250.
    """
    return routes.Settings(
        least_minutes=cut.least_minutes,
        target_minutes=cut.target_minutes,
        most_minutes=cut.most_minutes,
        teams=cut.teams,
        seconds=min(MAX_SECONDS, max(MIN_SECONDS, addresses / ADDRESSES_PER_SECOND)),
        iterations=max(MIN_STEPS, STEPS_AN_ADDRESS * addresses) if addresses <= COUNTED_ADDRESSES else None,
        seed=cut.seed,
    )


def cut_all(cut: Cut, ground: Ground, walked: set[int], listener: Listener | None) -> Outcome:
    """Cut a whole district but for addresses that were walked lately; a patient cut is searched longer."""
    settings = settings_of(cut, len(ground.ids))
    if cut.patient:
        settings = replace(settings, seconds=PATIENT_SECONDS, iterations=None)
    skipped = np.isin(ground.ids, list(walked))
    result = routes.cut(ground.town, settings, listener, only=np.flatnonzero(~skipped))
    laid = [
        route_facts(ground, walk, settings, uuid4(), number) for number, walk in enumerate(result.routes, 1)
    ]
    left_out = left_out_of(ground, result.left_out)
    left_out += [(int(address_id), WALKED) for address_id in ground.ids[skipped]]
    return Outcome(told_apart(ground, {}, laid), [], left_out)


def by_hand(scene: Scene, change: Merge | Split | Move | Order) -> Outcome:
    """Work out what somebody did to one route or some."""
    match change:
        case Merge():
            return merge(scene, change)
        case Split():
            return split(scene, change)
        case Move():
            return move(scene, change)
        case Order():
            return order(scene, change)


def merge(scene: Scene, change: Merge) -> Outcome:
    """Work out one route from two."""
    into, other = scene.known[change.into], scene.known[change.other]
    return settled(scene, [(into, [*into.stops, *other.stops])], [other.id])


def split(scene: Scene, change: Split) -> Outcome:
    """Work out two routes from one: cut its walk where the two halves' minutes are most alike."""
    whole = scene.known[change.walk_route]
    walk = routes.order(scene.ground.town, scene.ground.rows(whole.stops), _settings(scene))
    stops = [int(scene.ground.ids[row]) for row in walk.stops]
    half = _middle(scene.ground, walk)
    return settled(scene, [(whole, stops[:half]), (_new_route(scene), stops[half:])], [])


def move(scene: Scene, change: Move) -> Outcome:
    """Work out the routes that addresses leave, and the one they come to, which may be new."""
    moved = set(change.address_ids)
    left = [facts for facts in scene.known.values() if facts.id != change.into and moved & set(facts.stops)]
    wanted: list[tuple[RouteFacts, Sequence[int]]] = [
        (facts, [stop for stop in facts.stops if stop not in moved]) for facts in left
    ]
    into = scene.known[change.into] if change.into else _new_route(scene)
    return settled(scene, [*wanted, (into, [*into.stops, *sorted(moved - set(into.stops))])], [])


def order(scene: Scene, change: Order) -> Outcome:
    """Work out a route of the same addresses, but for those that are not to be visited any more."""
    facts = scene.known[change.walk_route]
    return settled(scene, [(facts, facts.stops)], [])


def _new_route(scene: Scene) -> RouteFacts:
    """Make a route without stops; everything else about it is worked out from those it gets."""
    number = free_numbers(scene.known.values(), 1)[0]
    return RouteFacts(
        id=uuid4(),
        number=number,
        name="",
        colour=NO_COLOUR,
        minutes=0.0,
        walk_m=0.0,
        addresses=0,
        doors=0,
        crossings=0,
        locked=False,
        path="",
        stops=[],
    )


def settled(scene: Scene, wanted: list[tuple[RouteFacts, Sequence[int]]], emptied: list[UUID]) -> Outcome:
    """Order routes that get these addresses, and colour them unlike their neighbours.

    A route without an address that can be visited now is gone; addresses in a route are left out no more.
    """
    rows = {facts.id: scene.ground.rows(stops) for facts, stops in wanted}
    changed = [_ordered(scene, facts, rows[facts.id]) for facts, _stops in wanted if len(rows[facts.id])]
    removed = [*emptied, *(route_id for route_id, found in rows.items() if not len(found))]
    others = {
        route_id: facts
        for route_id, facts in scene.known.items()
        if route_id not in removed and route_id not in {one.id for one in changed}
    }
    placed = {stop for facts in changed for stop in facts.stops}
    left_out = [(address_id, reason) for address_id, reason in scene.cut.left_out if address_id not in placed]
    return Outcome(told_apart(scene.ground, others, changed), removed, left_out)


def told_apart(ground: Ground, others: dict[UUID, RouteFacts], changed: list[RouteFacts]) -> list[RouteFacts]:
    """Give changed routes names and colours that tell them from the others, which keep theirs."""
    if not changed:
        return []
    stops = [
        [(ground.streets[k], ground.numbers[k], int(ground.doors[k])) for k in ground.rows(facts.stops)]
        for facts in changed
    ]
    houses: dict[str, set[int]] = defaultdict(set)
    for street, number in zip(ground.streets, ground.numbers, strict=True):
        if number is not None:
            houses[street].add(number)
    positions = [ground.position(facts.stops) for facts in changed]
    names = names_apart(stops, {facts.name for facts in others.values()}, positions, houses)
    named = [facts.model_copy(update={"name": name}) for facts, name in zip(changed, names, strict=True)]
    return _coloured(ground, others, named)


def _coloured(ground: Ground, others: dict[UUID, RouteFacts], changed: list[RouteFacts]) -> list[RouteFacts]:
    """Give changed routes colours; theirs stay where no neighbour has them, the others' always."""
    everyone = [*others.values(), *changed]
    rows = [ground.rows(facts.stops) for facts in everyone]
    owner = np.repeat(np.arange(len(everyone)), [len(one) for one in rows])
    metres = ground.metres()[np.concatenate(rows)] if rows else np.empty((0, 2))
    wanted = {facts.id: facts.colour for facts in everyone if facts.colour != NO_COLOUR}
    colours = colour_routes(
        [facts.id for facts in everyone], neighbours(metres, owner), wanted, others.keys()
    )
    return [facts.model_copy(update={"colour": colours[facts.id]}) for facts in changed]


def _ordered(scene: Scene, like: RouteFacts, rows: Ints) -> RouteFacts:
    """Find the best order for these addresses and keep id, number and colour of `like`."""
    walk = routes.order(scene.ground.town, rows, _settings(scene))
    facts = route_facts(scene.ground, walk, _settings(scene), like.id, like.number)
    return facts.model_copy(update={"colour": like.colour, "locked": like.locked})


def _settings(scene: Scene) -> routes.Settings:
    return replace(settings_of(scene.cut, len(scene.ground.ids)), teams=None)


def _middle(ground: Ground, walk: routes.WalkRoute) -> int:
    """Find how many stops the first half gets so that both take about equally long; at least one each."""
    service = ground.town.stops.service_minutes[walk.stops]
    pace = walk.walk_m / max(1e-9, walk.minutes - walk.service_minutes)
    spent = np.cumsum(service + walk.metres_to_next / max(1e-9, pace))
    half = int(np.argmin(np.abs(2 * spent[:-1] - spent[-1]))) + 1
    return min(max(1, half), len(walk.stops) - 1)


def free_numbers(taken: Iterable[RouteFacts], count: int) -> list[int]:
    """Give the lowest numbers that none of the routes has."""
    used = {facts.number for facts in taken}
    return [number for number in range(1, len(used) + count + 1) if number not in used][:count]


def left_out_as_walked(cut: Cut) -> list[tuple[int, str]]:
    """List what a cut leaves out because its side of the street was walked lately: that stays so."""
    return [(address_id, reason) for address_id, reason in cut.left_out if reason == WALKED]


def left_out_of(ground: Ground, left_out: list[routes.LeftOut]) -> list[tuple[int, str]]:
    """List the addresses that the engine left out, with its reasons."""
    return [(int(ground.ids[one.index]), one.reason) for one in left_out]
