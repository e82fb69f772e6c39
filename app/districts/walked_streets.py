"""Street sides as lines on a map, with when they were last walked: never an address."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import shapely
from sqlmodel import Session, col, select

from app.districts.models import Address, Coverage
from app.districts.queries import HOME
from app.districts.street_sides import BOTH, ENOUGH_WALKED, EVEN, ODD, Side, sides

FAR_DEGREES = 0.002
"""Some hundred metres: neighbours further apart are not joined by a line."""
ROUGH_DEGREES = 0.00005
"""Five metres: a line is drawn no finer, so that its corners are no list of houses."""


@dataclass(frozen=True)
class WalkedSide:
    """One street side: its line (GeoJSON, EPSG:4326), the month it was last walked, and whether most was."""

    street: str
    side: str
    line: str
    month: str
    mostly: bool


def walked_streets(session: Session, district_ids: Collection[UUID]) -> dict[UUID, list[WalkedSide]]:
    """Draw the street sides of some districts that have five addresses or more, by district.

    Every home is part of its side, also one that asked not to be visited: a gap would point it out.
    """
    homes = select(Address).where(HOME, col(Address.district_id).in_(district_ids))
    by_district: dict[UUID, list[Address]] = defaultdict(list)
    for home in session.exec(homes.order_by(col(Address.id))):
        if home.district_id:
            by_district[home.district_id].append(home)
    rows = session.exec(select(Coverage).where(col(Coverage.district_id).in_(district_ids))).all()
    walked: dict[UUID, dict[tuple[str, str], Coverage]] = defaultdict(dict)
    for row in sorted(rows, key=_worth):
        walked[row.district_id][row.street, row.side] = row
    return {each: _walked_sides(by_district[each], walked[each]) for each in district_ids}


def _walked_sides(homes: Sequence[Address], walked: Mapping[tuple[str, str], Coverage]) -> list[WalkedSide]:
    by_id = {home.id: home for home in homes}
    found = []
    for side in sides(homes):
        line = _line([by_id[each] for each in side.addresses])
        if line:
            month, share = _last(side, walked)
            found.append(WalkedSide(side.street, side.side, line, month, share >= ENOUGH_WALKED))
    return found


def _last(side: Side, walked: Mapping[tuple[str, str], Coverage]) -> tuple[str, float]:
    """Give when a side was last walked and how much of it; of both, what holds of the one walked least.

    A side may have been merged or divided since it was walked.
    """
    whole = walked.get((side.street, BOTH))
    parts = [ODD, EVEN] if side.side == BOTH else [side.side]
    own = [walked[side.street, part] for part in parts if (side.street, part) in walked]
    if len(own) < len(parts):
        own = []
    found = [(whole.month, whole.share)] if whole else []
    if own:
        found.append((min(each.month for each in own), min(each.share for each in own)))
    return max(found, key=lambda each: (each[1] >= ENOUGH_WALKED, each[0]), default=("", 0.0))


def _worth(row: Coverage) -> tuple[bool, str]:
    """Order what is known of a side: that most of it was walked says more than that some was, lately."""
    return row.share >= ENOUGH_WALKED, row.month


def _line(homes: Sequence[Address]) -> str:
    """Join the houses of each side in the order of their numbers; empty when none stand near each other."""
    pieces: list[shapely.LineString] = []
    for parity in (0, 1):
        on_side = [home for home in homes if home.number is not None and home.number % 2 == parity]
        on_side.sort(key=lambda home: (home.number or 0, home.letter, home.id or 0))
        points = np.array([(home.lon, home.lat) for home in on_side]).reshape(-1, 2)
        breaks = np.flatnonzero(np.hypot(*np.diff(points, axis=0).T) > FAR_DEGREES) + 1
        near = [piece for piece in np.split(points, breaks) if (piece != piece[:1]).any()]
        pieces += [shapely.LineString(piece) for piece in near]
    rough = shapely.simplify(shapely.MultiLineString(pieces), ROUGH_DEGREES)
    drawn = shapely.set_precision(rough, ROUGH_DEGREES / 5)
    return "" if drawn.is_empty else str(shapely.to_geojson(drawn))
