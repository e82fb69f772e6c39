"""Makes notes with and without something that points at somebody, and says where it stands.

The names come from Faker, whose lists others wrote for other ends, and from a short list of communities that
Faker lacks. What is measured (`app`) is not read here: a figure on one's own list would mean nothing.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from faker import Faker

from bench import screening_facts as facts

LOCALES = {
    "no_NO": 60, "sv_SE": 4, "da_DK": 4, "fi_FI": 3, "pl_PL": 8, "lt_LT": 3, "de_DE": 2, "en_GB": 2,
    "es_ES": 2, "tr_TR": 2, "en_PK": 3, "vi_VN": 2, "ro_RO": 2, "hr_HR": 2, "en_IN": 1,
}  # fmt: skip
OTHERS = (
    "Sahra Warsame", "Abdifatah Hirsi", "Hodan Jimcale", "Yordanos Tesfagabir", "Filmon Habtezion",
    "Mehret Woldai", "Rojda Demirhan", "Shwan Barwari", "Zainab Al-Tamimi", "Mustafa Sadequi",
    "Parwana Hotaki", "Ngozi Okafor", "Thivya Sivakumar", "Pradeepan Rajaratnam",
    "Máret Áile Sombyvárri", "Ánte Niillas Gaupvik", "Ravdna Eirasdatter", "Olena Shevchuk",
    "Bohdan Melnychenko", "Solvår Bjerkvoll", "Gunnhild Aarøfjell", "Torgny Skjeldestadmo",
    "Oddfrid Kvernmoen", "Hallstein Uthaugsvik", "Synnøve Grøtheim", "Jarand Tveitanmoen",
    "Embla Fjærestrand",
)  # fmt: skip
TEXTS = json.loads(Path(__file__).with_name("screening_texts.json").read_text("utf-8"))
LANGUAGES = ("nb", "nb", "nb", "nn", "dialect", "en")
SHARES = {
    "national_id": 0.07, "account": 0.06, "email": 0.08, "phone": 0.12, "address": 0.11,
    "name_cased": 0.12, "name_lower": 0.08,
}  # fmt: skip
"""The rest of the notes, over a third, point at nobody."""


@dataclass(frozen=True)
class MadeNote:
    """A note; `secret` is what must be found, empty when the note is harmless."""

    text: str
    kind: str
    secret: str
    language: str


class Corpus:
    """The same seed gives the same notes."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same notes every time, nothing secret
        self.known_streets, self.other_streets = facts.streets(self.chance)
        self.fakers = {locale: Faker(locale) for locale in LOCALES}
        for number, faker in enumerate(self.fakers.values()):
            faker.seed_instance(seed + number)

    def notes(self, wanted: int) -> Iterator[MadeNote]:
        """Make `wanted` notes in a mixed order."""
        kinds = [kind for kind, share in SHARES.items() for _n in range(round(wanted * share))]
        kinds += ["harmless"] * (wanted - len(kinds))
        self.chance.shuffle(kinds)
        yield from (self._note(kind) for kind in kinds)

    def _note(self, kind: str) -> MadeNote:
        if kind == "harmless":
            return self._harmless()
        if kind in {"name_cased", "name_lower"}:
            return self._about_a_person(kind)
        first, last = self._name()
        makers: dict[str, Callable[[], str]] = {
            "national_id": lambda: facts.national_id(self.chance),
            "account": lambda: facts.account(self.chance),
            "email": lambda: facts.email(self.chance, first, last),
            "phone": lambda: facts.phone(self.chance),
            "address": lambda: facts.address(self.chance, self.known_streets, self.other_streets),
        }
        secret = makers[kind]()
        frame = self.chance.choice(TEXTS["thing_frames"][kind])
        return MadeNote(frame.format(secret) + self.chance.choice(TEXTS["tails"]), kind, secret, "nb")

    def _harmless(self) -> MadeNote:
        language = self.chance.choice(LANGUAGES)
        lines = self.chance.sample(TEXTS["harmless"][language], self.chance.choice([1, 1, 2]))
        street = self.chance.choice(self.known_streets)
        if language == "nb" and self.chance.random() < 0.15:
            lines.append(
                self.chance.choice([f"Lys i {street}", f"{street} må brøytes", f"Farta i {street} er 60"])
            )
        ending = self.chance.choice(TEXTS["endings"][language])
        text = ". ".join([*lines, ending] if ending else lines)
        return MadeNote(text.lower() if self.chance.random() < 0.2 else text, "harmless", "", language)

    def _about_a_person(self, kind: str) -> MadeNote:
        language = self.chance.choice(LANGUAGES)
        first, last = self._name()
        secret = self.chance.choice([first, first, f"{first} {last}", f"{first} {last}", last])
        frame = self.chance.choice(TEXTS["person_frames"][language])
        text = frame.format(secret) + self.chance.choice(TEXTS["tails"])
        if kind == "name_lower":
            text, secret = text.lower(), secret.lower()
        return MadeNote(text, kind, secret, language)

    def _name(self) -> tuple[str, str]:
        if self.chance.random() < 0.12:
            first, _, last = self.chance.choice(OTHERS).partition(" ")
            return first, last.rpartition(" ")[2]
        (locale,) = self.chance.choices(list(LOCALES), list(LOCALES.values()))
        faker = self.fakers[locale]
        return faker.first_name(), faker.last_name()
