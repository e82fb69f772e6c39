"""The second stream: running totals, the newest wins, exactly once, also after close."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from evening import Evening, Phone
from sqlmodel import Session, select

from app.canvass.models import Tally
from app.programme.actions import month_of
from app.programme.models import Conversation
from app.rounds.models import Round, RoundStatus

Join = Callable[[int], Phone]


def totals(session: Session) -> list[tuple[int, int, int]]:
    session.rollback()
    return [(tally.seq, tally.talked, tally.nobody_home) for tally in session.exec(select(Tally))]


def conversations(session: Session, evening: Evening) -> int:
    session.rollback()
    round_ = session.get_one(Round, evening.round_id)
    found = session.get(Conversation, (evening.district_id, month_of(round_)))
    return found.talked if found else 0


def hold(session: Session, evening: Evening) -> None:
    session.get_one(Round, evening.round_id).status = RoundStatus.HELD
    session.commit()


def test_the_newest_totals_win_whatever_order_they_come_in(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)

    assert phone.counts(20, talked=9).json()["stored"] == [phone.tally_id]
    assert phone.counts(10, talked=4).json()["stored"] == [phone.tally_id]
    assert totals(session) == [(20, 9, 0)]


def test_totals_can_go_down_after_an_undo(session: Session, evening: Evening, join: Join) -> None:
    phone = join(0)
    phone.counts(10, talked=5, nobody_home=5)
    phone.counts(11, talked=4, nobody_home=5)

    assert totals(session) == [(11, 4, 5)]


def test_the_same_totals_fifty_times_in_parallel_are_one_row(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)

    with ThreadPoolExecutor(10) as pool:
        answers = {pool.submit(phone.counts, 3, 3).result().status_code for _n in range(50)}

    assert answers == {200}
    assert totals(session) == [(3, 3, 0)]


def test_the_same_number_with_other_totals_is_refused(session: Session, evening: Evening, join: Join) -> None:
    phone = join(0)
    phone.counts(10, talked=5)

    answer = phone.counts(10, talked=6)

    assert answer.status_code == 409
    assert "annet innhold" in answer.json()["sentence"]
    assert totals(session) == [(10, 5, 0)]


def test_another_routes_totals_cannot_be_overwritten(session: Session, evening: Evening, join: Join) -> None:
    victim, stranger = join(0), join(1)
    victim.counts(10, talked=5)
    stranger.tally_id = victim.tally_id

    assert stranger.counts(11, talked=50).status_code == 409
    assert totals(session) == [(10, 5, 0)]


def test_totals_that_cannot_be_are_refused(session: Session, evening: Evening, join: Join) -> None:
    phone = join(0)

    assert phone.counts(1, talked=-1).status_code == 422
    assert phone.counts(1, talked=5001).status_code == 422
    assert phone.counts(1, talked=1, door=evening.doors[0][0]).status_code == 422
    assert totals(session) == []


def test_a_phone_that_joins_anew_goes_on_counting(session: Session, evening: Evening, join: Join) -> None:
    phone = join(0)
    phone.counts(10, talked=5)
    again = join(0)
    again.tally_id = phone.tally_id

    again.counts(12, talked=7)

    assert totals(session) == [(12, 7, 0)]


def test_late_totals_add_only_what_is_new_to_the_district(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    phone.counts(10, talked=5)
    hold(session, evening)

    phone.counts(14, talked=8)
    phone.counts(14, talked=8)
    phone.counts(12, talked=6)

    assert conversations(session, evening) == 3


def test_late_totals_from_two_phones_in_parallel_all_count(
    session: Session, evening: Evening, join: Join
) -> None:
    phones = [join(team) for team in (0, 0, 1, 1)]
    hold(session, evening)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda phone: phone.counts(5, talked=2).status_code, phones * 4))

    assert answers == [200] * 16

    assert conversations(session, evening) == 8
