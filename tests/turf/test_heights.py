"""Where heights are imported, a route knows its climb and takes its slopes' time; elsewhere it is unknown."""

from pathlib import Path

import numpy as np
from conftest import SignedInPerson
from sqlmodel import Session
from turf.conftest import DrawDistrict, Finish, start
from turf.hand_drawn import SOUTH, WEST
from typer.testing import CliRunner, Result

from app.districts.command import cli
from app.turf.queries import walk_routes
from geodata.projection import to_metres


def slope_file(folder: Path, rise: float) -> Path:
    """Write a valley across the hand-drawn district: so many metres up for each metre east or west of it."""
    east, north = to_metres(np.array([WEST]), np.array([SOUTH]), 25832)
    row = " ".join(f"{rise * 10 * abs(column - 53):.2f}" for column in range(120))
    header = f"ncols 120\nnrows 120\nxllcorner {east[0] - 400}\nyllcorner {north[0] - 400}\ncellsize 10\n"
    file = folder / f"skraaning{rise}.asc"
    file.write_text(header + "\n".join([row] * 120), encoding="ascii")
    return file


def bring(*words: object) -> Result:
    return CliRunner().invoke(cli, ["heights", *map(str, words)])


def test_climb_is_unknown_until_heights_are_imported_and_costs_time_then(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish, tmp_path: Path
) -> None:
    district = draw()
    flat = finish(start(general.client, district, by="teams", teams="3"))
    said = bring(slope_file(tmp_path, 0.1), "--epsg", 25832)

    steep = finish(start(general.client, district, by="teams", teams="3"))

    assert said.exit_code == 0, said.output
    unknown, known = walk_routes(session, flat.id), walk_routes(session, steep.id)
    assert {route.climb_m for route in unknown} == {None}
    assert all(route.climb_m is not None for route in known)
    assert sum(route.climb_m or 0 for route in known) > 5
    walked = [sum(one.minutes - (one.service_minutes or 0) for one in routes) for routes in (unknown, known)]
    assert walked[1] > walked[0]
    pages = [general.client.get(f"/walk-routes/{routes[0].id}").text for routes in (unknown, known)]
    assert "<dt>Stigning</dt><dd>ukjent</dd>" in pages[0]
    assert f"<dt>Stigning</dt><dd>{known[0].climb_m or 0:.0f} m</dd>" in pages[1]


def test_heights_that_cannot_be_read_leave_everything_as_it_was(database: str, tmp_path: Path) -> None:
    good, bad = slope_file(tmp_path, 0.2), tmp_path / "feil.asc"
    bad.write_text("<html>", encoding="ascii")

    refused = bring(good, bad, "--epsg", 25832)
    elsewhere = bring(good, "--epsg", 4326)

    assert (refused.exit_code, elsewhere.exit_code) == (2, 2)
    assert "ikke et høyderutenett" in refused.output
    assert "25832 eller 25833" in elsewhere.output
    assert list(tmp_path.glob("**/heights/*")) == []
