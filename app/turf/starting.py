"""Where teams start: places as people write them, in either order, and near enough to walk from."""

import math
import re

from sqlmodel import Session

from app.districts.models import District
from app.districts.queries import addresses_called
from app.turf.coordinates import coordinates_in
from app.turf.errors import FarStartError, TooManyStartsError, UnknownAddressError, UnreadStartsError

MOST_STARTS = 40
FARTHEST_KM = 5
"""From there and back is two and a half hours' walk: more than a whole evening."""
M_PER_DEGREE = 111_320.0
WORD = re.compile(r"[^\W\d_]{2,}")
HOUSE = re.compile(r"\s*(.*?[^\W\d_].*?)\s*([0-9]+)\s*([^\W\d_]?)\s*")
POSTCODE = re.compile(r"\s*[0-9]{4}\s+\D+")

Place = tuple[float, float]


def start_places(session: Session, text: str, district: District) -> list[Place]:
    """Read places (EPSG:4326) as longitude, latitude: coordinates in either order, and known addresses.

    Of the two orders, and of houses called the same, the one nearer the district counts.

    Raises
    ------
    UnreadStartsError, UnknownAddressError, TooManyStartsError, FarStartError
        Something in it is no place on Earth, or no address; there are too many; or one is too far away.
    """
    parts = [part for part in re.split("[;\n]", text) if part.strip()]
    whole = coordinates_in(text)
    read = [whole] if whole is not None else [coordinates_in(part) for part in parts]
    if any(numbers is not None and len(numbers) % 2 for numbers in read):
        raise UnreadStartsError
    places: list[Place] = []
    for part, numbers in zip([text] if whole is not None else parts, read, strict=True):
        if numbers is None:
            places += _houses(session, part, district)
        else:
            places += [_near(pair, district) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
    if len(places) > MOST_STARTS:
        raise TooManyStartsError(most=MOST_STARTS)
    return places


def _houses(session: Session, text: str, district: District) -> list[Place]:
    """Find the addresses in a text, with commas between; «7011 Trondheim» after one tells nothing new."""
    pieces = [piece for piece in text.split(",") if piece.strip() and not POSTCODE.fullmatch(piece)]
    return [_house(session, piece.strip(), district) for piece in pieces]


def _house(session: Session, name: str, district: District) -> Place:
    read = HOUSE.fullmatch(name)
    if read is None:
        raise UnknownAddressError(name=name) if WORD.search(name) else UnreadStartsError
    street, number, letter = read.groups()
    found = addresses_called(session, street, int(number), letter)
    if not found:
        raise UnknownAddressError(name=name)
    place = min(((one.lon, one.lat) for one in found), key=lambda place: _away_km(place, district))
    return _refuse_far(place, name, district)


def _near(pair: Place, district: District) -> Place:
    first, second = pair
    place = min(pair, (second, first), key=lambda one: _away_km(one, district))
    if math.isinf(_away_km(place, district)):
        raise UnreadStartsError
    return _refuse_far(place, f"{first:g}, {second:g}", district)


def _refuse_far(place: Place, name: str, district: District) -> Place:
    away_km = _away_km(place, district)
    if away_km > FARTHEST_KM:
        raise FarStartError(place=name, km=math.ceil(away_km), most=FARTHEST_KM)
    return place


def _away_km(place: Place, district: District) -> float:
    """Give the way from a district's box as the crow flies; infinite for what is no place on Earth."""
    lon, lat = place
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return math.inf
    east = max(district.west - lon, 0.0, lon - district.east) * math.cos(math.radians(district.south))
    north = max(district.south - lat, 0.0, lat - district.north)
    return math.hypot(east, north) * M_PER_DEGREE / 1000
