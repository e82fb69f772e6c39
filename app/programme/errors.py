"""Refusals about notes, input and proposals."""

from app.errors import ConflictError, GoneError, InvalidError
from app.language import N_


class NoteTooLongError(InvalidError):
    sentence = N_("Notatet er for langt ({length} tegn). Kort det ned til {most}, eller del det i to.")


class EmptyNoteError(InvalidError):
    sentence = N_("Notatet er tomt. Skriv en setning, eller slett det.")


class ChangedNoteError(ConflictError):
    sentence = N_("Et notat med samme nummer er alt sendt, men med annen tekst. Skriv det på nytt.")


class NoteInUseError(ConflictError):
    sentence = N_(
        "Notatet var alt kommet fram slik det sto først, og generalen har arbeidet med det. "
        "Si fra til generalen om det du ville endre, og slett det her."
    )


class NoteClosedError(ConflictError):
    sentence = N_(
        "Notatet var alt kommet fram slik det sto først, og runden er avsluttet siden. "
        "Si fra til generalen om det du ville endre, og slett det her."
    )


class NotesClosedError(GoneError):
    sentence = N_("Runden ble avsluttet for mer enn 14 dager siden og tar ikke imot flere notater.")


class TooManyNotesError(InvalidError):
    sentence = N_("Runden har fått så mange notater at noe må være galt. Si fra til generalen.")


class StillPointsAtSomeoneError(InvalidError):
    sentence = N_(
        "Teksten peker fortsatt på noen: «{found}». Skriv det mer generelt, så kan notatet godkjennes."
    )


class ProposalPointsAtSomeoneError(InvalidError):
    sentence = N_("Forslaget peker på noen: «{found}». Skriv det mer generelt, så kan det lagres.")


class ThemeTakenError(ConflictError):
    sentence = N_("Det finnes alt et tema som heter «{name}».")


class MergeInCircleError(ConflictError):
    sentence = N_("Et tema kan ikke slås sammen med seg selv, eller med et som alt er lagt inn i det.")


class NothingToSplitError(InvalidError):
    sentence = N_("Ingen innspill under temaet har ordene «{text}». Prøv andre ord.")


class AlreadyTaggedError(ConflictError):
    sentence = N_("Noen andre har alt gitt innspillet et tema. Last siden på nytt.")


class ProposalChangedError(ConflictError):
    sentence = N_(
        "Noen andre har endret forslaget siden du åpnet det. Det du skrev, står i skjemaet "
        "og er ikke lagret. Flett inn den andres tekst, og lagre."
    )


class ProposalRewrittenError(ConflictError):
    sentence = N_(
        "Noen andre har endret forslaget siden du åpnet det. Det er ikke slettet. Åpne det på nytt, les, og "
        "slett det så hvis du fortsatt vil."
    )


class EmptyProposalError(InvalidError):
    sentence = N_("Forslaget trenger en tittel.")


class AnswerMissingError(InvalidError):
    sentence = N_(
        "Et forslag i programmet trenger punktet det står i, og et som ikke er tatt inn, en grunn. "
        "Det du skrev, er ikke lagret ennå."
    )
