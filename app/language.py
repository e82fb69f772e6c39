"""Words on the screen: gettext with bokmål as the message ids, so that a missing string falls back to it."""

from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.support import Translations

LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
ALIASES = {"no": "nb"}
OSLO = ZoneInfo("Europe/Oslo")
FOLDER = Path(__file__).parent / "locale"

current: ContextVar[str] = ContextVar("language", default="nb")


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for extraction; it is translated when it is shown."""
    return message


def _(message: str) -> str:
    """Translate a message into the language of this request."""
    return translations(current.get()).gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """Translate a message whose form depends on `count`."""
    return translations(current.get()).ngettext(one, many, count)


@lru_cache
def translations(language: str) -> GNUTranslations | NullTranslations:
    """Load a language's compiled messages; an unknown one gives the message ids themselves."""
    return Translations.load(FOLDER, [language])


def choose(wanted: str) -> str:
    """Pick one of our languages from an Accept-Language header or a cookie; bokmål when in doubt."""
    for part in wanted.split(","):
        code = part.split(";")[0].strip().lower().split("-")[0]
        code = ALIASES.get(code, code)
        if code in LANGUAGES:
            return code
    return "nb"


def local(moment: datetime) -> datetime:
    """Give a UTC moment as Norwegian wall-clock time."""
    return moment.astimezone(OSLO)


def now() -> datetime:
    """Return the moment, in UTC; the one clock of the app."""
    return datetime.now(UTC)


def today() -> date:
    """Return the date in Norway."""
    return local(now()).date()


def day(value: date | datetime, form: str = "") -> str:
    """Write a date as people say it: «torsdag 3. desember», with the year when it is not this one's."""
    value = local(value).date() if isinstance(value, datetime) else value
    form = form or ("EEEE d. MMMM" if value.year == today().year else "EEEE d. MMMM y")
    return format_date(value, _for_language(form), locale=current.get())


def clock(value: datetime) -> str:
    """Write a moment as Norwegian wall-clock time: «17:30»."""
    return format_time(local(value), "HH:mm", locale=current.get())


def moment(value: datetime) -> str:
    """Write date and time together: «3. des. 2026 17:30»."""
    return format_datetime(local(value), _for_language("d. MMM y HH:mm"), locale=current.get())


def spaced(number: str) -> str:
    """Write a number as people here read it: «41 21 00 74»; a foreign one, and an address, as it is."""
    local_part = number.removeprefix("+47")
    if len(local_part) != 8 or not local_part.isdigit():
        return number
    return " ".join(local_part[at : at + 2] for at in range(0, 8, 2))


def _for_language(form: str) -> str:
    """Leave out the full stop after the day, which only Norwegian writes."""
    return form.replace("d. ", "d ") if current.get() == "en" else form
