"""How addresses lie to the streets: own street, another street, far off, none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.report import Snapping
from geodata.sources import read_sources

WriteMap = Callable[..., Path]

METRE_NORTH = 1 / 111_450  # degrees of latitude at 63.43° N
STREET = ([(10.40, 63.43), (10.41, 63.43)], {"highway": "residential", "name": "Prøvegata"})
OTHER = (
    [(10.40, 63.43 - 60 * METRE_NORTH), (10.41, 63.43 - 60 * METRE_NORTH)],
    {"highway": "residential", "name": "Bakgata"},
)


def snapping(write_map: WriteMap, street: str, metres_north: float) -> Snapping:
    """One address so many metres north of Prøvegata, 60 m further from Bakgata."""
    place = (10.405, 63.43 + metres_north * METRE_NORTH)
    node = ([place], {"addr:street": street, "addr:housenumber": "1"})
    found = read_sources([write_map([STREET, OTHER], nodes=[node])]).report.snapping
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("street", "metres", "expected"),
    [
        ("Prøvegata", 20, "snapped"),
        ("prøvegata", 95, "snapped"),
        ("Bakgata", 20, "snapped"),
        ("Bakgata", 50, "other_name"),
        ("Ukjent gate", 20, "other_name"),
        ("Prøvegata", 130, "doubtful"),
        ("Prøvegata", 170, "without_street"),
    ],
)
def test_an_address_is_snapped_by_name_then_by_distance(
    write_map: WriteMap, street: str, metres: float, expected: str
) -> None:
    found = snapping(write_map, street, metres)
    counts = {name: getattr(found, name) for name in ("snapped", "other_name", "doubtful", "without_street")}
    assert counts == {**dict.fromkeys(counts, 0), expected: 1}
    assert bool(found.examples) is (expected in {"doubtful", "without_street"})


def test_the_distance_is_in_metres_to_the_chosen_street(write_map: WriteMap) -> None:
    assert snapping(write_map, "Prøvegata", 20).median_m == pytest.approx(20, abs=0.3)
    assert snapping(write_map, "Bakgata", 20).median_m == pytest.approx(80, abs=0.5)


def test_the_access_point_counts_where_there_is_one(
    write_map: WriteMap, write_register: WriteMap, row: Callable[..., dict[str, str]]
) -> None:
    here = {"EPSG-kode": "4258", "adressenavn": "Prøvegata", "Øst": "10.405"}
    behind = row(1, **here, Nord=f"{63.43 + 300 * METRE_NORTH}")
    with_access = row(2, **here, Nord=behind["Nord"], atkomstNord="63.4301", atkomstØst="10.405")
    found = read_sources([write_map([STREET]), write_register([behind, with_access])]).report.snapping
    assert found is not None
    assert (found.snapped, found.without_street) == (1, 1)
    assert found.examples == ("Prøvegata 1",)


def test_addresses_without_doors_are_not_counted(write_map: WriteMap) -> None:
    ring = [
        (10.4049, 63.4300),
        (10.4051, 63.4300),
        (10.4051, 63.4302),
        (10.4049, 63.4302),
        (10.4049, 63.4300),
    ]
    node = ([(10.405, 63.4301)], {"addr:street": "Prøvegata", "addr:housenumber": "1"})
    path = write_map([STREET, (ring, {"building": "school"})], nodes=[node])
    assert read_sources([path]).report.snapping == Snapping()
