"""Grids of heights are read, kept and read off; what they do not know stays unknown."""

from pathlib import Path

import numpy as np
import pytest

from geodata.errors import NotGridError, SourceMissingError
from geodata.heights import height_at, keep_grid, kept_heights, read_grid
from geodata.projection import to_degrees

HEADER = "ncols 3\nnrows 2\nxllcorner 569000\nyllcorner 7034000\ncellsize 10\nNODATA_value -9999\n"
ROWS = "30 40 50\n10 20 -9999\n"
"""From the north: 30 40 50 at northing 7034015, 10 20 and one that is not known at 7034005."""


def written(folder: Path, text: str, name: str = "bakken.asc") -> Path:
    file = folder / name
    file.write_text(text, encoding="ascii")
    return file


def at(folder: Path, *places: tuple[float, float]) -> list[float]:
    east, north = np.array(places, float).T
    found: list[float] = kept_heights(folder, *to_degrees(east, north, 25832)).round(2).tolist()
    return found


def test_heights_between_the_middles_of_cells_are_in_proportion(tmp_path: Path) -> None:
    keep_grid(tmp_path, "bakken", read_grid(written(tmp_path, HEADER + ROWS), 25832))

    assert at(tmp_path, (569005, 7034005), (569010, 7034005), (569005, 7034010), (569010, 7034010)) == [
        pytest.approx(10, abs=0.1),
        pytest.approx(15, abs=0.1),
        pytest.approx(20, abs=0.1),
        pytest.approx(25, abs=0.1),
    ]


def test_outside_and_beside_what_nobody_knows_nothing_is_known(tmp_path: Path) -> None:
    keep_grid(tmp_path, "bakken", read_grid(written(tmp_path, HEADER + ROWS), 25832))

    assert np.isnan(at(tmp_path, (569020, 7034008), (568000, 7034010))).all()
    assert np.isnan(at(tmp_path / "ingen", (569005, 7034005))).all()


def test_several_grids_fill_each_other(tmp_path: Path) -> None:
    east = HEADER.replace("569000", "569020") + "60 70 80\n60 70 80\n"
    for name, text in (("vest", HEADER + ROWS), ("øst", east)):
        keep_grid(tmp_path, name, read_grid(written(tmp_path, text), 25832))

    assert at(tmp_path, (569005, 7034005), (569029, 7034002)) == [
        pytest.approx(10, abs=0.1),
        pytest.approx(64, abs=0.2),
    ]


def test_the_middle_may_be_given_instead_of_the_corner(tmp_path: Path) -> None:
    centred = HEADER.replace("xllcorner 569000", "xllcenter 569005").replace("7034000", "7034000")

    corner, centre = (read_grid(written(tmp_path, text + ROWS, "g.asc"), 25832) for text in (HEADER, centred))

    assert corner.west == centre.west == 569005


@pytest.mark.parametrize(
    "text",
    [
        ROWS,
        HEADER + "1 2 3\n",
        HEADER + "1 2 3\n4 5 x\n",
        HEADER.replace("cellsize 10\n", "") + ROWS,
        HEADER.replace("10", "0") + ROWS,
        "<html>",
        "",
    ],
    ids=["no header", "too few", "no number", "no cell", "cell of nothing", "a web page", "empty"],
)
def test_what_is_no_grid_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotGridError, match=r"bakken.asc er ikke et høyderutenett"):
        read_grid(written(tmp_path, text), 25832)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError):
        read_grid(tmp_path / "borte.asc", 25832)


def test_one_row_is_a_grid_too(tmp_path: Path) -> None:
    text = HEADER.replace("nrows 2", "nrows 1") + "10 20 30\n"
    grid = read_grid(written(tmp_path, text), 25832)

    lon, lat = to_degrees(np.array([569010.0]), np.array([7034005.0]), 25832)
    assert height_at(grid, lon, lat) == pytest.approx([15], abs=0.1)
