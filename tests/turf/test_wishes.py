"""What a general wishes beside minutes: where teams start, what is skipped, a longer search."""

import re
from itertools import chain

import pytest
from conftest import SignedInPerson
from sqlmodel import Session, select
from turf.conftest import CutByHand, DrawDistrict, Finish, start
from turf.desk import change, routes_now
from turf.hand_drawn import Size, degrees

from app.districts.models import Address, Coverage, District
from app.districts.street_sides import months_before, walked_addresses
from app.language import today
from app.turf.actions import be_satisfied
from app.turf.models import Cut, CutStatus
from app.turf.queries import walk_routes


def walked(
    session: Session, district: District, street: str, side: str, *, months_ago: int = 2, share: float = 0.9
) -> None:
    """Write down, as closing a round does, that a street side was walked so many months ago."""
    month = months_before(today(), months_ago)
    session.add(Coverage(district_id=district.id, street=street, side=side, month=month, share=share))
    session.commit()


def houses(session: Session, street: str, odd: bool) -> set[int]:
    found = session.exec(select(Address).where(Address.street == street)).all()
    return {one.id or 0 for one in found if one.number and one.number % 2 == odd}


def visited(session: Session, cut: Cut) -> set[int]:
    return {address for stops in routes_now(session, cut).values() for address in stops}


def test_street_sides_walked_lately_are_skipped_and_listed(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    walked(session, district, "A-gata", "odd")
    desk = general.client.get(f"/districts/{district.id}/cuts").text
    skipped = houses(session, "A-gata", odd=True)

    cut = finish(start(general.client, district, skip_months="6"))

    assert f"Gått de siste 3 månedene ({len(skipped)} adresser)" in desk
    assert visited(session, cut) == {one.id for one in session.exec(select(Address))} - skipped
    page = general.client.get(f"/cuts/{cut.id}").text
    assert f"{len(skipped)} adresser er hoppet over fordi gatesiden er gått" in page
    assert "Gatesider gått siden" in page


def test_sides_walked_too_long_ago_or_hardly_at_all_are_visited(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    walked(session, district, "A-gata", "odd", months_ago=14)
    walked(session, district, "B-gata", "even", share=0.3)

    cut = finish(start(general.client, district, skip_months="12"))

    assert len(visited(session, cut)) == district.addresses
    assert "hoppet over fordi" not in general.client.get(f"/cuts/{cut.id}").text


def test_a_street_noted_as_one_counts_for_both_its_sides_and_one_side_for_itself(
    session: Session, draw: DrawDistrict
) -> None:
    district = draw()
    walked(session, district, "A-gata", "both")
    walked(session, district, "B-gata", "even")
    since = months_before(today(), 6)

    found = walked_addresses(session, district.id, since)

    a_gata = houses(session, "A-gata", odd=True) | houses(session, "A-gata", odd=False)
    assert found == a_gata | houses(session, "B-gata", odd=False)
    assert walked_addresses(session, district.id, months_before(today(), 1)) == set()


def test_what_was_skipped_stays_out_when_the_rest_is_cut_anew_and_in_a_version(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    walked(session, district, "A-gata", "odd")
    cut = finish(start(general.client, district, skip_months="6"))
    before = visited(session, cut)

    change(general, cut, "recuts")
    cut = finish(f"/cuts/{cut.id}")

    assert visited(session, cut) == before
    kept = general.client.post(f"/cuts/{cut.id}/copies", data={"name": "Før kaffe"})
    session.rollback()
    version = session.exec(select(Cut).where(Cut.name == "Før kaffe")).one()
    assert kept.status_code == 303
    assert (version.skip_since, version.left_out) == (cut.skip_since, cut.left_out)


def test_a_district_that_was_walked_all_over_has_nothing_to_cut(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw(Size(1, 4))
    walked(session, district, "A-gata", "odd")
    walked(session, district, "A-gata", "even")

    refused = general.client.post(f"/districts/{district.id}/cuts", data={"skip_months": "6"})
    allowed = finish(start(general.client, district))

    assert refused.status_code == 409
    assert "Alle gatesidene er gått" in refused.text
    assert allowed.status is CutStatus.DONE


def work_on(general: SignedInPerson, district: District) -> float:
    """Read off the desk the minutes that the next cut is foreseen to take, without the way there."""
    said = re.search(r'data-work="([\d.]+)"', general.client.get(f"/districts/{district.id}/cuts").text)
    assert said
    return float(said[1])


def without_the_way(session: Session, cut: Cut) -> float:
    return sum(route.minutes - route.way_m / 66.67 for route in walk_routes(session, cut.id))


def test_a_meeting_place_is_in_the_minutes_and_on_the_page(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    lon, lat = degrees(0, 0)

    free = finish(start(general.client, district))
    bound = finish(start(general.client, district, starts=f"{lon},{lat} {lat}, {lon}"))

    assert work_on(general, district) == pytest.approx(without_the_way(session, bound), abs=0.1)
    assert [tuple(place) for place in bound.starts] == [(lon, lat)] * 2, "in either order, with spaces"

    assert all(route.way_m == 0 for route in walk_routes(session, free.id))
    routes = walk_routes(session, bound.id)
    assert all(route.way_m > (route.home_m or 0) > 0 for route in routes)
    for route in routes:
        walking = route.minutes - (route.service_minutes or 0)
        assert abs(walking - (route.walk_m + route.way_m) / 66.67) < 0.1
    assert "dit og hjem" in general.client.get(f"/cuts/{bound.id}").text
    assert "Dit og hjem" in general.client.get(f"/walk-routes/{routes[0].id}").text


def test_a_patient_search_ends_when_somebody_is_satisfied(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw(Size(4, 6))
    location = start(general.client, district, patient="true")
    under_way = {CutStatus.WAITING, CutStatus.RUNNING}
    while not (drafted := general.client.get(f"{location}/draft.json").json()["routes"]):
        assert session.exec(select(Cut.status)).one() in under_way
        session.rollback()
    ground = general.client.get(f"/districts/{district.id}/map.geojson").json()["features"]
    page = general.client.get(location).text

    assert session.exec(select(Cut.status)).one() is CutStatus.RUNNING
    assert sorted(chain.from_iterable(one["stops"] for one in drafted)) == sorted(
        one.id or 0 for one in session.exec(select(Address))
    )
    assert len({one["colour"] for one in drafted}) > 1
    assert {"street", "building"} <= {one["properties"]["kind"] for one in ground}
    assert f'data-draft="{location}/draft.json?at=' in page
    while (
        session.exec(select(Cut.status)).one() in under_way and not session.exec(select(Cut.satisfied)).one()
    ):
        session.rollback()
        assert general.client.post(f"{location}/satisfaction").status_code == 303
    cut = finish(location)

    assert cut.status is CutStatus.DONE
    assert cut.satisfied
    assert (cut.seconds or 60) < 50
    assert general.client.get(f"{location}/draft.json").json() == {"routes": []}
    assert "data-draft" not in general.client.get(location).text
    assert len(visited(session, cut)) == district.addresses


def test_a_cut_that_is_done_is_not_touched_by_being_satisfied(session: Session, cut: Cut) -> None:
    be_satisfied(session, cut)

    assert not cut.satisfied


def test_locked_entrances_come_last_in_their_route(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    locked = {one.id for one in session.exec(select(Address)) if one.number == 12}
    for address_id in locked:
        session.get_one(Address, address_id).locked = True
    session.commit()

    cut = finish(start(general.client, district))

    for stops in routes_now(session, cut).values():
        flags = [stop in locked for stop in stops]
        assert flags == sorted(flags)


def test_what_nobody_is_to_visit_is_left_out(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    asked = session.exec(select(Address)).first()
    assert asked
    asked.do_not_visit = True
    session.commit()

    cut = finish(start(general.client, district))

    assert visited(session, cut) == {one.id for one in session.exec(select(Address))} - {asked.id}


def test_a_route_is_short_for_want_of_doors_there_or_in_the_whole_district_and_only_a_rest_is_even(
    session: Session, general: SignedInPerson, draw: DrawDistrict, by_street: CutByHand
) -> None:
    cut = by_street(draw())
    routes = walk_routes(session, cut.id)
    routes[0].laid_minutes, routes[1].laid_minutes = 80, 95
    routes[2].laid_minutes, routes[2].too_small = 12.0, True
    session.commit()
    cut_off = "fordi ingen vei fører videre derfra, og det ikke er dører nok der til en hel rute"

    page, sheet = (general.client.get(f"/cuts/{cut.id}{what}").text for what in ("", "/fairness"))

    assert f"Rute 3 er kort {cut_off}." in page
    assert "Resten er jevne: de tar mellom 80 og 95 minutter." in page
    assert f"Rute 3 er kort, 12 min, {cut_off}." in sheet
    assert "for lite til en hel rute" in page
    assert "tar mindre enn" not in page

    for route in routes:
        route.laid_minutes, route.too_small = 70.0, True
    session.commit()
    page, sheet = (general.client.get(f"/cuts/{cut.id}{what}").text for what in ("", "/fairness"))

    assert "Rute 1, 2 og 3 er korte fordi bydelen slutter der: dørene rekker ikke til 3 hele ruter." in page
    assert "Rute 1 er kort, 70 min, fordi bydelen slutter der: dørene rekker ikke til 3 hele ruter." in sheet
    assert "Resten" not in page
