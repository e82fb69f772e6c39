"""Who walks with whom: nobody alone, none under 18 without an adult, a new one with an experienced one."""

from itertools import chain
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from app.rounds.grouping import Walker, group, with_adults
from app.rounds.refilling import is_young, refill

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
def test_everybody_whom_an_adult_can_take_along_is_in_one_team_of_two_or_three(coming: list[Walker]) -> None:
    made = group(coming)
    placed = with_adults(coming)

    if len(placed) < 2:
        assert made == []
        return
    assert {len(team) for team in made} <= {2, 3}
    assert not any(map(is_young, made))
    assert sorted(str(w.sign_up_id) for w in chain(*made)) == sorted(str(w.sign_up_id) for w in placed)
    adults = sum(not w.under_18 for w in coming)
    assert len(placed) == min(len(coming), 3 * adults), "nobody is left over whom an adult has room for"


@given(st.lists(st.tuples(walkers, st.sets(st.integers(0, 39))), min_size=1, max_size=4))
def test_however_they_come_and_go_nobody_under_18_is_proposed_without_an_adult(
    arrivals: list[tuple[list[Walker], set[int]]],
) -> None:
    """Some come, «Foreslå lag», some go home, others come, «Foreslå lag» …"""
    teams: list[list[Walker]] = []
    loose: list[Walker] = []
    for come, gone in arrivals:
        known = {w.sign_up_id for w in chain(*teams, loose)}
        loose += [w for w in come if w.sign_up_id not in known]
        stays = [w for n, w in enumerate(chain(*teams, loose)) if n not in gone]
        teams = [left for team in teams if (left := [w for w in team if w in stays])]

        filled = refill(teams, [w for w in loose if w in stays])

        teams = [team for team in filled if team]
        loose = [w for w in stays if not any(w in team for team in teams)]
        assert not any(map(is_young, teams))
        assert max(map(len, teams), default=0) <= 3
        assert sorted(str(w.sign_up_id) for w in chain(*teams, loose)) == sorted(
            str(w.sign_up_id) for w in stays
        )
        assert refill(teams, loose) == teams, "asked again it moves nobody"


def test_two_new_ones_who_come_late_are_not_left_to_each_other() -> None:
    """Two teams of two experienced each are made already; one of those who come is under 18."""
    made = [people(2, 0), people(2, 0)]
    late = [Walker(uuid4()), Walker(uuid4(), under_18=True)]

    filled = refill(made, late)

    assert [len(team) for team in filled] == [2, 2, 2]
    assert all(any(w.experienced for w in team) for team in filled)
    assert not any(map(is_young, filled))
    assert sum(w in filled[n] for n, team in enumerate(made) for w in team) == 3, "one moves, no more"
    assert refill(made, late, out={0, 1})[:2] == made, "who is out with a phone is left in peace"


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


def test_those_who_wish_for_no_stairs_share_a_team() -> None:
    coming = [Walker(uuid4(), experienced=n < 3, stair_free=n in {1, 4}) for n in range(6)]

    (team,) = [team for team in group(coming) if any(w.stair_free for w in team)]
    assert sum(w.stair_free for w in team) == 2
