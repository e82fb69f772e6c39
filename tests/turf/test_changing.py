"""Changes by hand: merge, split, move, lock, cut the rest anew, and undo; refused when they cannot be."""

from datetime import timedelta

from conftest import SignedInPerson
from sqlmodel import Session, select
from turf.conftest import CutByHand, DrawDistrict, Finish
from turf.desk import change

from app.districts.models import Address
from app.language import now, today
from app.rounds.models import Assignment, Round, Team
from app.turf.actions import keep_cut
from app.turf.models import Cut, WalkRoute, WalkStop
from app.turf.queries import walk_routes, walk_stops


def addresses_of(session: Session, route: WalkRoute) -> list[int]:
    return sorted(session.exec(select(WalkStop.address_id).where(WalkStop.walk_route_id == route.id)))


def all_addresses(session: Session) -> list[int]:
    return sorted(address.id or 0 for address in session.exec(select(Address)))


def test_two_routes_become_one_and_the_page_tells_the_minutes(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, c = walk_routes(session, cut.id)

    answer = change(general, cut, "merges", into=a.id, other=b.id)

    assert answer.headers["location"] == f"/cuts/{cut.id}"
    cut = finish(f"/cuts/{cut.id}")
    merged, untouched = walk_routes(session, cut.id)
    assert (merged.id, untouched.id) == (a.id, c.id)
    assert merged.addresses == len(addresses_of(session, merged))
    assert sorted(addresses_of(session, merged) + addresses_of(session, c)) == all_addresses(session)
    page = general.client.get(f"/cuts/{cut.id}").text.replace("\N{NO-BREAK SPACE}", " ")
    assert f"Rute 1: {merged.minutes:.0f} min, før 90 min." in page
    assert page.index("Rute 2 er borte.") < page.index("Rute 1: ")  # ninety minutes changed more
    merged.laid_minutes = 90.4
    session.commit()
    page = general.client.get(f"/cuts/{cut.id}").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Rute 1: " not in page
    assert "Én rute har fått andre adresser, men tar like lang tid." in page


def test_a_route_is_split_in_halves_of_like_minutes(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, *_rest = walk_routes(session, cut.id)
    before = addresses_of(session, a)

    change(general, cut, "splits", walk_route=a.id)

    finish(f"/cuts/{cut.id}")
    first, *_rest, new = walk_routes(session, cut.id)
    assert (first.id, first.number, new.number) == (a.id, 1, 4)
    assert sorted(addresses_of(session, first) + addresses_of(session, new)) == before
    assert abs(first.minutes - new.minutes) < 0.25 * first.minutes


def test_single_addresses_move_and_nothing_is_lost(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, _c = walk_routes(session, cut.id)
    moved = addresses_of(session, a)[:3]

    change(general, cut, "moves", into=b.id, addresses=moved)

    finish(f"/cuts/{cut.id}")
    assert set(moved) <= set(addresses_of(session, b))
    assert not set(moved) & set(addresses_of(session, a))
    lines = [line.seq for line in walk_stops(session, b.id)]
    assert lines == list(range(1, len(lines) + 1))
    assert session.get_one(WalkRoute, b.id).doors == sum(len(s.doors) for s in walk_stops(session, b.id))


def test_one_side_of_a_street_moves(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, _c = walk_routes(session, cut.id)

    change(general, cut, "moves", into=b.id, origin=a.id, sides="A-gata|even")

    finish(f"/cuts/{cut.id}")
    numbers = [line.address.number or 0 for line in walk_stops(session, a.id)]
    assert numbers
    assert all(number % 2 for number in numbers)


def test_a_route_that_loses_its_last_address_is_gone(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, _c = walk_routes(session, cut.id)

    change(general, cut, "moves", into=b.id, origin=a.id, sides="A-gata|all")

    cut = finish(f"/cuts/{cut.id}")
    assert [route.number for route in walk_routes(session, cut.id)] == [2, 3]


def test_changes_are_undone_newest_first(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, _c = walk_routes(session, cut.id)
    before = {route.id: [s.address.id for s in walk_stops(session, route.id)] for route in (a, b)}
    change(general, cut, "merges", into=a.id, other=b.id)
    cut = finish(f"/cuts/{cut.id}")
    change(general, cut, "splits", walk_route=a.id)
    cut = finish(f"/cuts/{cut.id}")

    for _time in range(2):
        assert change(general, cut, "undos").status_code == 303
        cut = finish(f"/cuts/{cut.id}")

    after = {route: [s.address.id for s in walk_stops(session, route)] for route in before}
    assert after == before
    assert 'id="undo"' not in general.client.get(f"/cuts/{cut.id}").text
    assert change(general, cut, "undos").status_code == 409


def test_the_rest_is_cut_anew_and_a_locked_route_stays(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    _a, b, _c = walk_routes(session, cut.id)
    kept = [stop.address.id for stop in walk_stops(session, b.id)]
    general.client.post(f"/walk-routes/{b.id}/lock", data={"version": cut.version, "locked": "true"})

    change(general, cut, "recuts")

    cut = finish(f"/cuts/{cut.id}")
    routes = {route.id: route for route in walk_routes(session, cut.id)}
    assert [stop.address.id for stop in walk_stops(session, b.id)] == kept
    assert len({route.number for route in routes.values()}) == len(routes)
    everywhere = [one for route in routes.values() for one in addresses_of(session, route)]
    assert sorted(everywhere) == all_addresses(session)


def test_a_locked_route_is_not_changed_until_it_is_unlocked(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, _c = walk_routes(session, cut.id)
    lock = {"version": cut.version, "locked": "true"}
    general.client.post(f"/walk-routes/{a.id}/lock", data=lock)

    refused = [
        change(general, cut, "merges", into=b.id, other=a.id),
        change(general, cut, "splits", walk_route=a.id),
        change(general, cut, "moves", into=b.id, addresses=addresses_of(session, a)[:1]),
    ]

    assert [answer.status_code for answer in refused] == [409, 409, 409]
    assert "Rute 1 er låst" in refused[0].text
    general.client.post(f"/walk-routes/{a.id}/lock", data=lock | {"locked": "false"})
    assert change(general, cut, "splits", walk_route=a.id).status_code == 303
    finish(f"/cuts/{cut.id}")


def test_a_change_to_what_somebody_else_has_changed_is_refused(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, c = walk_routes(session, cut.id)
    change(general, cut, "splits", walk_route=c.id)
    finish(f"/cuts/{cut.id}")

    stale = general.client.post(
        f"/cuts/{cut.id}/merges", data={"version": 1, "into": str(a.id), "other": str(b.id)}
    )

    assert stale.status_code == 409
    assert len(walk_routes(session, cut.id)) == 4


def test_a_walked_cut_is_not_changed(session: Session, general: SignedInPerson, cut: Cut) -> None:
    a, b, _c = walk_routes(session, cut.id)
    keep_cut(session, cut.id)
    session.commit()

    assert change(general, cut, "merges", into=a.id, other=b.id).status_code == 409
    assert change(general, cut, "recuts").status_code == 409
    lock = general.client.post(f"/walk-routes/{a.id}/lock", data={"version": 1, "locked": "true"})
    assert lock.status_code == 409
    assert len(walk_routes(session, cut.id)) == 3


def test_a_route_that_a_team_has_is_not_taken_from_it(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, c = walk_routes(session, cut.id)
    give_to_a_team(session, cut, b)

    change(general, cut, "merges", into=a.id, other=b.id)

    cut = finish(f"/cuts/{cut.id}")
    assert len(walk_routes(session, cut.id)) == 3
    assert "Et lag har fått en av rutene" in general.client.get(f"/cuts/{cut.id}").text
    change(general, cut, "merges", into=b.id, other=c.id)
    cut = finish(f"/cuts/{cut.id}")
    assert len(walk_routes(session, cut.id)) == 2


def give_to_a_team(session: Session, cut: Cut, route: WalkRoute) -> None:
    evening = Round(
        slug="torsdag",
        district_id=cut.district_id,
        cut_id=cut.id,
        starts_at=now(),
        ends_at=now() + timedelta(hours=2),
        meeting_place="Torget",
    )
    session.add(evening)
    session.flush()
    team = Team(round_id=evening.id, number=1)
    session.add(team)
    session.flush()
    session.add(Assignment(round_id=evening.id, team_id=team.id, walk_route_id=route.id))
    session.commit()


def test_routes_and_addresses_of_another_cut_cannot_be_drawn_in(
    session: Session, general: SignedInPerson, cut: Cut, draw: DrawDistrict, by_street: CutByHand
) -> None:
    other = by_street(draw(name="Nordbyen"))
    own, foreign = walk_routes(session, cut.id)[0], walk_routes(session, other.id)[0]

    assert change(general, cut, "merges", into=own.id, other=foreign.id).status_code == 404
    assert change(general, cut, "moves", into=foreign.id, addresses=[1]).status_code == 404
    strangers = addresses_of(session, foreign)[:2]
    assert change(general, cut, "moves", into=own.id, addresses=strangers).status_code == 422


def test_addresses_that_have_been_closed_leave_their_routes_at_the_next_change(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, c = walk_routes(session, cut.id)
    for address in session.exec(select(Address).where(Address.street != "A-gata")):
        address.closed_on = today()
    session.commit()

    change(general, cut, "merges", into=a.id, other=b.id)
    cut = finish(f"/cuts/{cut.id}")
    change(general, cut, "moves", into=a.id, addresses=addresses_of(session, c)[:1])
    cut = finish(f"/cuts/{cut.id}")

    (left,) = walk_routes(session, cut.id)
    assert left.id == a.id
    assert {stop.address.street for stop in walk_stops(session, a.id)} == {"A-gata"}


def test_a_route_of_one_address_cannot_be_split(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    a, b, _c = walk_routes(session, cut.id)
    change(general, cut, "moves", into=b.id, addresses=addresses_of(session, a)[1:])
    cut = finish(f"/cuts/{cut.id}")
    assert session.get_one(WalkRoute, a.id).addresses == 1

    assert change(general, cut, "splits", walk_route=a.id).status_code == 409
    assert change(general, cut, "splits", walk_route=b.id).status_code == 303
    finish(f"/cuts/{cut.id}")
