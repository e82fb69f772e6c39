"""Refusals that a person can do something about.

AppError
├── NotFoundError        404  it is not here, or not yours
├── NotAllowedError      403  signed in, but not for this
├── SignInNeededError    401  nobody is signed in
├── ConflictError        409  somebody was first, or it changed meanwhile
├── TooLargeError        413  send less at a time
├── InvalidError         422  the form says something that cannot be
├── TooManyError         429  wait a little
└── GoneError            410  it was here and has ended

A room subclasses these beside its feature and gives one kind sentence, a gettext message in bokmål.
`app/web.py` renders them all; nothing else turns an exception into text on the screen.
"""

from app.language import N_


class AppError(Exception):
    """An expected refusal: `status` for machines, `sentence` (with `facts` filled in) for people."""

    status = 400
    sentence = N_("Det gikk ikke. Prøv en gang til.")

    def __init__(self, sentence: str | None = None, /, **facts: str | int | float) -> None:
        self.sentence = sentence or self.sentence
        self.facts = facts
        super().__init__(self.sentence)


class NotFoundError(AppError):
    """Also for what exists but belongs to others: the answer must not tell which."""

    status = 404
    sentence = N_("Denne siden finnes ikke, eller den er ikke din. Gå til forsiden og prøv derfra.")


class NotAllowedError(AppError):
    status = 403
    sentence = N_("Du har ikke tilgang til dette. Spør styret hvis du skulle hatt det.")


class SignInNeededError(AppError):
    status = 401
    sentence = N_("Du må logge inn først.")


class ConflictError(AppError):
    status = 409
    sentence = N_("Noen endret dette imens. Last siden på nytt og prøv igjen.")


class InvalidError(AppError):
    status = 422
    sentence = N_("Noe i skjemaet stemmer ikke. Se over og prøv igjen.")


class TooLargeError(AppError):
    status = 413
    sentence = N_("Det du sendte er for stort. Del det opp og prøv igjen.")


class TooManyError(AppError):
    """The fact `seconds` tells in how many seconds there is room again, for `Retry-After`."""

    status = 429
    sentence = N_("Det ble for mange forsøk. Vent et kvarter og prøv igjen.")


class GoneError(AppError):
    status = 410
    sentence = N_("Denne lenken er brukt eller gått ut. Be om en ny.")
