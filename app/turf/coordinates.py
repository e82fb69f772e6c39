"""Coordinates as people and maps on the web write them; `starts.js` reads them alike at the desk."""

import re

WHOLE = r"-?[0-9]+(?:\.[0-9]+|,[0-9]+(?![.0-9]))?"
"""With a point or a comma for the decimals; the comma of «63.4,10.4» stands between two numbers."""
SIDE = r"(?:N(?:ord|orth)?|S(?:ør|outh)?|Ø(?:st)?|E(?:ast)?|O(?:st)?|V(?:est)?|W(?:est)?)(?![^\W\d_])"
ANGLE = rf"({WHOLE})\s*(?:°\s*(?:({WHOLE})\s*'\s*(?:({WHOLE})\s*\"\s*)?)?)?"
COORDINATE = re.compile(
    rf"[\s,;]*(?:({SIDE})\s*{ANGLE}|{ANGLE}\s*({SIDE})?)(?=[\s,;]|$)[\s,;]*", re.IGNORECASE
)
BACKWARDS = ("s", "v", "w")
SIGNS = str.maketrans(
    {"º": "°", "˚": "°", "′": "'", "’": "'", "´": "'", "`": "'", "″": '"', "”": '"', "“": '"'}
)


def coordinates_in(text: str) -> list[float] | None:
    """Read numbers in degrees, «63,4305», «63.43° N», «63°25'49.8"N»; None where something is none."""
    text = text.strip().translate(SIGNS).replace("''", '"')
    found: list[float] = []
    at = 0
    while at < len(text):
        read = COORDINATE.match(text, at)
        if read is None:
            return None
        before, *parts, after = read.groups()
        angle = (
            float((one or other or "0").replace(",", "."))
            for one, other in zip(parts[:3], parts[3:], strict=True)
        )
        degrees, minutes, seconds = angle
        value = abs(degrees) + minutes / 60 + seconds / 3600
        back = degrees < 0 or (before or after or "").lower().startswith(BACKWARDS)
        found.append(-value if back else value)
        at = read.end()
    return found
