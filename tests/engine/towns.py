"""Hand-drawn towns for the engine, small enough to work out on paper."""

from dataclasses import replace

import numpy as np

from routes import ARTERIAL, PATH, QUIET, Network, Settings, Stops, Town

Street = tuple[str, int, list[tuple[float, float]]]
Door = tuple[str, float, float, int]

QUICK = Settings(iterations=400, speed_m_per_minute=200 / 3)
SHORT = replace(QUICK, least_minutes=15, target_minutes=20, most_minutes=25)


def network(streets: list[Street]) -> Network:
    """Make a network of (name, kind, points in metres)."""
    first = np.cumsum([0] + [len(points) for _, _, points in streets]).astype(np.int64)
    points = np.array([p for _, _, line in streets for p in line], np.float64).reshape(-1, 2)
    names = np.array([name for name, _, _ in streets], np.str_)
    return Network(points, first, names, np.array([kind for _, kind, _ in streets], np.uint8))


def stops(doors: list[Door]) -> Stops:
    """Make stops of (street, easting, northing, doors): a house 1.5 minutes, a stairwell 0.5 + 1 a door."""
    count = np.array([d for _, _, _, d in doors], np.int64)
    return Stops(
        np.array([e for _, e, _, _ in doors], np.float64),
        np.array([n for _, _, n, _ in doors], np.float64),
        np.where(count <= 1, 1.5, 0.5 + count),
        count,
        np.array([s for s, _, _, _ in doors], np.str_),
    )


def town(streets: list[Street], doors: list[Door]) -> Town:
    """Put doors on streets."""
    return Town(stops(doors), network(streets))


def crossroads() -> Town:
    """A street, an avenue and a side street that meet in one junction.

                          | Side
    A(20,9)  C(120,9)     |  D(210,50)
    ======= Street =======+======= Avenue (arterial) ======
    B(20,-9)              |  E(300,9)   F(300,-9)
    """
    streets: list[Street] = [
        ("Street", QUIET, [(0, 0), (200, 0)]),
        ("Avenue", ARTERIAL, [(200, 0), (400, 0)]),
        ("Side", QUIET, [(200, 0), (200, 100)]),
    ]
    doors: list[Door] = [
        ("Street", 20, 9, 1),
        ("Street", 20, -9, 1),
        ("Street", 120, 9, 1),
        ("Side", 210, 50, 4),
        ("Avenue", 300, 9, 1),
        ("Avenue", 300, -9, 10),
    ]
    return town(streets, doors)


def blocks(columns: int = 5, rows: int = 4, houses: int = 4) -> tuple[list[Street], list[Door]]:
    """Draw a chequerboard of 100 m blocks with houses on both sides of the streets that run east."""
    streets: list[Street] = []
    doors: list[Door] = []
    for row in range(rows + 1):
        for column in range(columns):
            east, north = 100.0 * column, 100.0 * row
            streets.append((f"Row {row}", QUIET, [(east, north), (east + 100, north)]))
            for k in range(houses):
                along = east + 100 * (k + 0.5) / houses
                doors += [(f"Row {row}", along, north + 8, 1), (f"Row {row}", along, north - 8, 1)]
    for column in range(columns + 1):
        kind = ARTERIAL if column == 2 else PATH
        for row in range(rows):
            east, north = 100.0 * column, 100.0 * row
            streets.append((f"Column {column}", kind, [(east, north), (east, north + 100)]))
    return streets, doors
