"""The two files that a cut without a database reads: addresses and streets, each fault in one sentence."""

import csv
import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt

import routes
from app.language import N_, _

COLUMNS = ("address_id", "street", "lon", "lat", "dwellings")
PATHS = {"footway", "path", "steps", "cycleway", "pedestrian", "track", "bridleway"}
HOUSE_MINUTES, STAIRWELL_MINUTES, MINUTES_A_DWELLING = 1.5, 0.5, 1.0
WGS84_RADIUS_M, WGS84_FLATNESS = 6378137.0, 0.00669437999014  # semi-major axis, first eccentricity squared
NEAR_M = 2000.0

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
BAD_PROPERTIES = N_(
    "{file}, gate nummer {line}: «properties» må være et objekt. Hent eller lagre filen på nytt."
)
NOT_DEGREES = N_(
    "{file}, gate nummer {line}: tallene er ikke lengde- og breddegrader. Lagre gatene i WGS84 (EPSG:4326)."
)
ELSEWHERE = N_(
    "Gatene i {file} ligger ikke der adressene ligger. Se etter om lengdegrad og breddegrad er byttet om, "
    "eller hent gatenettet for adressenes område."
)

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


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """Open a text file, plain or packed; where only the packed one with .gz is there, that is meant."""
    packed = path.with_name(path.name + ".gz")
    source = packed if packed.exists() and not path.exists() else path
    if not source.is_file():
        raise CutFileError(_(NO_FILE).format(file=path))
    try:
        if source.suffix == ".gz":
            with gzip.open(source, "rt", encoding="utf-8-sig", newline="") as file:
                yield file
        else:
            with source.open(encoding="utf-8-sig", newline="") as file:
                yield file
    except (UnicodeDecodeError, EOFError, OSError, csv.Error) as error:
        raise CutFileError(_(NOT_TEXT).format(file=path)) from error


def read_addresses(path: Path) -> tuple[routes.Stops, list[str], Plane]:
    """Read the addresses: stops in metres, their ids, and the plane they lie in."""
    with opened(path) as file:
        reader = csv.DictReader(file)
        for column in COLUMNS:
            if column not in (reader.fieldnames or []):
                raise CutFileError(_(NO_COLUMN).format(file=path, column=column, columns=", ".join(COLUMNS)))
        rows = list(zip(reader, line_numbers(reader), strict=False))
    if not rows:
        raise CutFileError(_(NO_ADDRESSES).format(file=path))
    ids: dict[str, int] = {}
    for row, line in rows:
        if not row["address_id"]:
            raise CutFileError(_(NO_ID).format(file=path, line=line))
        if row["address_id"] in ids:
            raise CutFileError(_(SAME_ID).format(file=path, line=line, value=row["address_id"]))
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
            raise CutFileError(
                _(NO_NUMBER).format(file=path, line=line, value=row[column] or "", column=column)
            )
    return found


def read_streets(path: Path, plane: Plane) -> routes.Network:
    """Read the streets: LineStrings in longitude and latitude, with their true lengths on WGS84."""
    try:
        with opened(path) as file:
            lines = [
                f for f in json.load(file)["features"] if (f["geometry"] or {}).get("type") == "LineString"
            ]
    except (ValueError, KeyError, TypeError) as error:
        raise CutFileError(_(NOT_JSON).format(file=path)) from error
    if not lines:
        raise CutFileError(_(NO_LINES).format(file=path))
    found = positions(path, lines)
    first = np.zeros(len(lines) + 1, np.int64)
    first[1:] = np.cumsum([len(line) for line in found])
    points = np.concatenate(found)
    marks = properties(path, lines)
    return routes.Network(
        points=np.column_stack(plane.metres(points[:, 0], points[:, 1])),
        first_point=first,
        name=np.array([mark.get("name") or "" for mark in marks], np.str_),
        kind=np.array(
            [kind(mark.get("highway") or "", mark.get("crossing") or "") for mark in marks], np.uint8
        ),
        length_m=true_lengths(points, first),
    )


def positions(path: Path, lines: list[dict[str, dict[str, list[list[float]]]]]) -> list[Floats]:
    """Read the points of each line, shape (m, 2), degrees."""
    found = []
    for number, line in enumerate(lines, 1):
        try:
            points = np.array([point[:2] for point in line["geometry"]["coordinates"]], np.float64)
        except (KeyError, TypeError, ValueError) as error:
            raise CutFileError(_(BAD_LINE).format(file=path, line=number)) from error
        if points.ndim != 2 or points.shape[1] != 2 or len(points) < 2 or not np.isfinite(points).all():
            raise CutFileError(_(BAD_LINE).format(file=path, line=number))
        if (np.abs(points) > (180, 90)).any():
            raise CutFileError(_(NOT_DEGREES).format(file=path, line=number))
        found.append(points)
    return found


def properties(path: Path, lines: list[dict[str, dict[str, list[list[float]]]]]) -> list[dict[str, str]]:
    """Read what the file says about each line: names to values, or nothing."""
    found = []
    for number, line in enumerate(lines, 1):
        marks = line.get("properties") or {}
        if not isinstance(marks, dict):
            raise CutFileError(_(BAD_PROPERTIES).format(file=path, line=number))
        found.append({str(key): str(value) for key, value in marks.items() if value is not None})
    return found


def refuse_elsewhere(path: Path, stops: routes.Stops, streets: routes.Network) -> None:
    """Refuse streets of which none comes near an address: another town, or latitude before longitude."""
    low = (stops.easting.min() - NEAR_M, stops.northing.min() - NEAR_M)
    high = (stops.easting.max() + NEAR_M, stops.northing.max() + NEAR_M)
    if not ((streets.points >= low) & (streets.points <= high)).all(axis=1).any():
        raise CutFileError(_(ELSEWHERE).format(file=path))


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
