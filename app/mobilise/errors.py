"""Refusals of this room, each with one sentence to act on."""

from app.errors import ConflictError, InvalidError
from app.language import N_


class UnreadableListError(InvalidError):
    sentence = N_("Vi kan ikke lese fila. Lagre lista som Excel (.xlsx) eller CSV og last den opp på nytt.")


class EmptyListError(InvalidError):
    sentence = N_("Fila har ingen rader. Se at navn og telefon står på det første arket, og last opp igjen.")


class LongListError(InvalidError):
    sentence = N_("Lista har mer enn {most} rader. Del den i to og last opp én om gangen.")


class ColumnsMissingError(InvalidError):
    sentence = N_(
        "Velg hvilken kolonne som er navnet, og hvilken som er telefonen. Ingenting er lagt inn ennå."
    )


class NewcomerColumnsMissingError(InvalidError):
    sentence = N_("Velg hvilken kolonne som er innmeldingsdatoen. Ingenting er lagt inn ennå.")


class RowsWrongError(InvalidError):
    sentence = N_(
        "{count} rader kan ikke ringes. Rett dem i fila, eller kryss av for å hoppe over dem. "
        "Ingenting er lagt inn ennå."
    )


class NobodyToAddError(InvalidError):
    sentence = N_("Det er ingen nye å legge inn: alle står der fra før, eller vil ikke ringes.")


class CallingClosedError(ConflictError):
    sentence = N_("Ringerunden er avsluttet, og lista er slettet. Lag en ny for å ringe mer.")


class CallGoneError(ConflictError):
    sentence = N_("Denne samtalen er ikke din lenger: det har gått et døgn, eller den er ferdig. Hent nye.")


class CallBackTimeError(InvalidError):
    sentence = N_("Velg et tidspunkt som ikke har vært, høyst fire uker fram.")


class CallRoundMissingError(InvalidError):
    sentence = N_("Velg hvilken runde det gjelder. Den du valgte, er over eller avlyst.")


class FollowUpsLeftError(ConflictError):
    sentence = N_(
        "{count} sa ja til å hjelpe og er ikke fulgt opp. Gjør det først: lista slettes når du avslutter."
    )


class NewcomerContactError(InvalidError):
    sentence = N_("Skriv telefon eller e-post. Utenlandske numre begynner med landkoden, som +46.")


class NewcomerDateError(InvalidError):
    sentence = N_("Innmeldingen må være i dag eller de siste {days} dagene.")
