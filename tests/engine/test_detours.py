"""Nobody walks detours for the clock: a route that lacks minutes gets doors, from afar if need be."""

from engine.towns import SHORT, Door, Street, town

from routes import QUIET, cut, order


def test_a_hamlet_that_lacks_minutes_fetches_doors_from_the_village_and_walks_no_detours() -> None:
    """A village of 80 houses, 700 m from a hamlet of eight that takes 14 minutes; the least is 15."""
    streets: list[Street] = [
        ("Village", QUIET, [(0, 0), (400, 0), (1100, 0)]),
        ("Hamlet", QUIET, [(1100, 0), (1250, 0)]),
    ]
    village: list[Door] = [("Village", 10.0 * (k // 2), 5.0 - 10.0 * (k % 2), 1) for k in range(80)]
    hamlet: list[Door] = [("Hamlet", 1110.0 + 20 * k, 5.0, 1) for k in range(8)]
    place = town(streets, village + hamlet)

    result = cut(place, SHORT)

    assert sum(len(walk.stops) for walk in result.routes) == len(place)
    for walk in result.routes:
        assert walk.walk_m <= order(place, walk.stops, SHORT).walk_m + 1
        assert 15 <= walk.minutes <= 25
