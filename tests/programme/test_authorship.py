"""Which small rounds go out together, and how sure a guess at an author can then be."""

from collections.abc import Sequence
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programme.authorship import Waiting, best_guess, releasable

FIFTH = Fraction(1, 5)


def waiting(people: str, notes: int = 1, nameless: int = 0) -> Waiting:
    return Waiting(uuid4(), notes, len(people) + nameless, frozenset(people))


@pytest.mark.parametrize(
    ("rounds", "chance"),
    [
        ([], Fraction(0)),
        ([waiting("abc", notes=0)], Fraction(0)),
        ([waiting("abc", 4)], Fraction(1, 3)),
        ([waiting("abc"), waiting("abc")], Fraction(1, 3)),
        ([waiting("abc"), waiting("def")], Fraction(1, 6)),
        ([waiting("abcd"), waiting("e")], Fraction(1, 2)),
        ([waiting("abcd", 8), waiting("e", 1)], Fraction(2, 9)),
        ([waiting("ab", nameless=1), waiting("cd", nameless=1)], Fraction(1, 3)),
    ],
)
def test_the_likeliest_author_is_named_by_hand(rounds: list[Waiting], chance: Fraction) -> None:
    assert best_guess(rounds) == chance


def test_one_who_wrote_much_alone_waits_and_does_not_hold_the_others_back() -> None:
    alone, some, more = waiting("a", 9), waiting("bcd", 3), waiting("efg", 3)

    assert releasable([alone, some, more]) == [some, more]


def test_five_who_walked_alone_hide_each_other() -> None:
    rounds = [waiting(who) for who in "abcde"]

    assert releasable(rounds) == rounds
    assert releasable(rounds[:4]) == []


ROUNDS = st.lists(
    st.builds(
        waiting,
        st.sets(st.sampled_from("abcdefghij"), max_size=4).map("".join),
        st.integers(0, 9),
        st.integers(0, 2),
    ).filter(lambda each: 0 < each.volunteers < 5),
    max_size=7,
)


@given(ROUNDS)
def test_whoever_is_named_wrote_at_most_a_fifth_of_what_goes_out(rounds: list[Waiting]) -> None:
    together = releasable(rounds)

    assert all(written_by(who, together) <= FIFTH for who in "abcdefghij")
    assert all(written_by(stranger, together) <= FIFTH for stranger in ("k", ""))


@given(ROUNDS)
def test_nothing_waits_that_hides_everybody_as_it_is(rounds: list[Waiting]) -> None:
    if all(written_by(who, rounds) <= FIFTH for who in "abcdefghijk"):
        assert releasable(rounds) == rounds


def written_by(who: str, rounds: Sequence[Waiting]) -> Fraction:
    """Count the share of the notes that somebody wrote, were each nameless place theirs: note by note."""
    notes = [each for each in rounds for _n in range(each.notes)]
    open_to_who = [each for each in notes if who in each.named or each.volunteers > len(each.named)]
    chances = (Fraction(1, each.volunteers) for each in open_to_who)
    return sum(chances, Fraction(0)) / max(1, len(notes))
