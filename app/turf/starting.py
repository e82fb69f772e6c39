"""Where teams start: places as people write them, in either order, and near enough to walk from."""

import math
import re

from app.districts.models import District
from app.turf.errors import FarStartError, TooManyStartsError, UnreadStartsError

MOST_STARTS = 40
FARTHEST_KM = 5
"""From there and back is two and a half hours' walk: more than a whole evening."""
M_PER_DEGREE = 111_320.0
NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
WRITTEN = re.compile(rf"[\s,;]*(?:{NUMBER}(?:[\s,;]+|$))*")

Place = tuple[float, float]


def start_places(text: str, district: District) -> list[Place]:
    """Read places (EPSG:4326) as longitude, latitude; of the two orders the one nearer the district counts.

    Raises
    ------
    UnreadStartsError, TooManyStartsError, FarStartError
        Something in it is no place on Earth; there are too many; or one is too far from the district.
    """
    numbers = [float(number) for number in re.findall(NUMBER, text)]
    if not WRITTEN.fullmatch(text) or len(numbers) % 2:
        raise UnreadStartsError
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    if len(pairs) > MOST_STARTS:
        raise TooManyStartsError(most=MOST_STARTS)
    return [_near(pair, district) for pair in pairs]


def _near(pair: Place, district: District) -> Place:
    first, second = pair
    place = min(pair, (second, first), key=lambda one: _away_km(one, district))
    away_km = _away_km(place, district)
    if math.isinf(away_km):
        raise UnreadStartsError
    if away_km > FARTHEST_KM:
        raise FarStartError(place=f"{first:g}, {second:g}", km=math.ceil(away_km), most=FARTHEST_KM)
    return place


def _away_km(place: Place, district: District) -> float:
    """Give the way from a district's box as the crow flies; infinite for what is no place on Earth."""
    lon, lat = place
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return math.inf
    east = max(district.west - lon, 0.0, lon - district.east) * math.cos(math.radians(district.south))
    north = max(district.south - lat, 0.0, lat - district.north)
    return math.hypot(east, north) * M_PER_DEGREE / 1000
