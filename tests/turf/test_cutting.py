"""From a district to walk routes, through the engine's own process."""

import json
import statistics
import subprocess
import sys
import time
from multiprocessing import active_children
from uuid import UUID

from conftest import SignedInPerson, SignIn
from sqlmodel import Session, select
from turf.conftest import CutByHand, DrawDistrict, Finish, start
from turf.hand_drawn import Size, degrees

from app.districts.models import Address, District
from app.language import now
from app.people.models import Role
from app.turf import worker
from app.turf.actions import keep_cut
from app.turf.models import Cut, CutStatus, WalkRoute, WalkStop
from app.turf.queries import district_map, route_clip, walk_routes, walk_stops


def stops_of(session: Session, cut: Cut) -> list[int]:
    query = select(WalkStop.address_id).join(WalkRoute).where(WalkRoute.cut_id == cut.id)
    return sorted(session.exec(query))


def test_a_general_cuts_a_district_and_every_address_is_in_one_route(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    cut = finish(start(general.client, district))

    routes = walk_routes(session, cut.id)
    assert cut.status is CutStatus.DONE
    assert stops_of(session, cut) == sorted(one.id or 0 for one in session.exec(select(Address)))
    assert all(75 <= route.minutes <= 100 for route in routes)
    assert {route.name for route in routes} != {""}
    page = general.client.get(f"/cuts/{cut.id}")
    assert all(f"/walk-routes/{route.id}" in page.text for route in routes)


def test_routes_come_with_a_path_stops_in_order_and_a_map_clip(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    cut = finish(start(general.client, district))
    route = walk_routes(session, cut.id)[0]

    lines = walk_stops(session, route.id)
    assert [line.seq for line in lines] == list(range(1, route.addresses + 1))
    assert sum(len(line.doors) for line in lines) == route.doors
    assert json.loads(route.path)["type"] == "LineString"
    for file in (route_clip(route.id), district_map(district.id)):
        assert file is not None
        kinds = {feature["properties"]["kind"] for feature in json.loads(file.read_text())["features"]}
        assert {"street", "building"} <= kinds
    shown = general.client.get(f"/walk-routes/{route.id}").text
    assert lines[0].address.street in shown


def test_the_map_gets_routes_whose_neighbours_differ_in_colour(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    cut = finish(start(general.client, draw(Size(2, 8))))

    data = general.client.get(f"/cuts/{cut.id}/map.json").json()
    colours = [route["colour"] for route in data["routes"]]
    assert len(colours) >= 2
    assert len(set(colours)) == len(colours)
    dots = general.client.get(f"/cuts/{cut.id}/stops.json").json()["dots"]
    assert len(dots) == data["addresses"] == len(session.exec(select(Address)).all())
    assert {dot["route"] for dot in dots} == {route["number"] for route in data["routes"]}
    for route in data["routes"]:
        own = [dot["seq"] for dot in dots if dot["route"] == route["number"]]
        assert own == list(range(1, len(own) + 1))


def test_as_many_routes_as_there_are_teams(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    cut = finish(start(general.client, draw(), by="teams", teams="4"))

    minutes = [route.minutes for route in walk_routes(session, cut.id)]
    assert len(minutes) == 4
    assert statistics.pstdev(minutes) < 0.15 * statistics.fmean(minutes)


def test_a_district_without_doors_is_refused(session: Session, general: SignedInPerson) -> None:
    empty = District(name="Tomlia")
    session.add(empty)
    session.commit()

    answer = general.client.post(f"/districts/{empty.id}/cuts", data={"by": "minutes"})

    assert answer.status_code == 409
    assert "ingen dører" in answer.text
    assert session.exec(select(Cut)).all() == []


def test_minutes_that_contradict_each_other_are_refused(
    session: Session, general: SignedInPerson, draw: DrawDistrict
) -> None:
    district = draw()
    form = {"by": "minutes", "least_minutes": "95", "target_minutes": "90", "most_minutes": "100"}

    answer = general.client.post(f"/districts/{district.id}/cuts", data=form)

    assert answer.status_code == 422
    assert session.exec(select(Cut)).all() == []


def test_an_address_without_a_street_is_listed_and_can_be_taken_along(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    lon, lat = degrees(100, 1200)
    session.add(
        Address(identity="id:far", street="Fjellgata", number=1, lon=lon, lat=lat, district_id=district.id)
    )
    session.commit()
    cut = finish(start(general.client, district))
    ((address_id, reason),) = cut.left_out
    assert reason == "no_street"
    assert "Fjellgata 1" in general.client.get(f"/cuts/{cut.id}").text

    into = walk_routes(session, cut.id)[0]
    form = {"version": str(cut.version), "into": str(into.id), "addresses": str(address_id)}
    general.client.post(f"/cuts/{cut.id}/moves", data=form)
    cut = finish(f"/cuts/{cut.id}")

    assert cut.left_out == []
    assert address_id in stops_of(session, cut)


def test_a_district_without_streets_says_what_is_missing(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    for address in session.exec(select(Address)):
        address.lat += 1.0
    session.commit()

    cut = finish(start(general.client, district))

    assert cut.status is CutStatus.FAILED
    assert "Les inn kartet" in general.client.get(f"/cuts/{cut.id}").text


def test_a_cut_can_be_stopped_and_the_next_one_works(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw(Size(6, 7))
    location = start(general.client, district)

    stopped = general.client.post(f"{location}/cancellation")

    assert stopped.status_code == 303
    cut = finish(location)
    time.sleep(0.5)
    session.refresh(cut)
    assert cut.status is CutStatus.CANCELLED
    assert walk_routes(session, cut.id) == []
    assert finish(start(general.client, district)).status is CutStatus.DONE


def test_the_site_answers_while_a_district_is_cut(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    """How fast it answers is measured by `make bench-web`."""
    location = start(general.client, draw(Size(8, 8)))

    assert [general.client.get("/health").status_code for _ask in range(5)] == [200] * 5

    status = session.get_one(Cut, UUID(location.rsplit("/", 1)[1])).status
    assert status in {CutStatus.WAITING, CutStatus.RUNNING}
    session.rollback()
    assert finish(location).status is CutStatus.DONE


def test_a_dead_engine_fails_its_cut_and_the_next_one_gets_a_new_engine(
    general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw(Size(4, 6))
    location = start(general.client, district)
    for child in active_children():
        child.kill()

    failed = finish(location)

    assert failed.status is CutStatus.FAILED
    assert "stoppet uventet" in general.client.get(location).text
    assert finish(start(general.client, district)).status is CutStatus.DONE


def test_what_a_crash_interrupted_is_given_up_at_the_next_start(
    session: Session, draw: DrawDistrict, by_street: CutByHand
) -> None:
    district = draw()
    changing = by_street(district)
    changing.status = CutStatus.CHANGING
    running = Cut(district_id=district.id, made_at=now(), status=CutStatus.RUNNING)
    session.add(running)
    session.commit()

    worker.start_engine()

    session.refresh(running)
    session.refresh(changing)
    assert running.status is CutStatus.FAILED
    assert changing.status is CutStatus.DONE
    assert len(walk_routes(session, changing.id)) == 3


def test_the_web_process_never_loads_what_only_the_engine_needs() -> None:
    heavy = "geopandas", "folium", "matplotlib", "numba", "scipy", "pandas", "sklearn"
    program = f"import sys, app.main; print([name for name in {heavy} if name in sys.modules])"

    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_only_leaders_see_a_cut(
    sign_in: SignIn, general: SignedInPerson, draw: DrawDistrict, by_street: CutByHand
) -> None:
    district = draw()
    cut = by_street(district)
    pages = [f"/districts/{district.id}/cuts", f"/cuts/{cut.id}", f"/cuts/{cut.id}/map.json"]
    others = sign_in(Role.VOLUNTEER), sign_in(Role.COMMITTEE)

    for path in pages:
        assert general.client.get(path).status_code == 200
        assert {other.client.get(path).status_code for other in others} == {403}
    for other in others:
        assert other.client.post(f"/districts/{district.id}/cuts", data={"by": "minutes"}).status_code == 403


def test_a_walked_cut_is_kept_and_another_can_be_deleted(
    session: Session, draw: DrawDistrict, by_street: CutByHand, general: SignedInPerson
) -> None:
    walked, other = by_street(draw()), by_street(draw(name="Nordbyen"))
    keep_cut(session, walked.id)
    session.commit()

    assert general.client.post(f"/cuts/{walked.id}/removal").status_code == 409
    assert general.client.post(f"/cuts/{other.id}/removal").status_code == 303
    assert list(session.exec(select(Cut.id))) == [walked.id]


def test_doors_a_team_give_the_number_of_routes(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    page = general.client.get(f"/districts/{district.id}/cuts").text

    cut = finish(start(general.client, district, by="doors", doors=str(district.doors // 3)))

    assert f'data-doors="{district.doors}"' in page
    doors = [route.doors for route in walk_routes(session, cut.id)]
    assert len(doors) == 3
    assert sum(doors) == district.doors
    wish = f"Du ønsket {district.doors // 3} dører per lag. Rutene har {min(doors)}–{max(doors)} dører"
    assert wish in general.client.get(f"/cuts/{cut.id}").text
    assert wish in general.client.get(f"/cuts/{cut.id}/fairness").text
    other = finish(start(general.client, district, by="teams", teams="3", doors="40"))
    assert "Du ønsket" not in general.client.get(f"/cuts/{other.id}").text
