"""Cut addresses and streets from two files into walk routes in a third, without a database."""

import csv
import gzip
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TextIO

import numpy as np
import numpy.typing as npt
import typer
from rich.console import Console
from rich.table import Table

import routes
from app.language import N_

STARTED = time.monotonic()
COLUMNS = ("address_id", "street", "lon", "lat", "dwellings")
PATHS = {"footway", "path", "steps", "cycleway", "pedestrian", "track", "bridleway"}
HOUSE_MINUTES, STAIRWELL_MINUTES, MINUTES_A_DWELLING = 1.5, 0.5, 1.0
WGS84_RADIUS_M, WGS84_FLATNESS = 6378137.0, 0.00669437999014  # semi-major axis, first eccentricity squared
ENDING_SECONDS, ENDING_SECONDS_A_STOP = 0.1, 8e-5

NO_FILE = N_("{file} finnes ikke. Skriv stien til en fil som finnes.")
NOT_TEXT = N_("{file} er ikke en lesbar tekstfil i UTF-8. Hent eller lagre filen på nytt.")
NO_COLUMN = N_("{file} mangler kolonnen {column} i første linje. Den må ha {columns}.")
NO_ADDRESSES = N_("{file} har ingen adresser. Legg inn minst én linje under overskriften.")
NO_NUMBER = N_("{file}, linje {line}: «{value}» i kolonnen {column} er ikke et gyldig tall. Rett linjen.")
NO_ID = N_("{file}, linje {line}: address_id er tom. Gi hver adresse sin egen id.")
SAME_ID = N_("{file}, linje {line}: address_id {value} står der fra før. Gi hver adresse sin egen id.")
NOT_JSON = N_("{file} er ikke gyldig GeoJSON. Hent eller lagre filen på nytt.")
NO_LINES = N_("{file} har ingen gater (LineString). Hent gatenettet for området.")
BAD_LINE = N_("{file}, gate nummer {line}: linjen må ha minst to punkter med lengdegrad og breddegrad.")
WRONG_MINUTES = N_(
    "Minste tid, måltid og lengste tid må være over 0 og i stigende rekkefølge. Rett minuttene."
)
WRONG_PACE = N_("Farten må være over 0 km/t, og tiden kan ikke være under 0 sekunder.")
NO_FOLDER = N_("Kan ikke skrive {file}. Velg en mappe som finnes og kan skrives i.")

Floats = npt.NDArray[np.float64]


class CutFileError(Exception):
    """The files or the wishes cannot be used; the text is one sentence: what, where, what to do."""


@dataclass(frozen=True)
class Plane:
    """A flat map, true to scale near its centre: degrees there become metres east and north of it."""

    lon: float
    lat: float

    def metres(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Give metres east and north of the centre."""
        east_m, north_m = metres_per_degree(np.array([self.lat]))
        return (lon - self.lon) * east_m, (lat - self.lat) * north_m


def cut_file(
    addresses: Annotated[Path, typer.Option(help="addresses.csv, plain or .gz")],
    streets: Annotated[Path, typer.Option(help="streets.geojson, plain or .gz")],
    target_minutes: float = 90,
    min_minutes: float = 75,
    max_minutes: float = 100,
    *,
    seconds: float | None = None,
    speed: float = 4.0,
    out: Path = Path("routes.csv"),
    seed: int = 1,
) -> None:
    """Cut addresses into walk routes: reads two files, writes route,seq,address_id.

    `seconds` is the time for the whole run, reading and writing included; without it the number of addresses
    decides. `speed` is km/h.

    Raises
    ------
    typer.Exit
        With code 2 after one sentence on what is wrong; nothing is written then.
    """
    console = Console(highlight=False)
    try:
        check_wishes((min_minutes, target_minutes, max_minutes), speed, seconds)
        stops, names, plane = read_addresses(addresses)
        town = routes.Town(stops, read_streets(streets, plane))
        wishes = routes.Settings(
            least_minutes=min_minutes,
            target_minutes=target_minutes,
            most_minutes=max_minutes,
            seconds=search_seconds(seconds, len(names)),
            seed=seed,
            speed_m_per_minute=speed * 1000 / 60,
            off_network="price",
            draw=False,
        )
        found = routes.cut(town, wishes)
        write_routes(out, found.routes, names)
    except (CutFileError, routes.EngineError) as error:
        Console(stderr=True, highlight=False).print(str(error), soft_wrap=True, markup=False)
        raise typer.Exit(2) from error
    console.print(summary(found.routes, wishes, out))


def check_wishes(minutes: tuple[float, float, float], speed: float, seconds: float | None) -> None:
    """Refuse wishes that no route can meet; not-a-number meets none of the comparisons."""
    least, target, most = minutes
    if not 0 < least <= target <= most < float("inf"):
        raise CutFileError(WRONG_MINUTES)
    if not 0 < speed < float("inf") or not (seconds is None or seconds >= 0):
        raise CutFileError(WRONG_PACE)


def search_seconds(seconds: float | None, addresses: int) -> float:
    """Give what is left for the search: by default 2,000 addresses take 2 s in all, 13,000 under 10 s."""
    by_size = min(8.0, max(0.45 + 4.2e-4 * addresses, 6.5e-4 * addresses))
    whole = by_size if seconds is None else seconds
    spent = time.monotonic() - STARTED + ENDING_SECONDS + ENDING_SECONDS_A_STOP * addresses
    return max(0.1, whole - spent)


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """Open a text file, plain or packed; where only the packed one with .gz is there, that is meant."""
    packed = path.with_name(path.name + ".gz")
    source = packed if packed.exists() and not path.exists() else path
    if not source.is_file():
        raise CutFileError(NO_FILE.format(file=path))
    try:
        if source.suffix == ".gz":
            with gzip.open(source, "rt", encoding="utf-8-sig", newline="") as file:
                yield file
        else:
            with source.open(encoding="utf-8-sig", newline="") as file:
                yield file
    except (UnicodeDecodeError, EOFError, OSError, csv.Error) as error:
        raise CutFileError(NOT_TEXT.format(file=path)) from error


def read_addresses(path: Path) -> tuple[routes.Stops, list[str], Plane]:
    """Read the addresses: stops in metres, their ids, and the plane they lie in."""
    with opened(path) as file:
        reader = csv.DictReader(file)
        for column in COLUMNS:
            if column not in (reader.fieldnames or []):
                raise CutFileError(NO_COLUMN.format(file=path, column=column, columns=", ".join(COLUMNS)))
        rows = list(zip(reader, line_numbers(reader), strict=False))
    if not rows:
        raise CutFileError(NO_ADDRESSES.format(file=path))
    ids: dict[str, int] = {}
    for row, line in rows:
        if not row["address_id"]:
            raise CutFileError(NO_ID.format(file=path, line=line))
        if row["address_id"] in ids:
            raise CutFileError(SAME_ID.format(file=path, line=line, value=row["address_id"]))
        ids[row["address_id"]] = line
    lon = numbers(path, rows, "lon", (-180, 180))
    lat = numbers(path, rows, "lat", (-89, 89))
    dwellings = numbers(path, rows, "dwellings", (0, 1e6)).astype(np.int64)
    plane = Plane(float(lon.mean()), float(lat.mean()))
    minutes = np.where(dwellings <= 1, HOUSE_MINUTES, STAIRWELL_MINUTES + MINUTES_A_DWELLING * dwellings)
    street = np.array([row["street"] or "" for row, _ in rows])
    return routes.Stops(*plane.metres(lon, lat), minutes, dwellings, street), list(ids), plane


def line_numbers(reader: "csv.DictReader[str]") -> Iterator[int]:
    """Tell the line that the reader has just read, for each row."""
    while True:
        yield reader.line_num


def numbers(
    path: Path, rows: list[tuple[dict[str, str], int]], column: str, span: tuple[float, float]
) -> Floats:
    """Read a column of numbers within a span."""
    found = np.empty(len(rows))
    for k, (row, line) in enumerate(rows):
        try:
            found[k] = float(row[column])
        except (TypeError, ValueError):
            found[k] = np.nan
        if not span[0] <= found[k] <= span[1]:
            raise CutFileError(NO_NUMBER.format(file=path, line=line, value=row[column] or "", column=column))
    return found


def read_streets(path: Path, plane: Plane) -> routes.Network:
    """Read the streets: LineStrings in longitude and latitude, with their true lengths on WGS84."""
    try:
        with opened(path) as file:
            lines = [
                f for f in json.load(file)["features"] if (f["geometry"] or {}).get("type") == "LineString"
            ]
    except (ValueError, KeyError, TypeError) as error:
        raise CutFileError(NOT_JSON.format(file=path)) from error
    if not lines:
        raise CutFileError(NO_LINES.format(file=path))
    first = np.zeros(len(lines) + 1, np.int64)
    first[1:] = np.cumsum([len(line["geometry"]["coordinates"]) for line in lines])
    points = positions(path, lines)
    marks = [line.get("properties") or {} for line in lines]
    return routes.Network(
        points=np.column_stack(plane.metres(points[:, 0], points[:, 1])),
        first_point=first,
        name=np.array([mark.get("name") or "" for mark in marks], np.str_),
        kind=np.array(
            [kind(mark.get("highway") or "", mark.get("crossing") or "") for mark in marks], np.uint8
        ),
        length_m=true_lengths(points, first),
    )


def positions(path: Path, lines: list[dict[str, dict[str, list[list[float]]]]]) -> Floats:
    """Read the points of all lines, shape (m, 2), degrees."""
    found = []
    for number, line in enumerate(lines, 1):
        try:
            points = np.array([point[:2] for point in line["geometry"]["coordinates"]], np.float64)
        except (TypeError, ValueError) as error:
            raise CutFileError(BAD_LINE.format(file=path, line=number)) from error
        if points.ndim != 2 or points.shape[1] != 2 or len(points) < 2 or not np.isfinite(points).all():
            raise CutFileError(BAD_LINE.format(file=path, line=number))
        found.append(points)
    return np.concatenate(found)


def kind(highway: str, crossing: str) -> int:
    """Give the kind of a street from what OpenStreetMap calls it."""
    if crossing == "arterial":
        return routes.ARTERIAL
    if highway == "steps":
        return routes.STEPS
    return routes.PATH if highway in PATHS else routes.QUIET


def metres_per_degree(lat: Floats) -> tuple[Floats, Floats]:
    """Give metres per degree of longitude and of latitude on WGS84 at a latitude in degrees."""
    bulge = 1 - WGS84_FLATNESS * np.sin(np.radians(lat)) ** 2
    normal = WGS84_RADIUS_M / np.sqrt(bulge)
    return np.radians(normal * np.cos(np.radians(lat))), np.radians(normal * (1 - WGS84_FLATNESS) / bulge)


def true_lengths(points: Floats, first: npt.NDArray[np.int64]) -> Floats:
    """Give the metres of each line on WGS84; `points` are degrees, line k owns first[k]:first[k + 1]."""
    east_m, north_m = metres_per_degree((points[1:, 1] + points[:-1, 1]) / 2)
    step = np.diff(points, axis=0)
    metres = np.append(np.hypot(step[:, 0] * east_m, step[:, 1] * north_m), 0.0)
    metres[first[1:] - 1] = 0.0
    return np.add.reduceat(metres, first[:-1])


def write_routes(out: Path, walks: list[routes.WalkRoute], ids: list[str]) -> None:
    """Write the routes beside the goal first, then put them in place, so that nothing half is left behind."""
    part = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("route", "seq", "address_id"))
            for number, walk in enumerate(walks, 1):
                writer.writerows(
                    (number, place, ids[stop]) for place, stop in enumerate(walk.stops.tolist(), 1)
                )
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CutFileError(NO_FOLDER.format(file=out)) from error


def summary(walks: list[routes.WalkRoute], wishes: routes.Settings, out: Path) -> Table:
    """Sum the routes up on one screen."""
    minutes = np.array([walk.minutes for walk in walks])
    outside = int(((minutes < wishes.least_minutes) | (minutes > wishes.most_minutes)).sum())
    table = Table(title=str(out), show_header=False)
    table.add_row("Ruter", f"{len(walks)}")
    table.add_row("Adresser og dører", f"{sum(len(w.stops) for w in walks)} og {sum(w.doors for w in walks)}")
    table.add_row("Minutter", f"{minutes.min():.0f}–{minutes.max():.0f}, i snitt {minutes.mean():.0f}")
    table.add_row("Utenfor ønsket tid", f"{outside}")
    table.add_row("Meter å gå", f"{sum(w.walk_m for w in walks):.0f}")
    return table
