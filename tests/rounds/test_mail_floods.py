"""How much mail somebody can cause to an address that need not be theirs."""

from fastapi.testclient import TestClient
from rounds.arranging import KARI, Come, PlanRound, form, mails, receipt, statuses, subjects
from sqlmodel import Session

from app.people import limits


def test_one_address_cannot_be_flooded_with_mails(visitor: TestClient, planned: PlanRound) -> None:
    address = f"/rounds/{planned().slug}/sign-ups"
    answers = [visitor.post(address, data=KARI).status_code for _ in range(7)]

    assert answers == [303] * 6 + [429]
    assert len(mails()) == 1, "nothing had changed"


def test_who_signs_up_and_steps_off_again_and_again_gets_two_of_each_and_no_calendar_is_left_behind(
    session: Session, visitor: TestClient, planned: PlanRound
) -> None:
    round_, on, off = planned(), "Du er med på dørbank", "Du er meldt av dørbank"
    for _time in range(3):
        path, page = receipt(visitor, round_, KARI)
        assert "Du er påmeldt" in page, "the page says so every time"
        visitor.post(f"{path}/cancellation")
        assert "Du er meldt av" in visitor.get(path).text

    assert [on in one for one in subjects()] == [True, False, True, False]
    assert [off in one for one in subjects()] == [False, True, False, True]
    assert sum("METHOD:CANCEL" in one for one in mails()) == 2
    assert statuses(session, round_.id) == ["cancelled"]

    limits.limiter.storage.reset()  # a quarter of an hour later
    path, _page = receipt(visitor, round_, KARI)
    visitor.post(f"{path}/cancellation")
    assert len(mails()) == 6


def test_a_form_for_many_rounds_or_a_link_used_many_times_mails_no_more_than_a_person_needs(
    visitor: TestClient, planned: PlanRound, come: Come
) -> None:
    rounds = [planned() for _ in range(7)]
    many = KARI | {"rounds": [str(each.id) for each in rounds]}
    for _time in range(2):
        assert visitor.post("/meeting/door", data=many).status_code == 303
    assert len(mails()) == 5

    come(rounds[0], "Ola", "ola@example.org")
    for _time in range(2):
        path, _page = receipt(visitor, rounds[0], form("X", "ola@example.org"))
        for _tap in range(2):
            visitor.post(f"{path}/cancellation")
    assert sum("Vil du melde deg av" in one for one in subjects()) == 1
