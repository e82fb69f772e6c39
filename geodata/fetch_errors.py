"""What can go wrong on the way from a host to the disk, each with one Norwegian sentence.

GeodataError
├── FetchError
│   ├── NoContactError        no internet, or the host does not answer
│   ├── BrokenOffError        the connection broke again and again
│   ├── BusyHostError         the host asks us to wait longer than we do
│   ├── MissingFileError      the host has no such file
│   ├── UnexpectedAnswerError the host answers something else than it used to
│   ├── UnknownKommuneError   the host has nothing for this municipality
│   ├── WrongChecksumError    what came is not what the host says it has
│   └── FullDiskError         no room
└── KommuneNumberError        not asked for: what was typed is no municipality's number
"""

from geodata.errors import N_, GeodataError


class KommuneNumberError(GeodataError):
    template = N_("Kommunenummeret har fire sifre, som 5001, men her står «{file}».")


class FetchError(GeodataError):
    """A file that could not be fetched; nothing of it is imported."""

    template = N_("Kunne ikke hente {file} fra {host}.")


class NoContactError(FetchError):
    template = N_(
        "Får ikke kontakt med {host}. Sjekk nettet og prøv igjen, eller last ned filene for hånd (se under)."
    )


class BrokenOffError(FetchError):
    template = N_(
        "Forbindelsen til {host} brøt flere ganger under henting av {file}. Kjør kommandoen igjen, så "
        "fortsetter den der den slapp."
    )


class BusyHostError(FetchError):
    template = N_(
        "{host} har det travelt og ber oss vente. Prøv igjen om {minutes} min, så fortsetter hentingen "
        "av {file}."
    )


class MissingFileError(FetchError):
    template = N_("{host} har ikke filen {file}. Last ned filene for hånd (se under).")


class UnexpectedAnswerError(FetchError):
    template = N_("{host} svarte noe uventet for {file}: {answer}. Last ned filene for hånd (se under).")


class UnknownKommuneError(FetchError):
    template = N_("Fant ikke {file} for kommune {kommune} hos {host}. Sjekk kommunenummeret, fire sifre.")


class WrongChecksumError(FetchError):
    template = N_(
        "{file} kom ikke riktig fram: sjekksummen er ikke den {host} oppgir. Filen er slettet; kjør "
        "kommandoen igjen."
    )


class FullDiskError(FetchError):
    template = N_(
        "Det er ikke plass til {file} i {folder}. Frigjør {megabytes} MB og kjør kommandoen igjen, så "
        "fortsetter den."
    )
