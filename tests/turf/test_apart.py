"""Stops put by hand in a route that no way leads to: on an island without a bridge."""

from conftest import SignedInPerson
from sqlmodel import Session, select
from turf.conftest import DrawDistrict, Finish, start
from turf.desk import change, routes_now, sheet
from turf.hand_drawn import Size

from app.districts.models import Address
from app.turf.models import Cut, WalkStop
from app.turf.queries import walk_routes

SAID = "Holmen 1 og 2 til på rute 1 kan ikke nås til fots fra de andre dørene: kartet har ingen vei dit."


def island(session: Session) -> list[int]:
    return sorted(one.id or 0 for one in session.exec(select(Address).where(Address.street == "Holmen")))


def is_broken(session: Session, cut: Cut) -> bool:
    route_ids = [route.id for route in walk_routes(session, cut.id)]
    stops = session.exec(select(WalkStop)).all()
    return any(stop.metres_to_next is None for stop in stops if stop.walk_route_id in route_ids)


def test_a_stop_that_no_way_leads_to_is_told_of_and_no_way_to_it_is_reckoned_with_or_drawn(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    cut = finish(start(general.client, draw(Size(4, 6, island=True))))
    before = routes_now(session, cut)
    first = walk_routes(session, cut.id)[0]
    minutes, walk_m = first.minutes, first.walk_m
    assert island(session) in [sorted(stops) for stops in before.values()], (
        "the engine gives it its own route"
    )
    assert not is_broken(session, cut), "the engine gives it a route of its own"
    page = f"/walk-routes/{first.id}"

    change(general, cut, "moves", into=first.id, addresses=island(session))
    finish(f"/cuts/{cut.id}")

    session.expire_all()
    first = walk_routes(session, cut.id)[0]
    assert set(routes_now(session, cut)[1]) == {*before[1], *island(session)}
    assert minutes < first.minutes < minutes + 3 * 1.5 + 2
    assert first.walk_m < walk_m + 100
    for told in (f"/cuts/{cut.id}", page, f"/cuts/{cut.id}/fairness"):
        assert SAID in general.client.get(told).text
    assert 'data-even="false"' in general.client.get(f"/cuts/{cut.id}").text
    assert "m fra de andre dørene og koster" not in sheet(general, cut)
    assert "er i to deler" not in sheet(general, cut)
    line = general.client.get(f"/cuts/{cut.id}/map.json").json()["routes"][0]["path"]
    assert len(line) == 2
    souths = sorted(min(lat for _lon, lat in piece) for piece in line)
    norths = sorted(max(lat for _lon, lat in piece) for piece in line)
    assert norths[0] < souths[1], "no line leads over the water"
    assert "gange." in general.client.get(page).text, "the profile is still shown"

    change(general, cut, "recuts", everything="false")
    finish(f"/cuts/{cut.id}")

    assert island(session) in [sorted(stops) for stops in routes_now(session, cut).values()]
    assert SAID not in general.client.get(f"/cuts/{cut.id}").text
