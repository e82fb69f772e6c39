"""What turf refuses, and what to do about it."""

from app.errors import ConflictError, InvalidError
from app.language import N_


class EmptyDistrictError(ConflictError):
    sentence = N_("Bydelen har ingen dører å gå til. Les inn adresser for den først.")


class AllWalkedError(ConflictError):
    sentence = N_("Alle gatesidene er gått i den tiden. Velg kortere tid, eller ta med alt.")


class CrossedMinutesError(InvalidError):
    sentence = N_(
        "Minuttene går ikke i hop: minst må være under mål, og mål under mest. Rett dem, og prøv igjen."
    )


class StartsError(InvalidError):
    """What is wrong with where the teams start; it is said at that field."""


class UnreadStartsError(StartsError):
    sentence = N_(
        "Skriv stedene som adresser eller koordinater, slik: Munkegata 1; 63.4305, 10.3951. "
        "Rett dem, eller pek på kartet."
    )


class UnknownAddressError(StartsError):
    sentence = N_(
        "Vi finner ikke «{name}» blant adressene vi har lest inn. "
        "Skriv gate og husnummer, eller pek på kartet."
    )


class TooManyStartsError(StartsError):
    sentence = N_("Lagene kan starte på høyst {most} steder. Ta bort noen.")


class FarStartError(StartsError):
    sentence = N_(
        "{place} ligger {km} km fra bydelen. Det er for langt å gå. "
        "Velg et sted nærmere enn {most} km, eller la feltet stå tomt."
    )


class StaleCutError(ConflictError):
    sentence = N_(
        "Noen andre endret oppdelingen imens. Last siden på nytt, og gjør endringen igjen om den trengs."
    )


class WalkedCutError(ConflictError):
    sentence = N_("Denne oppdelingen er gått og kan ikke endres. Lag en ny for neste runde.")


class LockedRouteError(ConflictError):
    sentence = N_("Rute {number} er låst. Lås den opp først.")


class TooSmallError(ConflictError):
    sentence = N_("Ruten har bare én adresse og kan ikke deles.")


class NothingChosenError(InvalidError):
    sentence = N_("Velg minst én adresse eller en gate å flytte.")


class NothingToUndoError(ConflictError):
    sentence = N_("Det er ingen endring å angre.")


class NothingToRedoError(ConflictError):
    sentence = N_("Det er ingen endring å gjøre om igjen.")


class BadShapeError(InvalidError):
    sentence = N_("Området må ha minst tre hjørner. Tegn rundt husene, og prøv igjen.")


class UnfinishedCutError(ConflictError):
    sentence = N_("Oppdelingen er ikke ferdig. Vent til rutene er klare, og prøv igjen.")


class UnlockedRoutesError(ConflictError):
    sentence = N_("Alle rutene er låst. Lås opp dem som skal deles på nytt.")


class CutInUseError(ConflictError):
    sentence = N_("En runde bruker denne oppdelingen. Ta rutene fra lagene først.")
