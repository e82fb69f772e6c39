"""The tour step on made-up places whose shortest tour is known without solving anything."""

import numpy as np
import numpy.typing as npt
import pytest

from bench.tour import straight_tour

KICKS_A_STOP = 10


def length(places: npt.NDArray[np.float64], tour: npt.NDArray[np.int64]) -> float:
    step = places[tour] - places[np.roll(tour, -1)]
    return float(np.hypot(step[:, 0], step[:, 1]).sum())


def flower() -> npt.NDArray[np.float64]:
    """800 stops close together along a line with seven petals: any other order crosses between petals."""
    turn = np.linspace(0, 2 * np.pi, 800, endpoint=False)
    radius = 1000 * (1 + 0.5 * np.cos(7 * turn))
    return np.column_stack([radius * np.cos(turn), radius * np.sin(turn)])


def lattice(side: int = 20) -> npt.NDArray[np.float64]:
    """Stops 50 m apart in even rows: no hop is shorter than 50 m, and a comb needs no longer one."""
    line = 50.0 * np.arange(side)
    return np.column_stack([np.repeat(line, side), np.tile(line, side)])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_stops_along_a_closed_line_are_toured_along_it(seed: int) -> None:
    shuffled = np.random.default_rng(seed).permutation(flower())

    tour = straight_tour(shuffled, KICKS_A_STOP, seed)

    assert sorted(tour.tolist()) == list(range(len(shuffled)))
    assert length(shuffled, tour) == pytest.approx(length(flower(), np.arange(len(shuffled))))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_lattice_is_toured_within_3_percent_of_the_shortest(seed: int) -> None:
    shuffled = np.random.default_rng(seed).permutation(lattice())

    tour = straight_tour(shuffled, KICKS_A_STOP, seed)

    assert sorted(tour.tolist()) == list(range(len(shuffled)))
    assert len(shuffled) * 50.0 <= length(shuffled, tour) <= 1.03 * len(shuffled) * 50.0


def test_the_same_seed_gives_the_same_tour() -> None:
    places = np.random.default_rng(4).random((300, 2)) * 1000

    first, again = straight_tour(places, KICKS_A_STOP), straight_tour(places, KICKS_A_STOP)

    assert first.tolist() == again.tolist()
