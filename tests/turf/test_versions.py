"""Versions kept and named, and a cut's way from draft to approved."""

from conftest import SignedInPerson, SignIn
from sqlmodel import Session, select
from turf.conftest import DrawDistrict, Finish, start
from turf.desk import change, routes_now
from turf.hand_drawn import Size

from app.people.models import Role
from app.turf.models import Cut
from app.turf.queries import done_cuts_of, route_clip, walk_routes


def test_a_version_is_kept_under_a_name_and_not_changed_with_the_cut(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    before = routes_now(session, cut)

    answer = general.client.post(f"/cuts/{cut.id}/copies", data={"name": "  Før  møtet "})
    a, b, _c = walk_routes(session, cut.id)
    change(general, cut, "merges", into=a.id, other=b.id)

    finish(f"/cuts/{cut.id}")
    assert answer.headers["location"] == f"/cuts/{cut.id}"
    kept = session.exec(select(Cut).where(Cut.copied_from == cut.id)).one()
    assert kept.name == "Før møtet"
    assert routes_now(session, kept) == before
    assert f"/cuts/{kept.id}" in general.client.get(f"/cuts/{cut.id}").text
    assert "Før møtet" in general.client.get(f"/districts/{cut.district_id}/cuts").text


def test_a_version_can_be_opened_and_changed_like_any_cut(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    cut = finish(start(general.client, draw(Size(4, 6))))
    general.client.post(f"/cuts/{cut.id}/copies", data={"name": "Første"})
    session.rollback()
    kept = session.exec(select(Cut).where(Cut.copied_from == cut.id)).one()
    route = walk_routes(session, kept.id)[0]
    assert route_clip(route.id) is not None

    change(general, kept, "splits", walk_route=route.id)

    finish(f"/cuts/{kept.id}")
    assert len(routes_now(session, kept)) == len(routes_now(session, cut)) + 1


def test_a_cut_gets_a_name_but_not_an_empty_one(general: SignedInPerson, cut: Cut) -> None:
    assert general.client.post(f"/cuts/{cut.id}/name", data={"name": "Vårrunden"}).status_code == 303
    assert general.client.post(f"/cuts/{cut.id}/name", data={"name": "  "}).status_code == 422
    assert "Vårrunden" in general.client.get(f"/cuts/{cut.id}").text


def test_a_cut_without_routes_is_not_kept_as_a_version(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    running = Cut(district_id=cut.district_id, made_at=cut.made_at)
    session.add(running)
    session.commit()

    assert general.client.post(f"/cuts/{running.id}/copies", data={"name": "Tom"}).status_code == 409
    assert general.client.post(f"/cuts/{cut.id}/copies", data={"name": "Full"}).status_code == 303


def test_an_approved_cut_is_offered_first_until_it_is_changed(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    general.client.post(f"/cuts/{cut.id}/copies", data={"name": "Nyere utkast"})

    assert change(general, cut, "approval").status_code == 303

    session.rollback()
    session.expire_all()
    assert done_cuts_of(session, cut.district_id)[0].id == cut.id
    assert "godkjent" in general.client.get(f"/cuts/{cut.id}").text
    change(general, cut, "splits", walk_route=walk_routes(session, cut.id)[0].id)
    cut = finish(f"/cuts/{cut.id}")
    assert cut.approved_at is None
    said = "Oppdelingen var godkjent. Etter endringen er den et utkast igjen"
    assert said in general.client.get(f"/cuts/{cut.id}").text
    assert done_cuts_of(session, cut.district_id)[0].id != cut.id
    assert change(general, cut, "approval").status_code == 303
    assert said not in general.client.get(f"/cuts/{cut.id}").text


def test_what_somebody_else_changed_meanwhile_is_not_approved(
    session: Session, general: SignedInPerson, cut: Cut, finish: Finish
) -> None:
    change(general, cut, "splits", walk_route=walk_routes(session, cut.id)[0].id)
    finish(f"/cuts/{cut.id}")

    stale = general.client.post(f"/cuts/{cut.id}/approval", data={"version": 1})
    fresh = general.client.post(f"/cuts/{cut.id}/approval", data={"version": 2})

    assert (stale.status_code, fresh.status_code) == (409, 303)
    assert general.client.post(f"/cuts/{cut.id}/approval/removal", data={"version": 2}).status_code == 303
    session.rollback()
    session.expire_all()
    assert session.get_one(Cut, cut.id).approved_at is None


def test_only_leaders_change_versions_and_approve(sign_in: SignIn, cut: Cut) -> None:
    volunteer = sign_in(Role.VOLUNTEER)

    asked = [change(volunteer, cut, what, name="x") for what in ("copies", "name", "approval", "redos")]

    assert {answer.status_code for answer in asked} == {403}
    assert volunteer.client.get(f"/cuts/{cut.id}/selection").status_code == 403
