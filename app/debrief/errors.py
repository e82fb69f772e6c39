"""Refusals at the debrief."""

from app.errors import ConflictError, InvalidError
from app.language import N_


class NobodyWalkedError(ConflictError):
    sentence = N_(
        "Ingen lag har åpnet ruten sin, og ingen tall er ført inn. Før inn tallene fra arket, "
        "eller avlys runden hvis den ikke ble noe av."
    )


class NobodyCameError(InvalidError):
    sentence = N_("Kryss av hvem som var med, så kan runden lukkes.")


class NotBegunError(ConflictError):
    sentence = N_(
        "Runden begynner {when}, og kan lukkes når den har begynt. Er den flyttet, så endre planen."
    )


class CancelledRoundError(ConflictError):
    sentence = N_("Runden er avlyst, så det er ingenting å oppsummere.")
