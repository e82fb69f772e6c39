"""Cut anew with as little change as possible. Only for the engine's process.

Two ways. *Mend* takes only the routes that must change, those outside the window and those that lack
addresses that have come since, with their neighbours; where that does not help, the neighbours' neighbours
too. *Everything* cuts all that is not locked, and is weighed against the mended routes: what has changed at
one end of a district is no reason to change the other. Either way a new route takes over the id, number and
colour of the old route it shares most addresses with: the pairs are those with the greatest overlap in all
(Kuhn 1955, https://doi.org/10.1002/nav.3800020109). Its name is of the houses it has now. A route that comes
out with the same addresses is left exactly as it was. Where the new routes are no better, the old stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

import routes
from app.turf.changes import Recut, RouteFacts
from app.turf.comparison import Laid, as_today, is_worth_it, minutes_now
from app.turf.facts import route_facts
from app.turf.fairness import window_of
from app.turf.laying import (
    Ints,
    Outcome,
    Scene,
    free_numbers,
    left_out_as_walked,
    left_out_of,
    settings_of,
    settled,
    told_apart,
)
from app.turf.neighbours import neighbours, parts_too_many

RINGS = 3


@dataclass(frozen=True)
class Field:
    """The unlocked routes, which of them lie side by side, and rows that are in no route."""

    routes: list[RouteFacts]
    beside: list[set[int]]
    homeless: Ints


def recut(scene: Scene, change: Recut) -> Outcome:
    """Cut anew what is in no locked route, addresses that have come since included."""
    field = _field(scene)
    if change.only:
        these = {place for place, one in enumerate(field.routes) if one.id in change.only}
        return _cut_these(scene, field, these, change.teams)
    found = _walked_anew(scene, field)
    if must := _must_change(scene, field):
        found = _better(scene, field, found, _with(scene, found, _mended(scene, field, must)), None)
    elif not change.everything:
        return found
    if change.everything:
        teams = scene.cut.teams and max(1, scene.cut.teams - (len(scene.known) - len(field.routes)))
        whole = _cut_these(scene, field, set(range(len(field.routes))), teams)
        found = _better(scene, field, found, whole, teams)
    return found if found.routes or found.removed else replace(found, no_better=True)


def _walked_anew(scene: Scene, field: Field) -> Outcome:
    """Walk past the addresses that are not to be visited any more; nothing else changes."""
    asked = set(scene.ground.ids.tolist())
    fewer = [facts for facts in field.routes if not asked.issuperset(facts.stops)]
    return settled(scene, [(facts, facts.stops) for facts in fewer], [])


def _with(scene: Scene, before: Outcome, after: Outcome) -> Outcome:
    """Give what both led to, where what came after has the last word."""
    gone, new = {*before.removed, *after.removed}, {facts.id: facts for facts in before.routes}
    new |= {facts.id: facts for facts in after.routes}
    changed = [facts for facts in new.values() if facts.id not in gone]
    others = {one: facts for one, facts in scene.known.items() if one not in gone | new.keys()}
    return Outcome(told_apart(scene.ground, others, changed), sorted(gone), after.left_out)


def _better(scene: Scene, field: Field, least: Outcome, more: Outcome, teams: int | None) -> Outcome:
    """Choose the outcome with less change unless the other is worth it: little change is the point."""
    before, after = _laid(scene, field, least), _laid(scene, field, more)
    return more if is_worth_it(before, after, window(scene), teams) else least


def _laid(scene: Scene, field: Field, found: Outcome) -> Laid:
    """Lay the unlocked routes out as an outcome leaves them, by what is known today."""
    laid = {facts.id: facts for facts in [*field.routes, *found.routes] if facts.id not in found.removed}
    routes_today = [as_today(scene.ground, facts) for facts in laid.values()]
    rows = [scene.ground.rows(facts.stops) for facts in routes_today]
    owner = np.repeat(np.arange(len(rows)), [len(one) for one in rows])
    metres = scene.ground.metres()[np.concatenate(rows)] if rows else np.empty((0, 2))
    return Laid(routes_today, parts_too_many(metres, owner))


def needs_mending(least: float, most: float, minutes: Sequence[float]) -> int:
    """Count the routes outside the window, in whole minutes as people read them."""
    return sum(1 for one in minutes if not least <= round(one) <= most)


def _mended(scene: Scene, field: Field, must: set[int]) -> Outcome:
    """Cut what must change and a ring of neighbours; widen until nothing is outside the window."""
    chosen = set(must)
    best: Outcome | None = None
    for _ring in range(RINGS):
        wider = chosen | {other for one in chosen for other in field.beside[one]}
        if best is not None and wider == chosen:
            break
        chosen = wider
        found = _cut_these(scene, field, chosen, scene.cut.teams and len(chosen))
        if best is None or _outside(scene, field, found) < _outside(scene, field, best):
            best = found
        if not _outside(scene, field, best):
            break
    return best or Outcome([], [], scene.cut.left_out)


def _outside(scene: Scene, field: Field, found: Outcome) -> int:
    """Count the routes outside the window once an outcome is in place."""
    after = {facts.id: facts for facts in [*field.routes, *found.routes]}
    left = [one for one in after.values() if one.id not in found.removed and not one.too_small]
    return needs_mending(*window(scene), [minutes_now(scene.ground, one) for one in left])


def window(scene: Scene) -> tuple[float, float]:
    """Give least and most minutes; when teams were asked for, as far from the mean as the sheet allows."""
    return window_of(scene.cut, [minutes_now(scene.ground, facts) for facts in scene.known.values()])


def _field(scene: Scene) -> Field:
    ground = scene.ground
    unlocked = [facts for facts in scene.known.values() if not facts.locked]
    rows = [ground.rows(facts.stops) for facts in unlocked]
    homeless = np.ones(len(ground.ids), bool)
    for facts in scene.known.values():
        homeless[ground.rows(facts.stops)] = False
    homeless[ground.rows([address_id for address_id, _why in left_out_as_walked(scene.cut)])] = False
    owner = np.repeat(np.arange(len(unlocked)), [len(one) for one in rows])
    beside: list[set[int]] = [set() for _ in unlocked]
    for a, b in neighbours(ground.metres()[np.concatenate(rows)], owner) if rows else ():
        beside[a].add(b)
        beside[b].add(a)
    return Field(unlocked, beside, np.flatnonzero(homeless))


def _must_change(scene: Scene, field: Field) -> set[int]:
    """Find the routes outside the window or with a stop no way leads to, and those next to new addresses."""
    least, most = window(scene)
    must = {
        k
        for k, one in enumerate(field.routes)
        if None in one.metres
        or (not one.too_small and needs_mending(least, most, [minutes_now(scene.ground, one)]))
    }
    metres, known = scene.ground.metres(), {address for address, _why in scene.cut.left_out}
    rows = [scene.ground.rows(facts.stops) for facts in field.routes]
    for row in field.homeless:
        if int(scene.ground.ids[row]) not in known:
            far = [np.hypot(*(metres[own] - metres[row]).T).min() if len(own) else np.inf for own in rows]
            must.add(int(np.argmin(far)))
    return must


def _cut_these(scene: Scene, field: Field, chosen: set[int], teams: int | None) -> Outcome:
    """Cut the addresses of some routes anew, and those of none; the rest stays as it is."""
    ground = scene.ground
    old = [field.routes[k] for k in sorted(chosen)]
    rows = np.unique(np.concatenate([field.homeless, *(ground.rows(facts.stops) for facts in old)]))
    settings = replace(settings_of(scene.cut, len(rows)), teams=teams)
    result = routes.cut(ground.town, settings, scene.listener, only=rows)
    heirs = _heirs(old, [[int(ground.ids[row]) for row in walk.stops] for walk in result.routes])
    kept = {facts.id: facts for facts in scene.known.values() if facts.id not in {one.id for one in old}}
    spare = iter(free_numbers([*kept.values(), *heirs.values()], len(result.routes)))
    laid = []
    for place, walk in enumerate(result.routes):
        heir = heirs.get(place)
        number = heir.number if heir else next(spare)
        fresh = route_facts(ground, walk, settings, heir.id if heir else uuid4(), number)
        laid.append(_inherited(fresh, heir) if heir else fresh)
    gone = [facts.id for facts in old if facts.id not in {one.id for one in laid}]
    moved = _changed_only(scene, laid)
    kept |= {facts.id: facts for facts in laid if facts not in moved}
    return Outcome(
        told_apart(ground, kept, moved),
        gone,
        left_out_of(ground, result.left_out) + left_out_as_walked(scene.cut),
    )


def _changed_only(scene: Scene, laid: list[RouteFacts]) -> list[RouteFacts]:
    """Leave out routes that are what they were."""
    return [facts for facts in laid if scene.known.get(facts.id) != facts]


def _heirs(old: list[RouteFacts], new: list[list[int]]) -> dict[int, RouteFacts]:
    """Pair new routes with old ones by the number of addresses they share; no pair without a common one."""
    if not old or not new:
        return {}
    home = {stop: place for place, facts in enumerate(old) for stop in facts.stops}
    shared: npt.NDArray[np.int64] = np.zeros((len(new), len(old)), np.int64)
    for place, stops in enumerate(new):
        for stop in stops:
            if stop in home:
                shared[place, home[stop]] += 1
    pairs = zip(*linear_sum_assignment(shared, maximize=True), strict=True)
    return {int(a): old[int(b)] for a, b in pairs if shared[a, b]}


def _inherited(fresh: RouteFacts, heir: RouteFacts) -> RouteFacts:
    """Give a new route what it takes over; one with the same addresses stays as it was, order and all."""
    if set(fresh.stops) == set(heir.stops):
        return heir
    return fresh.model_copy(update={"colour": heir.colour})
