"""What a general is told to look at before a cut is approved, and what is no warning."""

from conftest import SignedInPerson
from sqlmodel import Session, col, select
from turf.conftest import CutByHand, DrawDistrict
from turf.desk import measured, sheet
from turf.hand_drawn import Size

from app.districts.models import Address
from app.language import today
from app.turf.models import Cut, WalkStop
from app.turf.queries import walk_routes


def test_each_warning_names_its_route_and_leads_to_the_place_on_the_map(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    long = measured(session, cut, 1, minutes=101)
    crossing = measured(session, cut, 2, crossings=2)
    lone = session.exec(select(Address).where(Address.street == "C-gata", Address.number == 1)).one()
    far = measured(session, cut, 3, far_stops=[[lone.id, 412.0, 1.2]])

    page = sheet(general, cut)

    assert "Rute 1 tar 101 minutter, mer enn grensen på 100." in page
    assert "Rute 2 krysser stor vei 2 ganger." in page
    assert "C-gata 1 på rute 3 ligger 412 m fra de andre dørene og koster 1 minutt." in page
    assert f'href="/walk-routes/{long.id}"' in page
    assert f'href="/walk-routes/{crossing.id}"' in page
    pointed = general.client.get(f"/walk-routes/{far.id}?stop={lone.id}").text
    assert f"/walk-routes/{far.id}?stop={lone.id}" in page
    assert f'data-spot="{lone.id}"' in pointed
    assert "Godkjenn likevel" in page


def test_a_route_that_is_too_long_for_the_way_back_to_locked_entrances_says_so(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    route = measured(session, cut, 1, laid_minutes=108)
    *_rest, before, last = session.exec(
        select(WalkStop).where(WalkStop.walk_route_id == route.id).order_by("seq")
    ).all()
    before.metres_to_next = 667.0
    session.commit()
    why = "1 låst inngang står sist, og veien tilbake til den er 667 m, 10 minutter."

    plain = sheet(general, cut)
    session.get_one(Address, last.address_id).locked = True
    session.commit()
    told = sheet(general, cut)
    measured(session, cut, 1, laid_minutes=130)

    assert f"Rute 1 tar 108 minutter, mer enn grensen på 100. {why}" in told
    assert why not in plain
    assert why not in sheet(general, cut), "it would be too long without them as well"


def test_few_teams_are_warned_that_their_routes_are_longer_than_usual(
    session: Session, general: SignedInPerson, draw: DrawDistrict, by_street: CutByHand
) -> None:
    cut = by_street(draw(Size(6, 2)))
    cut.teams = 6
    for number in range(1, 7):
        measured(session, cut, number, minutes=262.0 + number)

    warned = sheet(general, cut)
    for number in (1, 2):
        measured(session, cut, number, minutes=90.0)
    named = sheet(general, cut)

    assert "6 ruter tar mer enn grensen på 100 minutter. Lengst er rute 6 med 268." in warned
    assert "Godkjenn likevel" in warned
    assert "Rute 3 tar 265 minutter, mer enn grensen på 100." in named
    assert "Rute 2 tar 90 minutter, mer enn" not in named
    assert "Rute 2 tar 90 minutter, mindre enn grensen på " in named


def test_short_routes_are_warned_of_like_long_ones(
    session: Session, general: SignedInPerson, draw: DrawDistrict, by_street: CutByHand
) -> None:
    cut = by_street(draw(Size(6, 2)))
    measured(session, cut, 2, minutes=43.0)

    one = sheet(general, cut)
    for number in range(2, 7):
        measured(session, cut, number, minutes=42.0 + number)
    many = sheet(general, cut)

    assert "Rute 2 tar 43 minutter, mindre enn grensen på 75." in one
    assert "Rute 1 tar" not in one
    assert "5 ruter tar mindre enn grensen på 75 minutter. Kortest er rute 2 med 44." in many
    for page in (one, many):
        assert "Ingenting å se nærmere på" not in page


def test_many_doors_in_no_route_are_told_of_where_the_cut_is_judged_and_approved(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    a, b, c = walk_routes(session, cut.id)
    stops = session.exec(select(WalkStop).where(WalkStop.walk_route_id == c.id)).all()
    out = [session.get_one(Address, stop.address_id) for stop in stops]
    cut.left_out = [(one.id or 0, "no_street") for one in out]
    session.delete(c)
    out[0].closed_on = today()  # nobody lives there any more
    doors = sum(one.doors for one in out[1:])
    session.commit()
    told = (
        f"{doors} av {doors + a.doors + b.doors} dører, på {len(out) - 1} adresser, "
        "er ikke med i noen rute: kartet har ingen gate i nærheten."
    )

    page, desk = sheet(general, cut), general.client.get(f"/cuts/{cut.id}").text

    assert told in page
    assert f'href="/cuts/{cut.id}#left-out"' in page
    assert "Godkjenn likevel" in page
    assert told in desk
    assert 'data-even="false"' in desk
    for one in out[2:]:
        one.closed_on = today()
    session.commit()
    desk = general.client.get(f"/cuts/{cut.id}").text
    assert "på 1 adresse, er ikke med" in sheet(general, cut)
    assert "på 1 adresse, er ikke med" not in desk
    assert 'data-even="true"' in desk


def test_a_route_in_two_parts_is_warned_of_unless_the_way_is_to_a_lone_stop_or_back_to_locked_ones(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    route = walk_routes(session, cut.id)[1]
    first, second = session.exec(
        select(WalkStop)
        .where(WalkStop.walk_route_id == route.id, col(WalkStop.seq).in_([4, 5]))
        .order_by("seq")
    )
    after = session.get_one(Address, second.address_id)
    said = "Rute 2 er i to deler: 949 m uten et stopp mellom B-gata 4 og B-gata 5, 14 av 90 minutter."
    first.metres_to_next = 399.0
    session.commit()
    assert "Rute 2 er i to deler" not in sheet(general, cut)

    first.metres_to_next = 949.0
    session.commit()

    assert said in sheet(general, cut)
    assert f"/walk-routes/{route.id}?stop={after.id}" in sheet(general, cut)
    after.do_not_visit, second.metres_to_next = True, 20.0
    session.commit()
    assert "Rute 2 er i to deler: 969 m uten et stopp mellom B-gata 4 og B-gata 6" in sheet(general, cut)
    after.do_not_visit, second.metres_to_next = False, None
    after.locked = True
    session.commit()
    assert "Rute 2 er i to deler" not in sheet(general, cut)
    after.locked, route.far_stops = False, [(after.id or 0, 949.0, 14.2)]
    session.commit()
    assert "Rute 2 er i to deler" not in sheet(general, cut)
    assert "B-gata 5 på rute 2 ligger 949 m" in sheet(general, cut)


def test_a_main_road_crossed_once_is_no_warning(session: Session, general: SignedInPerson, cut: Cut) -> None:
    measured(session, cut, 2, crossings=1)

    assert "krysser stor vei 1" not in sheet(general, cut)
    assert "Ingenting å se nærmere på" in sheet(general, cut)
