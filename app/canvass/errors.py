"""Refusals on the walk: each says what is safe and what to do."""

from app.errors import ConflictError, GoneError, InvalidError
from app.language import N_


class NotJoinedError(GoneError):
    sentence = N_(
        "Denne telefonen er ikke koblet til en rute. Skann QR-koden til laget en gang til. "
        "Det du har registrert, ligger trygt på telefonen så lenge."
    )


class TooManyPhonesError(ConflictError):
    sentence = N_("Det er alt {most} telefoner på denne ruten. Be generalen koble fra en av dem.")


class UnreadableHandoverError(InvalidError):
    sentence = N_(
        "Filen kan ikke åpnes her. Den må være laget av en telefon på denne runden. "
        "Det som ligger på telefonen, er trygt: lag filen på nytt der."
    )


class TotalsClosedError(GoneError):
    sentence = N_(
        "Runden var over for mer enn 14 dager siden. Tallene tas ikke inn: det går ikke lenger an å se om de "
        "er telt fra før."
    )
