"""When routes cut anew take the place of the old ones, and when these stay."""

from collections.abc import Sequence
from uuid import uuid4

import pytest

from app.turf.changes import RouteFacts
from app.turf.comparison import Laid, is_worth_it

WINDOW = (75.0, 100.0)
OLD = ((80, 1000), (90, 1000), (95, 1000))


def laid(*walks: tuple[float, float], stops: Sequence[int] = (1, 2, 3), parts: int = 0) -> Laid:
    """Make routes of minutes and metres; the stops go to the first ones."""
    homes = [*([stop] for stop in stops), *([] for _ in walks)]
    found = [
        RouteFacts(
            id=uuid4(),
            number=number,
            name="",
            colour=0,
            minutes=minutes,
            walk_m=walk_m,
            addresses=1,
            doors=1,
            crossings=0,
            locked=False,
            path="",
            stops=home,
        )
        for number, ((minutes, walk_m), home) in enumerate(zip(walks, homes, strict=False), 1)
    ]
    return Laid(found, parts)


@pytest.mark.parametrize(
    ("new", "is_better"),
    [
        pytest.param(OLD, False, id="the same"),
        pytest.param(((80, 1000), (90, 1000), (95, 900)), False, id="as another search might find it"),
        pytest.param(((80, 1000), (90, 1000), (95, 800)), True, id="a shorter walk"),
        pytest.param(((85, 1000), (88, 1000), (92, 1000)), True, id="more alike"),
        pytest.param(((80, 900), (90, 900), (99, 900)), False, id="a shorter walk, but a longer route"),
        pytest.param(((85, 1100), (88, 1100), (92, 1100)), False, id="more alike, but a longer walk"),
        pytest.param(((80, 900), (90, 900), (104, 900)), False, id="a shorter walk, but one is too long"),
    ],
)
def test_new_routes_are_taken_when_one_thing_is_better_and_none_worse(
    new: Sequence[tuple[float, float]], is_better: bool
) -> None:
    assert is_worth_it(laid(*OLD), laid(*new), WINDOW, None) is is_better


def test_fewer_outside_the_window_outweighs_the_walk_and_new_addresses_or_teams_everything() -> None:
    too_long = laid((80, 1000), (90, 1000), (120, 1000))
    worse = ((80, 2000), (80, 2000), (80, 2000))

    assert is_worth_it(too_long, laid(*worse), WINDOW, None)
    assert is_worth_it(laid(*OLD), laid(*worse, stops=(1, 2, 4)), WINDOW, None)
    assert is_worth_it(laid(*OLD, stops=(1, 2)), laid(*worse, (80, 2000), stops=(1, 2)), WINDOW, 4)
    assert not is_worth_it(laid(*OLD, stops=(1, 2)), laid(*worse, (80, 2000), stops=(1, 2)), WINDOW, 3)


def test_that_a_way_leads_from_each_stop_to_the_next_outweighs_everything_but_addresses() -> None:
    broken, whole = laid(*OLD), laid((60, 2000), (60, 2000), (60, 2000), (5, 0))
    broken.routes[0].metres = [100.0, None, 0.0]

    assert is_worth_it(broken, whole, WINDOW, 3)
    assert not is_worth_it(whole, broken, WINDOW, 3)


def test_a_route_less_in_two_parts_is_worth_a_change_and_one_more_is_not_worth_a_shorter_walk() -> None:
    shorter = ((80, 900), (90, 900), (95, 900))

    assert is_worth_it(laid(*OLD, parts=1), laid(*OLD), WINDOW, None)
    assert not is_worth_it(laid(*OLD), laid(*OLD, parts=1), WINDOW, None)
    assert is_worth_it(laid(*OLD), laid(*shorter), WINDOW, None)
    assert not is_worth_it(laid(*OLD), laid(*shorter, parts=1), WINDOW, None)
