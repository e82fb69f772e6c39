"""The drawing: streets, river, railway and motorway of Øvingsbyen, in metres from the town's own south-west
corner.

The river runs north to the fjord, the railway runs east; they part the town into four districts. Two road
bridges and a footbridge cross the river; two roads, a flight of steps and the river path cross the railway.
Lamøya lies in the fjord, without a bridge. All names are invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from math import cos, pi, sin

import shapely

Point = tuple[float, float]
Line = tuple[Point, ...]

WEST, SOUTH, EAST, NORTH = -150.0, -150.0, 2950.0, 2800.0

BEND_M, STEP_M = 28.0, 30.0


def bent(line: Line) -> Line:
    """Bend a line drawn with a ruler, so that no street of the town is quite straight; all lines bend alike.

    Parameters
    ----------
    line
        Points in metres.

    Returns
    -------
    Line
        Points at most 30 m apart. Lines that met still meet, since the whole plane is bent.
    """
    dense = shapely.LineString(line).segmentize(STEP_M).coords
    return tuple(bent_point((x, y)) for x, y in dense)


def bent_point(point: Point) -> Point:
    """Bend the plane at one point, both in metres."""
    x, y = point
    east = BEND_M * sin(y / 260 + x / 900)
    north = BEND_M * (sin(x / 310) + 0.5 * sin(x / 120 + y / 400))
    return round(x + east, 2), round(y + north, 2)


RIVER = bent(((1430, -300), (1400, 300), (1480, 700), (1440, 1100), (1500, 1500), (1460, 1900), (1520, 2250)))
RAILWAY = bent(
    ((-300, 1110), (500, 1180), (1100, 1210), (1460, 1220), (1900, 1190), (2500, 1230), (3100, 1300))
)
MOTORWAY = bent(((2850, -150), (2870, 900), (2840, 1700), (2900, 2250)))
HILL: Point = (620, 480)
ISLAND: Point = (2250, 2600)


class Style(StrEnum):
    """What stands along a street."""

    NONE = "none"
    QUARTER = "quarter"  # town houses wall to wall, shops and offices among them
    BLOCK = "block"  # free-standing blocks of flats with four stairwells
    ROW = "row"  # terraced houses, six in a row
    VILLA = "villa"


@dataclass(frozen=True)
class Street:
    """A street: name, OSM's `highway`, points in metres, what stands along it, and whether it is a bridge."""

    name: str
    highway: str
    points: Line
    style: Style = Style.NONE
    bridge: bool = False


def streets() -> list[Street]:
    """List all streets, in the order they are built along."""
    drawn = [*_main_roads(), *_centre(), *_hill(), *_meadow(), *_shore(), *_island(), *_paths()]
    return [replace(street, points=bent(street.points)) for street in drawn]


def _main_roads() -> Iterator[Street]:
    """What leads through the town; nobody lives along it."""
    yield Street("Bruvegen", "secondary", ((150, 1560), (700, 1540), (1200, 1530), (1440, 1530)))
    yield Street("Bruvegen", "secondary", ((1440, 1530), (1560, 1530)), bridge=True)
    yield Street("Bruvegen", "secondary", ((1560, 1530), (1920, 1540), (2600, 1560)))
    yield Street("Åsvegen", "secondary", ((700, 1540), (705, 1190), (690, 1000), (660, 898)))
    yield Street("Engvegen", "secondary", ((1920, 1540), (1925, 1190), (1930, 900), (1950, 100)))
    yield Street("Møllevegen", "tertiary", ((690, 1000), (1100, 960), (1250, 760), (1420, 690)))
    yield Street("Møllevegen", "tertiary", ((1420, 690), (1540, 690)), bridge=True)
    yield Street("Møllevegen", "tertiary", ((1540, 690), (1700, 700), (1936, 700)))


def _centre() -> Iterator[Street]:
    """Sentrum: quarters around Torggata, terraces and villas to the west."""
    yield Street("Torggata", "pedestrian", ((700, 1660), (1390, 1660)), Style.QUARTER)
    yield Street("Garvergata", "residential", ((700, 1780), (1390, 1780)), Style.QUARTER)
    yield Street("Skippergata", "residential", ((700, 1900), (1390, 1900)), Style.VILLA)
    yield Street("Stasjonsgata", "residential", ((703, 1380), (1390, 1380)))
    crossing = ("Klokkergata", "Bøkkergata", "Repslagergata", "Smedgata", "Apotekergata", "Ferjegata")
    for k, name in enumerate(crossing):
        x = 780.0 + 120 * k
        yield Street(name, "residential", ((x, 1380), (x, 1900)))
    yield Street("Vestre Torggate", "residential", ((700, 1540), (700, 1660), (700, 1900), (660, 1990)))
    yield Street("Sagbakken", "residential", ((700, 1720), (420, 1730), (180, 1700)), Style.ROW)
    yield Street("Mastevegen", "residential", ((680, 1950), (430, 1930), (180, 1880)), Style.VILLA)
    yield Street("Tjærebakken", "residential", ((180, 1560), (180, 1700), (180, 1990)))
    yield Street("Nausttunet", "residential", ((430, 1930), (440, 2060)), Style.VILLA)


def _hill() -> Iterator[Street]:
    """Åsen: three roads around the hill, steps between them, and blind alleys outwards."""
    yield Street("Toppvegen", "residential", _ring(HILL, 170, 130), Style.VILLA)
    yield Street("Mellomåsen", "residential", _ring(HILL, 330, 270), Style.VILLA)
    yield Street("Rundåsen", "residential", _ring(HILL, 490, 420), Style.VILLA)
    yield Street("Åsbakken", "residential", (*_spoke(HILL, 85, 490, 420), *_spoke(HILL, 50, 330, 270)))
    yield Street("Åsbakken", "residential", (*_spoke(HILL, 50, 330, 270), *_spoke(HILL, 15, 170, 130)))
    for name, degrees in (("Østtrappa", -5), ("Sørtrappa", -95), ("Vesttrappa", 175)):
        inner, middle, outer = ((170, 130), (330, 270), (490, 420))
        yield Street(name, "steps", (*_spoke(HILL, degrees, *outer), *_spoke(HILL, degrees, *middle)))
        yield Street(name, "steps", (*_spoke(HILL, degrees, *middle), *_spoke(HILL, degrees, *inner)))
    alleys = (
        "Rognetunet",
        "Bjørketunet",
        "Selgetunet",
        "Hasseltunet",
        "Ospetunet",
        "Einertunet",
        "Heggetunet",
    )
    for name, degrees in zip(alleys, (35, 5, -30, -60, 215, 190, 140), strict=True):
        style = Style.ROW if degrees in {-30, 190} else Style.VILLA
        yield Street(
            name, "residential", (*_spoke(HILL, degrees, 490, 420), *_spoke(HILL, degrees, 610, 530)), style
        )


def _meadow() -> Iterator[Street]:
    """Enga: long streets with blind alleys, terraces, and tall blocks by the railway."""
    long_ones = (
        ("Timoteivegen", 150, Style.VILLA), ("Kløvervegen", 300, Style.VILLA),
        ("Rugvegen", 450, Style.ROW), ("Havrevegen", 590, Style.VILLA),
    )  # fmt: skip
    for name, y, style in long_ones:
        yield Street(name, "residential", ((1560, y + 10), (1950, y), (2300, y + 15), (2650, y - 5)), style)
    yield Street("Grensevegen", "residential", ((2650, 145), (2660, 585), (2650, 1080)))
    alleys = (
        ("Kveitetunet", 2070.0, 595.1),
        ("Byggtunet", 2220.0, 601.6),
        ("Lintunet", 2370.0, 601.0),
        ("Ertetunet", 2520.0, 592.4),
    )
    for name, east, north in alleys:
        yield Street(name, "residential", ((east, north), (east, 720)), Style.VILLA)
    yield Street("Høgdavegen", "residential", ((1930, 900), (2300, 910), (2656, 890)), Style.BLOCK)
    yield Street("Lyngfaret", "residential", ((1926, 1070), (2300, 1080), (2650, 1080)), Style.BLOCK)
    yield Street("Røsslyngfaret", "residential", ((2300, 910), (2300, 1080)))


def _shore() -> Iterator[Street]:
    """Stranda: small streets down to the fjord, and a few blocks by the road."""
    yield Street("Fjordgata", "residential", ((1590, 2080), (2000, 2090), (2620, 2070)), Style.VILLA)
    yield Street("Notgata", "residential", ((1580, 1910), (2000, 1920), (2600, 1900)), Style.VILLA)
    yield Street("Seilmakervegen", "residential", ((1570, 1730), (1960, 1735), (2600, 1720)), Style.VILLA)
    yield Street("Kaivegen", "residential", ((1700, 1535), (1705, 1733), (1700, 1913), (1690, 2083)))
    yield Street(
        "Teinevegen", "residential", ((2310, 1400), (2300, 1551), (2310, 1727), (2300, 1910), (2310, 2080))
    )
    yield Street("Tollbuvegen", "residential", ((2310, 1400), (2600, 1405)), Style.BLOCK)
    yield Street("Rognkalltunet", "residential", ((2100, 2087), (2110, 2180)), Style.VILLA)
    yield Street("Torsketunet", "residential", ((2450, 2075), (2460, 2170)), Style.VILLA)


def _island() -> Iterator[Street]:
    yield Street("Lamøyvegen", "unclassified", _ring(ISLAND, 150, 90), Style.VILLA)
    yield Street("Bryggestien", "path", (*_spoke(ISLAND, -90, 150, 90), (2250, 2480)))


def _paths() -> Iterator[Street]:
    """Ways on foot only: along the river, over it, and over the railway."""
    yield Street("Elvestien", "footway", ((1400, 1531), (1390, 1380), (1385, 1215), (1340, 985), (1360, 715)))
    yield Street("Garverbrua", "footway", ((1340, 985), (1600, 990)), bridge=True)
    yield Street("", "footway", ((1600, 990), (1928, 985)))
    yield Street("Stasjonstrappa", "steps", ((300, 1554), (305, 1300), (300, 1050)), bridge=True)
    yield Street("", "path", ((300, 1050), (330, 820)))
    yield Street("", "footway", ((1390, 1380), (1392, 1660)))


def _ring(middle: Point, across: float, along: float) -> Line:
    """Points of a closed ellipse with half axes in metres, from its east end anticlockwise."""
    count = 48
    points = [_on_ellipse(middle, 2 * pi * k / count, across, along) for k in range(count)]
    return (*points, points[0])


def _spoke(middle: Point, degrees: float, across: float, along: float) -> Line:
    """The one point of an ellipse in a direction."""
    return (_on_ellipse(middle, degrees * pi / 180, across, along),)


def _on_ellipse(middle: Point, angle: float, across: float, along: float) -> Point:
    return round(middle[0] + across * cos(angle), 2), round(middle[1] + along * sin(angle), 2)
