"""A team splits its route: each phone tells which half it takes, and hears of the other's."""

from collections.abc import Callable

from evening import JSON, Phone

Join = Callable[[int], Phone]


def others(phone: Phone) -> list[int]:
    found: list[int] = phone.client.get("/walk/door-marks", headers=JSON).json()["others"]
    return found


def take(phone: Phone, half: int | None) -> int:
    return phone.client.post("/walk/half", json={"half": half}, headers=JSON).status_code


def test_the_other_phone_of_the_team_hears_which_half_is_taken(join: Join) -> None:
    first, second, foreign = join(0), join(0), join(1)

    assert take(first, 1) == 200
    assert take(first, 1) == 200
    assert (others(first), others(second), others(foreign)) == ([], [1], [])


def test_a_half_can_be_given_up_again(join: Join) -> None:
    first, second = join(0), join(0)
    take(first, 0)
    take(first, None)

    assert others(second) == []


def test_there_are_two_halves_and_no_third(join: Join) -> None:
    first, second = join(0), join(0)

    assert take(first, 2) == 422
    assert take(first, 0) == 200
    assert others(second) == [0]
