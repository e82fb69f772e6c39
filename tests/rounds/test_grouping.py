"""Who walks with whom: nobody alone, a new one with an experienced one."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from app.rounds.grouping import Walker, group

walkers = st.lists(
    st.builds(
        Walker,
        sign_up_id=st.uuids(version=4),
        experienced=st.booleans(),
        under_18=st.booleans(),
        stair_free=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda walker: walker.sign_up_id,
)


def people(experienced: int, new: int) -> list[Walker]:
    return [Walker(uuid4(), experienced=n < experienced) for n in range(experienced + new)]


@given(walkers)
def test_everybody_is_in_one_team_of_two_or_three(coming: list[Walker]) -> None:
    made = group(coming)

    if len(coming) < 2:
        assert made == []
    else:
        assert {len(team) for team in made} <= {2, 3}
        assert sorted(str(w.sign_up_id) for team in made for w in team) == sorted(
            str(w.sign_up_id) for w in coming
        )


@given(walkers)
def test_the_same_people_give_the_same_teams(coming: list[Walker]) -> None:
    assert group(coming) == group(list(coming))


@given(st.integers(1, 20), st.integers(0, 40))
def test_as_many_teams_as_can_have_an_experienced_one(experienced: int, new: int) -> None:
    made = group(people(experienced, new))
    led = sum(any(w.experienced for w in team) for team in made)

    assert led == min(experienced, len(made))
    if new <= 2 * experienced and experienced + new >= 2:
        assert led == len(made), "nobody new walks without an experienced one when there are enough"


def test_an_odd_one_makes_a_three() -> None:
    assert sorted(len(team) for team in group(people(2, 3))) == [2, 3]
    assert [len(team) for team in group(people(1, 2))] == [3]


def test_the_young_walk_with_an_adult() -> None:
    coming = [Walker(uuid4(), experienced=True, under_18=n < 3) for n in range(6)]

    assert all(any(not w.under_18 for w in team) for team in group(coming))


def test_those_who_wish_for_no_stairs_share_a_team() -> None:
    coming = [Walker(uuid4(), experienced=n < 3, stair_free=n in {1, 4}) for n in range(6)]

    (team,) = [team for team in group(coming) if any(w.stair_free for w in team)]
    assert sum(w.stair_free for w in team) == 2
