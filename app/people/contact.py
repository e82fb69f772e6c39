"""One contact, as a person types it: an e-mail address or a telephone number."""

import re
from dataclasses import dataclass

import phonenumbers

from app.errors import InvalidError
from app.language import N_

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")


class ContactError(InvalidError):
    sentence = N_("«{text}» er verken en e-postadresse eller et telefonnummer. Skriv en av delene.")


@dataclass(frozen=True)
class Contact:
    """Exactly one of the two is set; the number is in E.164 («+4799887766»)."""

    email: str | None = None
    phone: str | None = None

    @property
    def value(self) -> str:
        """The one that is set, in the form that is indexed."""
        return self.email or self.phone or ""


def parse_contact(text: str) -> Contact:
    """Read a contact; numbers without a country are Norwegian.

    Raises
    ------
    ContactError
        It is neither an e-mail address nor a number that can be dialled.
    """
    text = text.strip()
    if EMAIL.fullmatch(text):
        return Contact(email=text.lower())
    try:
        number = phonenumbers.parse(text, "NO")
    except phonenumbers.NumberParseException:
        raise ContactError(text=text[:60]) from None
    if not phonenumbers.is_valid_number(number):
        raise ContactError(text=text[:60])
    return Contact(phone=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
