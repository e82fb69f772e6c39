"""More ways to change a cut: shapes, lists of streets, new routes, redo, and little change."""

from itertools import chain, product

import pytest
from conftest import SignedInPerson
from sqlmodel import Session, col, select
from turf.conftest import DrawDistrict, Finish, start
from turf.desk import change, facts_now, routes_now
from turf.hand_drawn import Size, degrees

from app.districts.models import Address
from app.language import today
from app.turf.models import Cut, WalkRoute
from app.turf.queries import walk_routes, walk_stops


def everyone(routes: dict[int, list[int]]) -> list[int]:
    return sorted(chain.from_iterable(routes.values()))


def box(west_m: float, south_m: float, east_m: float, north_m: float) -> str:
    """Draw a rectangle as the map does."""
    corners = [(west_m, south_m), (east_m, south_m), (east_m, north_m), (west_m, north_m)]
    return " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in (degrees(*corner) for corner in corners))


def streets_in(session: Session, ids: list[int]) -> set[str]:
    return set(session.exec(select(Address.street).where(Address.id.in_(ids))))  # type: ignore[union-attr]  # id is set once stored


def lock(general: SignedInPerson, cut: Cut, route: WalkRoute, locked: str = "true") -> None:
    answer = general.client.post(
        f"/walk-routes/{route.id}/lock", data={"version": cut.version, "locked": locked}
    )
    assert answer.status_code == 303


def test_what_lies_inside_a_drawn_shape_becomes_a_route_of_its_own(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    west_end = box(0, -30, 70, 210)
    page = general.client.get(f"/cuts/{cut.id}/selection", params={"shape": west_end}).text
    before = routes_now(session, cut)

    sides = [f"{street}-gata|{side}" for street in "ABC" for side in ("even", "odd")]
    answer = change(general, cut, "moves", into="new", shape=west_end, sides=sides)

    assert "24 adresser" in page
    assert answer.status_code == 303
    finish(f"/cuts/{cut.id}")
    after = routes_now(session, cut)
    assert len(after[4]) == 24
    assert streets_in(session, after[4]) == {"A-gata", "B-gata", "C-gata"}
    assert everyone(after) == everyone(before)


def test_a_locked_route_keeps_what_is_inside_the_shape(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a = walk_routes(session, cut.id)[0]
    general.client.post(f"/walk-routes/{a.id}/lock", data={"version": 1, "locked": "true"})
    before = routes_now(session, cut)[1]
    shape = box(0, -30, 70, 210)

    page = general.client.get(f"/cuts/{cut.id}/selection", params={"shape": shape}).text
    sides = [f"{street}-gata|{side}" for street in "ABC" for side in ("even", "odd")]
    change(general, cut, "moves", into="new", shape=shape, sides=sides)

    assert "Rute 1 er låst: 8 adresser der blir stående." in page
    finish(f"/cuts/{cut.id}")
    assert routes_now(session, cut)[1] == before
    assert len(routes_now(session, cut)[4]) == 16


def test_a_street_side_of_the_whole_cut_is_chosen_from_a_list(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    c = walk_routes(session, cut.id)[2]
    page = general.client.get(f"/cuts/{cut.id}/selection", params={"street": "b-g"}).text

    change(general, cut, "moves", into=c.id, sides="B-gata|odd")

    assert "B-gata|odd" in page
    assert "A-gata|odd" not in page
    finish(f"/cuts/{cut.id}")
    numbers = [line.address.number or 0 for line in walk_stops(session, walk_routes(session, cut.id)[1].id)]
    assert numbers
    assert not any(number % 2 for number in numbers)


@pytest.mark.parametrize("shape", ["10.4,63.4 10.5,63.5", "her og der", "1,2,3 4,5,6 7,8,9"])
def test_a_shape_that_is_none_is_refused_with_a_sentence(
    general: SignedInPerson, cut: Cut, shape: str
) -> None:
    asked = general.client.get(f"/cuts/{cut.id}/selection", params={"shape": shape})
    moved = change(general, cut, "moves", into="new", shape=shape, sides="A-gata|odd")

    assert (asked.status_code, moved.status_code) == (422, 422)
    assert "minst tre hjørner" in asked.text


def test_an_empty_shape_says_so_and_moves_nothing(general: SignedInPerson, cut: Cut) -> None:
    nowhere = box(5000, 5000, 5100, 5100)

    page = general.client.get(f"/cuts/{cut.id}/selection", params={"shape": nowhere})

    assert "Ingen adresser å flytte her" in page.text
    assert change(general, cut, "moves", into="new", shape=nowhere, sides="A-gata|odd").status_code == 422


def assert_told(general: SignedInPerson, cut: Cut, *words: str) -> None:
    """The desk says what was done last, and what it did to the routes."""
    page = general.client.get(f"/cuts/{cut.id}").text.replace("\N{NO-BREAK SPACE}", " ")
    said = page.split('<div role="status">')[1].split("</div>")[0]
    assert [one for one in words if one not in said] == [], said


def test_changes_are_redone_in_order_until_something_new_is_changed(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, c = walk_routes(session, cut.id)
    steps = [routes_now(session, cut)]
    for what, form in (("merges", {"into": a.id, "other": b.id}), ("splits", {"walk_route": a.id})):
        change(general, cut, what, **form)
        cut = finish(f"/cuts/{cut.id}")
        steps.append(routes_now(session, cut))

    minutes = {number: round(facts[3]) for number, facts in facts_now(session, cut).items()}
    for expected, says in (
        (steps[1], ("Delingen er angret", "Rute 1: ", "Rute 2 er borte.")),
        (steps[0], ("Sammenslåingen er angret", "Rute 1: 90 min, før ", "Rute 2 er tilbake: 90 min.")),
    ):
        change(general, cut, "undos")
        cut = finish(f"/cuts/{cut.id}")
        assert routes_now(session, cut) == expected
        assert_told(general, cut, *says)
    for expected, says in (
        (steps[1], ("Slått sammen igjen", "min, før 90 min.", "Rute 2 er borte.")),
        (
            steps[2],
            ("Delt i to igjen", f"Rute 1: {minutes[1]} min, før", f"Rute 2 er ny: {minutes[2]} min"),
        ),
    ):
        change(general, cut, "redos")
        cut = finish(f"/cuts/{cut.id}")
        assert routes_now(session, cut) == expected
        assert_told(general, cut, *says)
    assert change(general, cut, "redos").status_code == 409

    change(general, cut, "undos")
    cut = finish(f"/cuts/{cut.id}")
    assert 'id="redo"' in general.client.get(f"/cuts/{cut.id}").text
    change(general, cut, "splits", walk_route=c.id)
    cut = finish(f"/cuts/{cut.id}")
    assert 'id="redo"' not in general.client.get(f"/cuts/{cut.id}").text
    assert change(general, cut, "redos").status_code == 409


def test_undo_and_redo_are_refused_while_they_would_change_what_a_locked_route_holds(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, c = walk_routes(session, cut.id)
    first = routes_now(session, cut)
    change(general, cut, "moves", into=b.id, origin=a.id, sides="A-gata|even")
    cut = finish(f"/cuts/{cut.id}")
    moved = routes_now(session, cut)
    lock(general, cut, c)

    for what, held, expected in (("undos", moved, first), ("redos", first, moved)):
        lock(general, cut, b)
        refused = change(general, cut, what)
        cut = finish(f"/cuts/{cut.id}")
        assert (refused.status_code, "Rute 2 er låst. Lås den opp først." in refused.text) == (409, True)
        assert routes_now(session, cut) == held

        lock(general, cut, b, locked="false")
        assert change(general, cut, what).status_code == 303
        cut = finish(f"/cuts/{cut.id}")
        assert routes_now(session, cut) == expected
        assert [route.locked for route in walk_routes(session, cut.id)] == [False, False, True]


def test_a_locked_route_is_not_taken_away_by_an_undo(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a = walk_routes(session, cut.id)[0]
    change(general, cut, "splits", walk_route=a.id)
    cut = finish(f"/cuts/{cut.id}")
    half = walk_routes(session, cut.id)[3]
    lock(general, cut, half)

    assert "Rute 4 er låst. Lås den opp først." in change(general, cut, "undos").text
    lock(general, cut, half, locked="false")
    change(general, cut, "undos")

    assert len(routes_now(session, finish(f"/cuts/{cut.id}"))) == 3


def test_a_route_that_lost_its_first_houses_is_not_called_by_them_any_more(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    wishes = {"least_minutes": "5", "target_minutes": "90", "most_minutes": "120"}
    cut = finish(start(general.client, draw(Size(1, 4)), **wishes))
    (route,) = walk_routes(session, cut.id)
    route_id, name = route.id, route.name
    last = max(one.number or 0 for one in session.exec(select(Address)))
    for gone in session.exec(select(Address).where(col(Address.number).in_([1, 2]))):
        gone.closed_on = today()
    session.commit()

    change(general, cut, "recuts")

    cut = finish(f"/cuts/{cut.id}")
    assert name == f"A-gata 1–{last}"
    assert [(one.id, one.name) for one in walk_routes(session, cut.id)] == [(route_id, f"A-gata 3–{last}")]


def test_routes_in_a_street_without_numbers_are_told_apart_by_where_they_lie_also_when_one_is_split(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw(Size(1, 8))
    for address in session.exec(select(Address)):
        address.number = None
    session.commit()
    wishes = {"least_minutes": "40", "target_minutes": "60", "most_minutes": "80"}
    cut = finish(start(general.client, district, **wishes))
    names = [route.name for route in walk_routes(session, cut.id)]

    change(general, cut, "splits", walk_route=walk_routes(session, cut.id)[0].id)

    cut = finish(f"/cuts/{cut.id}")
    split = [route.name for route in walk_routes(session, cut.id)]
    assert len(names) > 1
    assert len(set(names)) == len(names)
    assert {"A-gata vest", "A-gata øst"} <= set(names)
    assert len(set(split)) == len(split) == len(names) + 1
    assert set(split) >= set(names[1:])


def test_mending_leaves_routes_alone_that_are_as_they_should_be(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    """A route far from the one that became too short keeps its stops, order, number, colour and name."""
    cut = finish(start(general.client, draw(Size(8, 8))))
    shortened, taker = walk_routes(session, cut.id)[:2]
    change(general, cut, "moves", into=taker.id, addresses=routes_now(session, cut)[shortened.number][8:])
    cut = finish(f"/cuts/{cut.id}")
    before, facts = routes_now(session, cut), facts_now(session, cut)

    change(general, cut, "recuts", everything="false")

    cut = finish(f"/cuts/{cut.id}")
    after = routes_now(session, cut)
    assert all(75 <= round(route.minutes) <= 100 for route in walk_routes(session, cut.id))
    untouched = [number for number in before if after.get(number) == before[number]]
    assert len(untouched) >= len(before) // 3
    now = facts_now(session, cut)
    assert [now[number] for number in untouched] == [facts[number] for number in untouched]
    assert everyone(after) == everyone(before)


def test_cutting_anew_what_is_as_it_should_be_changes_nothing_and_says_so(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    cut = finish(start(general.client, draw()))
    before = routes_now(session, cut)

    change(general, cut, "recuts", everything="false")

    finish(f"/cuts/{cut.id}")
    assert routes_now(session, cut) == before
    assert "Ingenting måtte endres" in general.client.get(f"/cuts/{cut.id}").text
    change(general, finish(f"/cuts/{cut.id}"), "recuts")
    finish(f"/cuts/{cut.id}")
    assert routes_now(session, cut) == before
    assert "Et nytt forslag ble ikke bedre" in general.client.get(f"/cuts/{cut.id}").text


def test_a_new_route_takes_over_the_number_of_the_old_one_it_shares_most_with(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    cut = finish(start(general.client, draw(Size(8, 8))))
    first, second = walk_routes(session, cut.id)[:2]
    change(general, cut, "moves", into=second.id, addresses=routes_now(session, cut)[first.number][4:])
    cut = finish(f"/cuts/{cut.id}")
    before = {route.id: route.number for route in walk_routes(session, cut.id)}
    homes = routes_now(session, cut)

    change(general, cut, "recuts")
    cut = finish(f"/cuts/{cut.id}")
    after = {route.id: route.number for route in walk_routes(session, cut.id)}
    kept = before.keys() & after.keys()
    assert all(before[one] == after[one] for one in kept)
    now = routes_now(session, cut)
    assert now != homes
    for one, gone in product(after.keys() - kept, before.keys() - kept):
        assert not set(now[after[one]]) & set(homes[before[gone]])
    shared = sum(len(set(homes[number]) & set(now.get(number, []))) for number in homes)
    assert shared > len(everyone(homes)) / len(homes)
