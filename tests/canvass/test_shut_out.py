"""A general shuts a phone out, and lets it in again when that was a mistake."""

from collections.abc import Callable

from conftest import SignedInPerson, SignIn
from evening import JSON, Evening, Phone, make_evening
from sqlmodel import Session, col, select

from app.canvass.models import WalkPhone
from app.people.models import AuditEntry, Role

Join = Callable[[int], Phone]


def test_the_general_revokes_a_phone_and_only_that_one(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    lost, kept = join(0), join(0)
    lost_id = session.exec(select(WalkPhone).order_by(WalkPhone.joined_at)).first().id  # type: ignore[union-attr, arg-type]  # there are two

    answer = general.client.post(f"/rounds/{evening.round_id}/phones/{lost_id}/revoke")

    assert answer.status_code == 303
    assert lost.sends().status_code == 410
    assert kept.sends().status_code == 200
    session.rollback()
    assert "phone revoked" in session.exec(select(AuditEntry.deed)).all()


def test_a_phone_shut_out_by_mistake_is_let_in_again_and_needs_to_scan_nothing(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    live = f"/rounds/{evening.round_id}/live"
    lost, gone, kept = join(0), join(0), join(0)
    for phone in (lost, kept):
        phone.sends()
    lost_id, gone_id = session.exec(select(WalkPhone.id).order_by(col(WalkPhone.joined_at)).limit(2))
    gone.client.post("/walk/leave")
    general.client.post(f"/rounds/{evening.round_id}/phones/{lost_id}/revoke")
    page = general.client.get(live).text
    assert ("Telefon 1: koblet fra" in page, "Telefon 2: sist hørt fra" in page, "Telefon 3" in page) == (
        True,
        True,
        False,
    ), "one that left is not on the list"

    for phone_id in (lost_id, gone_id):
        assert general.client.post(f"/rounds/{evening.round_id}/phones/{phone_id}/place").status_code == 303

    assert (lost.sends().status_code, gone.sends().status_code) == (200, 410)
    assert "koblet fra" not in general.client.get(live).text


def test_a_phone_is_not_let_in_again_to_a_place_that_another_has_taken(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    lost, *_others = (join(0) for _person in range(3))
    lost_id = session.exec(select(WalkPhone.id).order_by(col(WalkPhone.joined_at))).first()
    general.client.post(f"/rounds/{evening.round_id}/phones/{lost_id}/revoke")
    join(0)

    answer = general.client.post(f"/rounds/{evening.round_id}/phones/{lost_id}/place", headers=JSON)

    assert (answer.status_code, lost.sends().status_code) == (409, 410)


def test_another_general_sees_and_revokes_nothing(
    session: Session, evening: Evening, join: Join, sign_in: SignIn
) -> None:
    phone = join(0)
    stranger = sign_in(Role.GENERAL)
    make_evening(session, stranger.person)
    phone_id = session.exec(select(WalkPhone.id)).one()

    assert stranger.client.get(f"/rounds/{evening.round_id}/live").status_code == 404
    for deed in ("revoke", "place"):
        answer = stranger.client.post(f"/rounds/{evening.round_id}/phones/{phone_id}/{deed}")
        assert answer.status_code == 404
    assert phone.sends().status_code == 200


def test_a_phone_of_another_round_is_not_revoked_through_ones_own(
    session: Session, evening: Evening, join: Join, sign_in: SignIn
) -> None:
    phone = join(0)
    stranger = sign_in(Role.GENERAL)
    own = make_evening(session, stranger.person)
    phone_id = session.exec(select(WalkPhone.id)).one()

    assert stranger.client.post(f"/rounds/{own.round_id}/phones/{phone_id}/revoke").status_code == 404
    assert phone.sends().status_code == 200
