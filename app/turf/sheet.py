"""The fairness sheet: what each route asks of a team, how unlike the routes are, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.districts.models import Address, Door
from app.districts.queries import may_be_visited
from app.language import N_, _, plural
from app.turf.estimate import PACE_M_PER_MINUTE
from app.turf.fairness import even_sentence, why_too_small, window_of, wish_of
from app.turf.models import Cut, WalkRoute, WalkStop
from app.turf.queries import walk_routes
from app.web import distance

SPOKEN_OF = 6
"""As many routes are explained in words; the table shows the rest."""


@dataclass(frozen=True)
class SheetLine:
    """A route on the sheet; what nobody knows is None."""

    route: WalkRoute
    floors: int | None

    @property
    def walk_minutes(self) -> float | None:
        """Minutes between the doors."""
        service = self.route.service_minutes
        return None if service is None else max(0.0, self.route.minutes - service)

    @property
    def told_walk_minutes(self) -> float | None:
        """The same in whole minutes, such that door and walk add up to the route's as these are written."""
        service = self.route.service_minutes
        return None if service is None else float(max(0, round(self.route.minutes) - round(service)))

    @property
    def metres_a_door(self) -> float:
        """Metres walked for each door."""
        return self.route.walk_m / max(1, self.route.doors)


@dataclass(frozen=True)
class Column:
    """One thing that is compared: its name, a unit, decimals, and its value for a route.

    `counted` are things most routes have none of: how unlike they are says nothing as a share of the mean.
    `brief` are the few that are compared on a phone; the others stand below them, where a route has any.
    """

    name: str
    unit: str
    decimals: int
    value: Callable[[SheetLine], float | None]
    counted: bool = False
    brief: bool = False


WAY = Column(N_("Dit og hjem"), "m", 0, lambda line: line.route.way_m)
"""Only where the cut knows where teams start."""
COLUMNS = (
    Column(N_("Minutter"), "min", 0, lambda line: line.route.minutes, brief=True),
    Column(N_("ved dørene"), "min", 0, lambda line: line.route.service_minutes, brief=True),
    Column(N_("gange"), "min", 0, lambda line: line.told_walk_minutes, brief=True),
    Column(N_("Dører"), "", 0, lambda line: line.route.doors, brief=True),
    WAY,
    Column(N_("Meter"), "", 0, lambda line: line.route.walk_m),
    Column(N_("Meter per dør"), "", 1, lambda line: line.metres_a_door, brief=True),
    Column(N_("Stigning"), "m", 0, lambda line: line.route.climb_m, counted=True),
    Column(N_("Utetrapper"), "", 0, lambda line: line.route.steps, counted=True),
    Column(N_("Krysser stor vei"), "", 0, lambda line: line.route.crossings, counted=True),
    Column(N_("Etasjer opp"), "", 0, lambda line: line.floors, counted=True),
)


@dataclass(frozen=True)
class Spread:
    """Least, mean and most of a column over the routes; `share` is the standard deviation over the mean."""

    least: float
    mean: float
    most: float
    share: float | None


@dataclass(frozen=True)
class Sheet:
    """The whole sheet: a line per route, a spread per column (None where nothing is known), and words."""

    columns: list[Column]
    lines: list[SheetLine]
    spreads: list[Spread | None]
    sentences: list[str]


def sheet_of(session: Session, cut: Cut) -> Sheet:
    """Make the sheet of a cut that has routes; without routes it is empty."""
    floors = floors_up(session, cut.id)
    lines = [SheetLine(route, floors.get(route.id)) for route in walk_routes(session, cut.id)]
    columns = [column for column in COLUMNS if column is not WAY or cut.starts]
    said = [wish_of(cut, [line.route for line in lines]), *_sentences(cut, lines)]
    spreads = [_spread(column, lines) for column in columns]
    return Sheet(columns, lines, spreads, [sentence for sentence in said if sentence])


def floors_up(session: Session, cut_id: UUID) -> dict[UUID, int | None]:
    """Count the floors a team climbs indoors on each route: to the top door of each address.

    None for a route with a stairwell of which neither the doors' floors nor the building's height are known.
    """
    query = (
        select(WalkStop.walk_route_id, Address.doors, Address.floors, func.max(Door.floor))
        .join(Address, col(Address.id) == WalkStop.address_id)
        .join(WalkRoute, col(WalkRoute.id) == WalkStop.walk_route_id)
        .join(Door, (col(Door.address_id) == Address.id) & col(Door.closed_on).is_(None), isouter=True)
        .where(WalkRoute.cut_id == cut_id, *may_be_visited())
        .group_by(col(WalkStop.walk_route_id), col(Address.id), col(Address.doors), col(Address.floors))
    )
    found: dict[UUID, int | None] = {}
    for route_id, doors, height, top_door in session.exec(query):
        sum_so_far = found.get(route_id, 0)
        up = _up(doors, height, top_door)
        found[route_id] = None if sum_so_far is None or up is None else sum_so_far + up
    return found


def _up(doors: int, height: int | None, top_door: int | None) -> int | None:
    """Give the floors above the ground at one address; a house of one door is asked at its own step."""
    if doors < 2:
        return 0
    top = top_door if top_door is not None else height
    return None if top is None else max(0, top - 1)


def _spread(column: Column, lines: Sequence[SheetLine]) -> Spread | None:
    values = [value for line in lines if (value := column.value(line)) is not None]
    if not values:
        return None
    mean = fmean(values)
    share = pstdev(values) / mean if mean and not column.counted else None
    return Spread(min(values), mean, max(values), share)


def _sentences(cut: Cut, lines: Sequence[SheetLine]) -> list[str]:
    """Say what is uneven and why, the worst first; or that nothing is."""
    if not lines:
        return []
    least, most = window_of(cut, [line.route.minutes for line in lines])
    outside = [line for line in lines if not least <= round(line.route.minutes) <= most]
    outside.sort(key=lambda line: -max(line.route.minutes - most, least - line.route.minutes))
    if not outside:
        return [_even(lines)]
    said = [_about(line, lines, (least, most)) for line in outside[:SPOKEN_OF]]
    more = len(outside) - SPOKEN_OF
    if more > 0:
        said.append(
            plural(
                "Én rute til er utenfor, se tabellen.", "{n} ruter til er utenfor, se tabellen.", more
            ).format(n=more)
        )
    return said


def _even(lines: Sequence[SheetLine]) -> str:
    """Tell that minutes are even, and which route walks most for each door."""
    said = even_sentence([line.route.minutes for line in lines])
    steep = max(lines, key=lambda line: line.metres_a_door)
    mean = sum(line.route.walk_m for line in lines) / max(1, sum(line.route.doors for line in lines))
    if len(lines) > 1 and steep.metres_a_door > 2 * mean:
        said += " " + _(
            "Lengst å gå mellom dørene er det på rute {number}: {own} m per dør mot {mean} m i snitt."
        ).format(number=steep.route.number, own=round(steep.metres_a_door), mean=round(mean))
    return said


def _about(line: SheetLine, lines: Sequence[SheetLine], window: tuple[float, float]) -> str:
    """Tell how long a route is, and what makes it so: the part that is furthest from the others'."""
    route = line.route
    if route.minutes > window[1]:
        said = _("Rute {number} er lang, {minutes} min, {reason}.")
        reason = _why_long(line, lines)
    else:
        said = _("Rute {number} er kort, {minutes} min, {reason}.")
        reason = _why_short(line, lines, window)
    return said.format(number=route.number, minutes=round(route.minutes), reason=reason)


def _parts(line: SheetLine) -> tuple[float, float, float]:
    """Give the minutes at the doors, between them, and there and home; 0 where nobody measured them."""
    way = line.route.way_m / PACE_M_PER_MINUTE
    return line.route.service_minutes or 0.0, max(0.0, (line.walk_minutes or 0.0) - way), way


def _over_the_mean(line: SheetLine, lines: Sequence[SheetLine]) -> tuple[float, float, float]:
    """Give how much more than the mean each part takes."""
    means = (fmean(part) for part in zip(*map(_parts, lines), strict=True))
    asking, walking, way = (own - mean for own, mean in zip(_parts(line), means, strict=True))
    return asking, walking, way


def _why_long(line: SheetLine, lines: Sequence[SheetLine]) -> str:
    route = line.route
    doors, metres, way_m = _means(lines)
    far = max((minutes for _address, _metres, minutes in route.far_stops), default=0.0)
    asking, walking, way = _over_the_mean(line, lines)
    if far >= max(walking, asking, way) / 2 > 0:
        return _("fordi ett stopp ligger langt unna de andre og koster {n} min").format(n=round(far))
    if way > max(walking, asking):
        return _("fordi det er langt dit og hjem: {own} mot {mean} i snitt").format(
            own=distance(route.way_m), mean=distance(way_m)
        )
    if walking >= asking:
        return _("fordi gangen er lang: {own} mot {mean} i snitt").format(
            own=distance(route.walk_m), mean=distance(metres)
        )
    known = [one.floors for one in lines if one.floors is not None]
    if line.floors is not None and known and line.floors > 2 * fmean(known):
        return _("fordi den har mange dører i høyden: {n} etasjer opp mot {mean} i snitt").format(
            n=line.floors, mean=round(fmean(known))
        )
    if route.doors > doors:
        return _("fordi den har mange dører: {own} mot {mean} i snitt").format(
            own=route.doors, mean=round(doors)
        )
    return _slow_doors(line, lines)


def _why_short(line: SheetLine, lines: Sequence[SheetLine], window: tuple[float, float]) -> str:
    if line.route.too_small:
        return why_too_small([one.route for one in lines], window)
    doors, metres, way_m = _means(lines)
    mean_at_doors = fmean(_parts(one)[0] for one in lines)
    asking, walking, way = _over_the_mean(line, lines)
    if way < min(walking, asking):
        return _("fordi det er kort dit og hjem: {own} mot {mean} i snitt").format(
            own=distance(line.route.way_m), mean=distance(way_m)
        )
    if walking < asking:
        return _("fordi det er lite å gå: {own} mot {mean} i snitt").format(
            own=distance(line.route.walk_m), mean=distance(metres)
        )
    if _share_under(line.route.doors, doors) >= _share_under(_parts(line)[0], mean_at_doors) / 2:
        return _("fordi den har få dører: {own} mot {mean} i snitt").format(
            own=line.route.doors, mean=round(doors)
        )
    return _slow_doors(line, lines)


def _share_under(own: float, mean: float) -> float:
    """Give how far a number lies under the mean, as a share of it."""
    return (mean - own) / max(1e-9, mean)


def _slow_doors(line: SheetLine, lines: Sequence[SheetLine]) -> str:
    """Tell of minutes at the doors where their number is not what makes the difference."""
    mean = fmean(_parts(one)[0] for one in lines)
    return _("fordi tiden ved dørene er {own} min mot {mean} i snitt").format(
        own=round(line.route.service_minutes or 0), mean=round(mean)
    )


def _means(lines: Sequence[SheetLine]) -> tuple[float, float, float]:
    """Give the mean doors, metres to walk, and metres there and home."""
    routes = [line.route for line in lines]
    doors, metres = fmean(route.doors for route in routes), fmean(route.walk_m for route in routes)
    return doors, metres, fmean(route.way_m for route in routes)
