"""How much work a district is, before anybody has cut it: an estimate that needs no street map."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.districts.models import Address, District
from app.districts.queries import may_be_visited, open_addresses
from app.districts.street_sides import addresses_on_sides, months_before, walked_sides
from app.language import today
from app.turf.door_minutes import Pace, service_minutes
from app.turf.learnt import learnt_pace
from app.turf.models import Cut, CutStatus, WalkRoute

PACE_M_PER_MINUTE = 66.67
WALK_PER_NEAREST = 1.2
"""Metres walked for each metre to the nearest other address. The best walks known for five places give 1.12
(Grünerløkka), 1.16 (Oslo sentrum), 1.22 (Garmisch, Lauf) and, where footways are missing, 2.2 (Midtbyen)."""
AIM_BELOW_TARGET, AIM_CLEAR = 0.19, 0.3
"""Shares of the window, as in the engine's plan: routes are steered under the target and clear of either end.
Said here again because the site does not load the engine; a test holds the two together."""
WAY_DETOUR = 1.3
"""Metres on foot to a start for each as the crow flies, measured from three places in each of five towns:
1.18–1.45, and 1.7–1.9 in Midtbyen, where footways are missing. A start in the middle of Grünerløkka is
foreseen to take 22 minutes a route and 208 routes; the engine's cut takes 21 and 214."""
MOST_WAY = 0.6
"""Of the aim, as in the engine's plan: farther off than that, the number of routes no longer follows."""
SOME = 100
SKIP_MONTHS = (3, 6, 12, 24)
METRES_PER_DEGREE = 111_320.0
CELL_M = 60.0
ASSUMED = Pace()
FAR_M = 500.0

Places = list[tuple[float, float]]


def work_minutes(session: Session, district: District) -> float:
    """Estimate the minutes all routes of a district take together, from their first door to their last.

    Its newest whole cut knows, if any; the way there and back that it counted was that evening's.
    """
    newest = select(Cut.id).where(
        Cut.district_id == district.id, Cut.status == CutStatus.DONE, col(Cut.skip_since).is_(None)
    )
    cut_id = session.exec(newest.order_by(col(Cut.made_at).desc())).first()
    if cut_id:
        routes = session.exec(select(WalkRoute).where(WalkRoute.cut_id == cut_id))
        return sum(route.minutes - route.way_m / PACE_M_PER_MINUTE for route in routes)
    return estimated_minutes(open_addresses(session, district.id), learnt_pace(session))


def some_places(session: Session, district: District) -> Places:
    """Give up to a hundred of a district's addresses, longitude and latitude, to foresee the way to them."""
    open_ones = select(Address.lon, Address.lat).where(Address.district_id == district.id, *may_be_visited())
    found = list(session.exec(open_ones.order_by(col(Address.id))))
    return [(lon, lat) for lon, lat in found[:: max(1, math.ceil(len(found) / SOME))]]


def aim_minutes(least: float, target: float, most: float) -> float:
    """Give the minutes that routes will take in the mean."""
    below = target - AIM_BELOW_TARGET * (most - least)
    clear = AIM_CLEAR * (most - least)
    return min(max(below, least + clear), most - clear)


@dataclass(frozen=True)
class Skip:
    """What falls away when street sides walked in the last months are left out."""

    months: int
    addresses: int
    doors: int


def skips_of(session: Session, district: District) -> list[Skip]:
    """List how long back one may skip, where that makes a difference."""
    by_months = {
        months: walked_sides(session, district.id, months_before(today(), months)) for months in SKIP_MONTHS
    }
    if not any(by_months.values()):
        return []
    addresses = open_addresses(session, district.id)
    found: list[Skip] = []
    for months, sides in by_months.items():
        walked = addresses_on_sides(addresses, sides)
        doors = [address.doors for address in addresses if address.id in walked]
        if len(doors) > (found[-1].addresses if found else 0):
            found.append(Skip(months, len(doors), sum(doors)))
    return found


def estimated_minutes(addresses: Sequence[Address], pace: Pace = ASSUMED) -> float:
    """Estimate from places and doors alone: time at the doors, and the way to the nearest other address."""
    service = sum(service_minutes(address.doors, address.floors, pace) for address in addresses)
    return service + WALK_PER_NEAREST * _nearest_m(_flat(addresses)) / PACE_M_PER_MINUTE


def _flat(addresses: Sequence[Address]) -> Places:
    """Give positions in metres on a plane good enough for one town."""
    if not addresses:
        return []
    aside = METRES_PER_DEGREE * math.cos(math.radians(addresses[0].lat))
    return [(address.lon * aside, address.lat * METRES_PER_DEGREE) for address in addresses]


def _nearest_m(places: Places) -> float:
    """Sum the distances to the nearest other place; who has nobody within reach counts as 500 m."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row, (east, north) in enumerate(places):
        cells[int(east // CELL_M), int(north // CELL_M)].append(row)
    if len(places) < 2:
        return 0.0
    return sum(_nearest_to(row, places, cells) for row in range(len(places)))


def _nearest_to(row: int, places: Places, cells: dict[tuple[int, int], list[int]]) -> float:
    """Look in the nine cells around first: whatever is found nearer than a cell is the nearest."""
    here = places[row]
    column, line = int(here[0] // CELL_M), int(here[1] // CELL_M)
    for reach in (1, math.ceil(FAR_M / CELL_M)):
        around = range(-reach, reach + 1)
        near = [k for i in around for j in around for k in cells.get((column + i, line + j), ()) if k != row]
        found = min((math.dist(here, places[k]) for k in near), default=math.inf)
        if found <= reach * CELL_M:
            return found
    return FAR_M
