"""Made-up numbers, addresses and e-mails for the screening's corpus; nothing here belongs to anybody.

Kept apart from what is measured: this module and `screening_notes` read nothing of `app` (a test looks).
"""

import random
from collections.abc import Callable

STEMS = (
    "Gråsteins", "Utsikts", "Granlunds", "Teglverks", "Stadions", "Ringerikes", "Brinkens", "Solbakk",
    "Kvernhus", "Lindealle", "Fagerlie", "Tømmer", "Ballast", "Karlsminde", "Lysthus", "Nonne",
    "Skyttel", "Trankoker", "Repslager", "Møllehaug", "Kornmagasin", "Signal", "Lensmanns", "Verksted",
    "Bjørnebær", "Hyllebær", "Rognebær", "Tyttebær", "Gullregn", "Syrin", "Pepper", "Sjømanns",
    "Garveri", "Kalkovns", "Teater", "Pinnsvin", "Hegre", "Viper", "Ugle", "Falke", "Sagmester",
    "Smede", "Bakeri", "Torvtak", "Skiløper", "Badehus", "Observatorie", "Kvitveis", "Blåveis",
)  # fmt: skip
TAILS = (
    "veien", "vegen", "gata", "gate", "stien", "bakken", "svingen", "kroken", "tunet", "plassen",
    "alléen", "haugen", "ringen", "berget", "myra", "moen", "dalen",
)  # fmt: skip
SEPARATE = (
    "Hertug Skules gate", "Fru Ingers vei", "Biskop Grimkjells gate", "Doktor Hansteens veg",
    "Sankt Hallvards plass", "Gamle Fergeveien", "Øvre Kråkhaugen", "Nordre Bjørkealleen",
    "Prestens vei", "Kjøpmannens gate", "Nedre Furutoppen", "Store Ringdans", "Kapellaksla",
    "Einerhaug", "Trollhattan", "Vestre Kleivberget",
)  # fmt: skip
DIGITS = ("null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni")
TEENS = ("ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten")
TENS = {2: "tjue", 3: "tretti", 4: "førti", 5: "femti", 6: "seksti", 7: "sytti", 8: "åtti", 9: "nitti"}
PROVIDERS = (
    "gmail.com", "hotmail.com", "online.no", "outlook.com", "yahoo.no", "epost.no", "ntnu.no",
    "live.no",
)  # fmt: skip
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

Chance = random.Random


def streets(chance: Chance) -> tuple[list[str], list[str]]:
    """Give the streets of a district's register, and streets of elsewhere that it does not know."""
    made = sorted({stem.lower().capitalize() + tail for stem in STEMS for tail in TAILS})
    chance.shuffle(made)
    separate = list(SEPARATE)
    chance.shuffle(separate)
    return [*made[:140], *separate[:12]], made[140:]


def national_id(chance: Chance) -> str:
    """Make eleven digits that begin like a date: birth number, D-number, H-number or a test number."""
    month = chance.randint(1, 12)
    day = chance.randint(1, MONTH_DAYS[month - 1])
    kind = chance.choice(["birth", "birth", "birth", "d", "h", "test"])
    day += 40 if kind == "d" else 0
    month += {"h": 40, "test": 80}.get(kind, 0)
    digits = f"{day:02}{month:02}{chance.randint(0, 99):02}{chance.randint(0, 99999):05}"
    six, five = digits[:6], digits[6:]
    spaced = f"{digits[:2]} {digits[2:4]} {digits[4:6]} {five}"
    return chance.choice([digits, digits, f"{six} {five}", f"{six}-{five}", f"{six} - {five}", spaced])


def account(chance: Chance) -> str:
    """Make an account number as people write it, also as IBAN."""
    a, b, c = chance.randint(1000, 9999), chance.randint(0, 99), chance.randint(0, 99999)
    plain = f"{a}{b:02}{c:05}"
    iban = f"NO{chance.randint(10, 99)} {plain[:4]} {plain[4:8]} {plain[8:]}"
    return chance.choice([f"{a}.{b:02}.{c:05}", f"{a} {b:02} {c:05}", plain, iban, iban.replace(" ", "")])


def phone(chance: Chance) -> str:
    """Make a phone number in one of the ways that people write or say it."""
    digits = chance.choice("23456799") + "".join(chance.choice("0123456789") for _n in range(6)) + "1"
    d = digits
    pairs = [d[n : n + 2] for n in range(0, 8, 2)]
    ways: list[Callable[[], str]] = [
        lambda: d,
        lambda: f"{d[:3]} {d[3:5]} {d[5:]}",
        lambda: " ".join(pairs),
        lambda: f"{d[:4]} {d[4:]}",
        lambda: f"+47 {d[:3]} {d[3:5]} {d[5:]}",
        lambda: f"+47{d}",
        lambda: f"0047 {' '.join(pairs)}",
        lambda: f"(+47) {d}",
        lambda: "-".join(pairs),
        lambda: ".".join(pairs),
        lambda: f"{d[0]} {d[1:3]} {d[3:5]} {d[5:]}",
        lambda: f"{d[:5]} {d[5:]}",
        lambda: " ".join(d),
        lambda: " ".join(DIGITS[int(digit)] for digit in d),
        lambda: " ".join(_said(pair) for pair in pairs),
        lambda: "+46 70 123 " + d[:4],
    ]
    return chance.choice(ways)()


def _said(pair: str) -> str:
    """Say two digits as one number where Norwegian does: «nittiåtte», else one by one."""
    tens, ones = int(pair[0]), int(pair[1])
    if tens in TENS:
        return TENS[tens] + (DIGITS[ones] if ones else "")
    if tens == 0:
        return f"null {DIGITS[ones]}"
    return ("ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten")[
        ones
    ]


def email(chance: Chance, first: str, last: str) -> str:
    """Make an e-mail address, written or spelled out."""
    plain = {"æ": "a", "ø": "o", "å": "a", "ö": "o", "ä": "a", "é": "e", "ü": "u", " ": ""}
    first, last = ("".join(plain.get(c, c) for c in name.lower() if c.isalpha()) for name in (first, last))
    local = chance.choice(
        [f"{first}.{last}", f"{first}{last}", f"{first}_{chance.randint(1, 99)}", f"{first[0]}{last}"]
    )
    host = chance.choice(PROVIDERS)
    said = local.replace(".", " punktum ").replace("_", "")
    return chance.choice(
        [
            f"{local}@{host}",
            f"{local}@{host}",
            f"{local}@{host}".upper(),
            f"{local} @ {host}",
            f"{local}(at){host}",
            f"{local} [at] {host}",
            f"{local} krøllalfa {host}",
            f"{said} krøllalfa {host.replace('.', ' punktum ')}",
            f"{local} at {host.replace('.', ' dot ')}",
            f"{local} alfakrøll {host}",
            f"{first}.{last} på {host.split('.')[0]}"
            if host.split(".")[0] in {"gmail", "hotmail"}
            else f"{local}@{host}",
        ]
    )


def address(chance: Chance, known: list[str], elsewhere: list[str]) -> str:
    """Make an address, seven in ten of the district's own register."""
    street = chance.choice(known if chance.random() < 0.7 else elsewhere)
    number = f"{chance.choice([chance.randint(1, 40), chance.randint(1, 240)])}"
    letter = chance.choice(["", "", "", " B", "c", "A"])
    name = chance.choice([street, street, street.lower(), _short(street)])
    return chance.choice(
        [
            f"{name} {number}{letter}",
            f"{name} {number}{letter}",
            f"{name} nr {number}",
            f"{name}, {number}",
            f"{name} nummer {number}",
            f"{name} {_spoken(number)}",
        ]
    )


def _spoken(number: str) -> str:
    """Write a number up to a hundred as it is said; longer ones nobody spells out."""
    n = int(number)
    if n < len(DIGITS):
        return DIGITS[n]
    if n < len(DIGITS) + len(TEENS):
        return TEENS[n - len(DIGITS)]
    if n < 100:
        return TENS[n // 10] + (DIGITS[n % 10] if n % 10 else "")
    return number


def _short(street: str) -> str:
    for long, short in (("gata", "gt"), ("veien", "vn"), ("vegen", "veg"), ("gate", "gt.")):
        if street.endswith(long) and len(street) > len(long) + 2:
            return street.removesuffix(long) + short
    return street
