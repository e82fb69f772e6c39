"""The goals that the routes are to meet, and whether the runs met them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from bench.runs import Line
from bench.sizes import Sized
from bench.toured import Toured

LAUF_WALK_M = 111_500.0  # where no solution inside the window is known
SMALL, LARGE = 3_000, 15_000  # addresses
HOUSES_MOST_DOORS = 2.0  # dwellings an address: beyond, the town is one of stairwells
FIRST_SECONDS = {2_000: 0.5, 11_000: 3.0, 60_000: 8.0}
MOST_MEGABYTES, MOST_EXPONENT, MOST_START_SECONDS = 500.0, 1.1, 2.0
SHARE_UNDER_SIMPLE = 0.22
MOST_OVER_OPTIMUM = 0.03
ENOUGH_ADDRESSES = 500  # smaller towns have too few routes for a spread or a share to mean much


@dataclass(frozen=True)
class Goal:
    """One goal in one case: what was wished, what was measured, and whether that will do."""

    case: str
    wish: str
    measured: str
    is_met: bool


def goals_of(lines: list[Line], sizes: list[Sized], tours: list[Toured]) -> list[Goal]:
    """Judge all goals that these runs say something about."""
    found: list[Goal] = []
    for line in lines:
        if line.method == "engine" and line.runs[0].raw:
            found += [*window_goals(line), *walk_goals(line), *shape_goals(line)]
            found += rival_goals(line, lines)
    return [*found, *size_goals(sizes), *tour_goals(tours)]


def case_of(line: Line) -> str:
    """Name an instance and a time."""
    return f"{line.instance}, {line.seconds:g} s"


def window_goals(line: Line) -> Iterator[Goal]:
    """Judge the promises: the window kept, no hop without a way, few routes; the worst seed counts."""
    verdicts = [run.raw for run in line.runs if run.raw]
    outside = max(verdict.share_outside for verdict in verdicts)
    yield Goal(case_of(line), "no route outside the window", f"{outside:.1%}", outside == 0)
    lost = max(verdict.unreachable_hops for verdict in verdicts)
    yield Goal(case_of(line), "no hop without a way", f"{lost}", lost == 0)
    best = verdicts[0].best_routes
    if best:
        most = max(verdict.routes for verdict in verdicts)
        yield Goal(case_of(line), f"at most 2 % more routes than {best}", f"{most}", most <= 1.02 * best)


def walk_goals(line: Line) -> Iterator[Goal]:
    """Judge the metres against the best known, by the time given."""
    walk_m = line.middle(lambda v: v.walk_m)
    window, either = line.middle(lambda v: v.over_best_window), line.middle(lambda v: v.over_best_any)
    if line.seconds == 10 and line.instance == "lauf" and walk_m is not None:
        yield Goal(case_of(line), f"walk ≤ {LAUF_WALK_M:,.0f} m", f"{walk_m:,.0f} m", walk_m <= LAUF_WALK_M)
    elif line.seconds == 10 and window is not None:
        yield Goal(case_of(line), "walk ≤ the best known in the window", f"{window:+.1%}", window <= 0)
    if line.seconds == 60 and either is not None and line.runs[0].addresses <= LARGE:
        share = 0.03 if line.runs[0].addresses <= SMALL else 0.05
        yield Goal(
            case_of(line), f"walk ≤ the best known at all + {share:.0%}", f"{either:+.1%}", either <= share
        )


def shape_goals(line: Line) -> Iterator[Goal]:
    """Judge evenness, split faces, parts and overlap where the town is large enough."""
    if line.runs[0].addresses < ENOUGH_ADDRESSES:
        return
    wishes = [
        ("CV of minutes", line.middle(lambda v: v.minutes_cv), 0.07, "{:.3f}"),
        ("faces split", line.middle(lambda v: v.split_face_share), most_split(line), "{:.1%}"),
        ("parts a route", line.middle(lambda v: v.parts_a_route), 1.03, "{:.2f}"),
        ("hull overlap", line.middle(lambda v: v.hull_overlap), 0.05, "{:.3f}"),
    ]
    for name, measured, most, form in wishes:
        if measured is not None:
            yield Goal(
                case_of(line), f"{name} ≤ {form.format(most)}", form.format(measured), measured <= most
            )


def most_split(line: Line) -> float:
    """Give the share of faces that may be split: 4 % in streets of houses, 8 % among stairwells."""
    verdict = line.runs[0].raw
    if verdict is None or verdict.doors is None:
        return 0.08
    return 0.04 if verdict.doors / line.runs[0].addresses <= HOUSES_MOST_DOORS else 0.08


def rival_goals(line: Line, lines: list[Line]) -> Iterator[Goal]:
    """Judge the walk against that of the known methods, the solvers' mended and in the same time."""
    ours = line.middle(lambda v: v.walk_m)
    if ours is None:
        return
    for other in lines:
        if other.instance != line.instance or other.method not in {
            "kmeans",
            "metis",
            "pyvrp",
            "vroom",
            "ortools",
        }:
            continue
        is_simple = other.seconds == 0
        theirs = other.middle(lambda v: v.walk_m, mended=not is_simple)
        if theirs is None or theirs == 0 or not (is_simple or other.seconds == line.seconds):
            continue
        most = 1 - SHARE_UNDER_SIMPLE if is_simple else 1.0
        wish = (
            f"walk ≥ {SHARE_UNDER_SIMPLE:.0%} less than {other.method}"
            if is_simple
            else f"less walk than {other.method}, mended"
        )
        yield Goal(case_of(line), wish, f"{ours / theirs - 1:+.1%}", ours <= most * theirs)


def size_goals(sizes: list[Sized]) -> Iterator[Goal]:
    """Judge the first complete cut, memory, and how time grows with size."""
    for one in sizes:
        case = f"made-up town of {one.addresses:,}"
        most = FIRST_SECONDS.get(one.addresses)
        if most:
            met = one.first_seconds <= most
            yield Goal(case, f"first complete cut ≤ {most:g} s", f"{one.first_seconds:g} s", met)
        if one.addresses <= 60_000:
            met = one.megabytes <= MOST_MEGABYTES
            yield Goal(case, f"memory ≤ {MOST_MEGABYTES:.0f} MB", f"{one.megabytes:.0f} MB", met)
        met = one.start_seconds <= MOST_START_SECONDS
        yield Goal(case, f"loading and first cut ≤ {MOST_START_SECONDS:g} s", f"{one.start_seconds:g} s", met)
    exponent = growth(sizes)
    if exponent is not None:
        met = exponent <= MOST_EXPONENT
        span = f"{sizes[0].addresses:,} to {sizes[-1].addresses:,} addresses"
        yield Goal(span, f"time grows with size to the power ≤ {MOST_EXPONENT}", f"{exponent:.2f}", met)


def tour_goals(tours: list[Toured]) -> Iterator[Goal]:
    """Judge tours with kicks against the optimum; a cut begins without, and kicks within each route."""
    for tour in tours:
        if tour.kicks:
            met = tour.over <= MOST_OVER_OPTIMUM
            yield Goal(
                tour.instance, f"tour ≤ {MOST_OVER_OPTIMUM:.0%} over the optimum", f"{tour.over:.1%}", met
            )


def growth(sizes: list[Sized]) -> float | None:
    """Fit time = c × size^exponent by least squares on logarithms; None with fewer than three sizes."""
    if len(sizes) < 3:
        return None
    logs = [(math.log(one.addresses), math.log(max(1e-2, one.first_seconds))) for one in sizes]
    mean = [sum(column) / len(logs) for column in zip(*logs, strict=True)]
    above = sum((x - mean[0]) * (y - mean[1]) for x, y in logs)
    return float(above / sum((x - mean[0]) ** 2 for x, _ in logs))
