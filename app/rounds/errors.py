"""Refusals of this room, each with one sentence to act on."""

from app.errors import ConflictError, GoneError, InvalidError
from app.language import N_


class DeadJoinLinkError(GoneError):
    sentence = N_("Lenken til ruten virker ikke lenger. Be dørbankgeneralen vise deg den nye.")


class EndedJoinLinkError(DeadJoinLinkError):
    sentence = N_(
        "Runden er over, så koden åpner ikke ruten lenger. Ligger det noe usendt på telefonen, "
        "sendes det når du åpner siden der dere gikk ruten."
    )


class SignUpClosedError(GoneError):
    sentence = N_("Denne runden tar ikke imot flere påmeldinger. Se på forsiden når den neste er.")


class ConsentMissingError(InvalidError):
    sentence = N_(
        "Kryss av for at vi får lagre navnet og kontakten din. Uten dem får vi ikke sagt fra til deg."
    )


class PastRoundError(InvalidError):
    sentence = N_("Tidspunktet har vært. Velg en dag og et klokkeslett som ikke er passert.")


class QuietHoursError(InvalidError):
    sentence = N_("{why} Velg en annen tid, eller be styret planlegge denne runden.")


class BoardQuietHoursError(InvalidError):
    sentence = N_("{why} Velg en annen tid, eller kryss av for at styret har bestemt det.")


class EarlyEveningError(InvalidError):
    sentence = N_("Kvelden begynner etter klokka tolv. Skriv den som 20:00, ikke 08:00.")


class LettersUnreadError(InvalidError):
    sentence = N_(
        "Før den første runden må styret lese e-postene til de påmeldte, under «E-postene vi sender». "
        "Det tar to minutter. Det du skrev, står her fortsatt."
    )


class ClashError(InvalidError):
    sentence = N_("{why}")


class FewerPlacesError(InvalidError):
    sentence = N_(
        "{n} har plass alt. Med {capacity} plasser mister ingen av dem sin, men ingen nye slipper til. "
        "Kryss av for at det er meningen, eller sett flere plasser."
    )


class EndsFirstError(InvalidError):
    sentence = N_("Runden slutter før den begynner. Sett sluttiden etter starten, samme dag.")


class UnreadablePictureError(InvalidError):
    sentence = N_("Bildet kan ikke leses. Velg et vanlig bilde fra telefonen (JPEG, PNG eller WebP).")


class PeriodEndsFirstError(InvalidError):
    sentence = N_("Perioden slutter før den begynner. Bytt om dagene, eller la en stå tom.")


class PeriodOutsideSeasonError(InvalidError):
    sentence = N_("Perioden er utenfor sesongen, som går fra {first} til {last}. Velg dager i den.")


class TooManyCandidatesError(InvalidError):
    sentence = N_("Det er alt {most} kort, og flere blir for mye på telefonen. Fjern ett først.")


class ClockGapError(InvalidError):
    sentence = N_(
        "Klokka {clock} finnes ikke {day}: da stilles den fram til sommertid. Velg et annet klokkeslett."
    )


class ForeignCutError(InvalidError):
    sentence = N_(
        "Oppdelingen hører til en annen bydel, eller er ikke ferdig. Velg en som passer til bydelen."
    )


class UnknownGeneralError(InvalidError):
    sentence = N_("En av dem du valgte, er ikke dørbankgeneral lenger. Last siden på nytt og velg igjen.")


class UnknownCandidateError(InvalidError):
    sentence = N_(
        "En av dem du ville ha med, er ikke lenger kandidat eller folkevalgt her. "
        "Last siden på nytt og velg igjen."
    )


class RoundOverError(ConflictError):
    sentence = N_("Runden er holdt eller avlyst, så den kan ikke endres mer.")


class TeamInUseError(ConflictError):
    sentence = N_("En telefon er alt i gang med denne ruten. Laget må få gå den ferdig før du endrer.")


class RouteTakenError(ConflictError):
    sentence = N_("Et annet lag har alt denne ruten. Velg en annen, eller bytt den der først.")


class TeamCountError(InvalidError):
    sentence = N_("{why} Det blir {teams} lag. Er dere flere eller færre, rett lista først.")


class TeamFullError(ConflictError):
    sentence = N_("Laget har alt tre. Flytt en av dem først, eller lag et nytt lag.")


class NothingToPrintError(ConflictError):
    sentence = N_("Ingen lag har rute ennå. Lag lag og gi dem ruter først, så kan du skrive ut arkene.")


class SeasonsOverlapError(InvalidError):
    sentence = N_(
        "Dagene er også i «{name}», som går fra {first} til {last}. En dag er i én sesong: velg andre dager."
    )


class SeasonEndsFirstError(InvalidError):
    sentence = N_("Sesongen slutter før den begynner. Bytt om på datoene.")
