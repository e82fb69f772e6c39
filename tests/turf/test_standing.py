"""A stop becomes «ikke besøk» or locked after the cut: everything that tells of its route tells the same."""

import csv
import io
from uuid import UUID

import pytest
from conftest import SignedInPerson
from sqlmodel import Session, col, select
from turf.conftest import DrawDistrict, Finish, start
from turf.desk import change, routes_now
from turf.hand_drawn import Size

from app.districts.models import Address
from app.turf.models import Cut, WalkRoute, WalkStop
from app.turf.queries import StopLine, walk_routes, walk_stops
from app.web import distance


def rule(general: SignedInPerson, stop: StopLine, **facts: str) -> None:
    assert general.client.post(f"/addresses/{stop.address.id}/facts", data=facts).status_code == 303


def told(general: SignedInPerson, cut: Cut, route: WalkRoute) -> dict[str, tuple[int, int]]:
    """Give the minutes and doors of the first route by everything that tells of it; 0 where it is silent."""
    client, number = general.client, route.number
    desk = client.get(f"/cuts/{cut.id}").text.replace("\N{NO-BREAK SPACE}", " ")
    line = desk.split(f'data-route="{route.id}"')[1].split('class="facts-line">')[1].split("</span>")[0]
    page = client.get(f"/walk-routes/{route.id}").text.replace("\N{NO-BREAK SPACE}", " ")
    tiles = page.split('class="tiles">')[1].split("</dl>")[0]
    table = list(csv.reader(io.StringIO(client.get(f"/cuts/{cut.id}/fairness.csv").text), delimiter=";"))
    row = dict(zip(table[0], next(one for one in table if one[0].startswith(str(number))), strict=False))
    shape = client.get(f"/cuts/{cut.id}/map.json").json()["routes"][number - 1]
    file = client.get(f"/cuts/{cut.id}/overview.html").text.replace("\N{NO-BREAK SPACE}", " ")
    listed = file.split("<ol>")[1].split("</li>")[number - 1]
    return {
        "desk": (_before(line, " min"), _before(line, " dør")),
        "route": (_before(tiles, " min"), int(tiles.split("Dører</dt><dd>")[1].split("<")[0])),
        "sheet": (round(float(row["Minutter"].replace(",", "."))), int(row["Dører"])),
        "map": (round(shape["minutes"]), 0),
        "file": (_before(listed, " min"), _before(listed, " dør")),
    }


def plain(page: str) -> str:
    return page.replace("\N{NO-BREAK SPACE}", " ")


def _before(text: str, word: str) -> int:
    return int(text.split(word, maxsplit=1)[0].rsplit(maxsplit=1)[-1].rsplit(">", maxsplit=1)[-1])


def test_all_that_tells_of_a_route_leaves_out_what_is_not_to_be_visited_now(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    cut = finish(start(general.client, draw()))
    route = walk_routes(session, cut.id)[0]
    stop = next(one for one in walk_stops(session, route.id) if len(one.doors) == 8)
    minutes, doors, all_doors = route.minutes, route.doors, sum(o.doors for o in walk_routes(session, cut.id))

    rule(general, stop, do_not_visit="true")

    session.expire_all()
    found = told(general, cut, route)
    left = (found["desk"][0], doors - 8)
    assert left[0] == pytest.approx(minutes - 8.5, abs=1)
    assert found == {"map": (left[0], 0)} | dict.fromkeys(["desk", "route", "sheet", "file"], left)
    desk = general.client.get(f"/cuts/{cut.id}").text
    assert f"{all_doors - 8} dører · delt opp" in desk.replace("\N{NO-BREAK SPACE}", " ")

    rule(general, stop)
    assert told(general, cut, route)["desk"] == (round(minutes), doors)


def test_the_desk_marks_such_a_stop_and_offers_to_walk_the_route_anew(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    cut = finish(start(general.client, draw()))
    route = walk_routes(session, cut.id)[0]
    first, second, *_rest, last = walk_stops(session, route.id)
    address = f"/walk-routes/{route.id}"
    assert "Finn ny rekkefølge" not in general.client.get(address).text
    rule(general, last, locked="true")
    assert "Finn ny rekkefølge" not in general.client.get(address).text

    rule(general, first, do_not_visit="true")
    rule(general, second, locked="true")

    page = general.client.get(address).text
    rows = {
        stop.seq: page.split(f'data-address="{stop.address.id}"')[1].split("</li>")[0]
        for stop in (first, second)
    }
    assert "<s>" in rows[1]
    assert "ikke besøk" in rows[1]
    assert "checkbox" not in rows[1]
    assert "låst inngang" in rows[2]
    assert "checkbox" in rows[2]
    assert "Ett stopp skal ikke besøkes" in page
    assert "Én låst inngang står ikke sist" in page
    dots = {one["id"]: one for one in general.client.get(f"/cuts/{cut.id}/stops.json").json()["dots"]}
    assert (dots[first.address.id]["out"], dots[second.address.id]["out"]) == (True, False)
    assert dots[first.address.id]["label"].endswith("– ikke besøk")
    assert dots[second.address.id]["label"].endswith("– låst inngang")

    before = routes_now(session, cut)[1]
    assert change(general, cut, "orders", walk_route=route.id).status_code == 303
    finish(f"/cuts/{cut.id}")

    after = routes_now(session, cut)[1]
    assert set(after) == set(before) - {first.address.id}
    assert set(after[-2:]) == {second.address.id, last.address.id}
    assert "Finn ny rekkefølge" not in general.client.get(address).text


def test_what_is_to_be_visited_again_after_a_new_order_is_told_of_and_taken_along(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    cut = finish(start(general.client, draw()))
    route = walk_routes(session, cut.id)[0]
    first, before = walk_stops(session, route.id)[0], routes_now(session, cut)[1]
    rule(general, first, do_not_visit="true")
    change(general, cut, "orders", walk_route=route.id)
    finish(f"/cuts/{cut.id}")
    assert "ikke med i noen rute" not in general.client.get(f"/cuts/{cut.id}").text

    rule(general, first)

    desk = general.client.get(f"/cuts/{cut.id}").text
    assert "Én adresse er ikke med i noen rute" in desk
    assert "kom til etter oppdelingen" in desk
    sheet = general.client.get(f"/cuts/{cut.id}/fairness").text
    assert "på 1 adresse som skal besøkes nå, kom ikke med" in sheet
    change(general, cut, "moves", into=route.id, addresses=[first.address.id])
    finish(f"/cuts/{cut.id}")
    assert set(routes_now(session, cut)[1]) == set(before)
    assert "ikke med i noen rute" not in general.client.get(f"/cuts/{cut.id}").text


def test_a_locked_route_is_not_walked_anew(session: Session, general: SignedInPerson, cut: Cut) -> None:
    route = walk_routes(session, cut.id)[0]
    general.client.post(f"/walk-routes/{route.id}/lock", data={"version": cut.version, "locked": "true"})
    rule(general, walk_stops(session, route.id)[0], do_not_visit="true")

    assert change(general, cut, "orders", walk_route=route.id).status_code == 409
    assert "Finn ny rekkefølge" not in general.client.get(f"/walk-routes/{route.id}").text


def test_what_is_closed_in_one_route_changes_none_at_the_other_end(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    before = routes_now(session, cut)
    for route in walk_routes(session, cut.id):
        route.walk_m = 10.0  # less than any other cut can have
    # A whole new cut would have two routes.
    cut.least_minutes, cut.target_minutes, cut.most_minutes = 60, 110, 130
    session.commit()
    stop = walk_stops(session, walk_routes(session, cut.id)[0].id)[5]
    rule(general, stop, do_not_visit="true")

    change(general, cut, "recuts")
    finish(f"/cuts/{cut.id}")

    after = routes_now(session, cut)
    assert set(after.pop(1)) == set(before.pop(1)) - {stop.address.id}
    assert after == before


def homes(session: Session, cut: Cut) -> tuple[dict[int, UUID], str]:
    """Give the route of each address that may be visited, and the walk in all as the desk tells them."""
    session.expire_all()
    query = (
        select(WalkStop)
        .join(WalkRoute, col(WalkRoute.id) == WalkStop.walk_route_id)
        .join(Address, col(Address.id) == WalkStop.address_id)
        .where(WalkRoute.cut_id == cut.id, col(Address.do_not_visit).is_(False))
    )
    routes = walk_routes(session, cut.id)
    found = {stop.address_id: stop.walk_route_id for stop in session.exec(query)}
    return found, plain(f"{len(routes)} ruter, {distance(sum(route.walk_m for route in routes))}")


def test_a_route_that_what_is_closed_makes_too_short_is_mended_and_the_desk_sums_the_change_up(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    cut = finish(start(general.client, draw(Size(7, 7))))
    for stop in walk_stops(session, walk_routes(session, cut.id)[0].id)[:20]:
        rule(general, stop, do_not_visit="true")
    assert "Rute 1 tar mindre enn 75" in general.client.get(f"/cuts/{cut.id}").text.replace(
        "1 t 15 min", "75"
    )
    before, was = homes(session, cut)

    change(general, cut, "recuts", everything="false")
    cut = finish(f"/cuts/{cut.id}")

    after, now = homes(session, cut)
    assert all(75 <= round(one.minutes) <= 100 for one in walk_routes(session, cut.id))
    doors = {one.id or 0: one.doors for one in session.exec(select(Address))}
    moved = sum(doors[one] for one in after if after[one] != before[one])
    told = f"{moved} av {sum(doors[one] for one in after)} dører er i en annen rute enn før."
    assert moved
    page = plain(general.client.get(f"/cuts/{cut.id}").text)
    assert f"{told} Nå: {now} å gå i alt. Før: {was}." in page
    change(general, cut, "undos")
    finish(f"/cuts/{cut.id}")
    assert f"{told} Nå: {was} å gå i alt. Før: {now}." in plain(general.client.get(f"/cuts/{cut.id}").text)
