"""The report of an import, in words: what was read, how it lies, what is doubtful, what was left out."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.districts.intake import Taken
from app.language import N_, _
from geodata.report import FindingKind, Phase, Report, Snapping, SourceKind

PHASES = {
    Phase.READING: N_("Leser"),
    Phase.MATCHING: N_("Finner bygninger og dører"),
    Phase.SNAPPING: N_("Finner nærmeste gate"),
}
KINDS = {
    SourceKind.REGISTER: N_("Adresser"),
    SourceKind.DWELLINGS: N_("Boliger"),
    SourceKind.OSM: N_("Kart"),
    SourceKind.POLYGONS: N_("Flater"),
}
COUNTS = {
    "rows": N_("{n} rader"),
    "addresses": N_("{n} adresser"),
    "doors": N_("{n} dører"),
    "streets": N_("{n} gatestykker"),
    "barriers": N_("{n} hindringer"),
    "buildings": N_("{n} bygninger"),
    "polygons": N_("{n} flater"),
}
LEFT_OUT = {
    FindingKind.NO_POSITION: N_("uten koordinater"),
    FindingKind.ADDRESS_TWICE: N_("i to filer; den første gjelder"),
    FindingKind.DWELLING_WITHOUT_ADDRESS: N_("boliger på en adresse som ikke er i matrikkelen"),
    FindingKind.DWELLING_TWICE: N_("boliger skrevet to ganger; telt én gang"),
    FindingKind.OSM_INSIDE_REGISTER: N_("adresser på kartet der matrikkelen gjelder"),
    FindingKind.OSM_TWICE: N_("adresser to ganger på kartet; slått sammen"),
    FindingKind.OSM_WITHOUT_STREET: N_("husnumre på kartet uten gate"),
    FindingKind.BROKEN_BUILDING: N_("bygninger med åpent omriss"),
    FindingKind.FRAGMENT_STREETS: N_("korte gatestykker som ikke henger sammen med resten"),
    FindingKind.NOT_A_POLYGON: N_("punkter eller linjer blant flatene"),
    FindingKind.UNKNOWN_FILE: N_("ikke en kartfil"),
}
DOUBTFUL = {
    FindingKind.FAR_ACCESS: N_("atkomstpunkter over 1 km fra adressen; de brukes ikke"),
    FindingKind.FAR_FROM_STREETS: N_(
        "adresser mer enn en mil utenfor kartet; les inn et kart over stedet, "
        "eller se etter at EPSG-koden i adressefila stemmer"
    ),
    FindingKind.SAME_PLACE: N_("adresser på samme punkt som minst ni andre"),
    FindingKind.ODD_UNIT: N_("boliger med uvanlig nummer; etasjen er ukjent"),
    FindingKind.NO_DWELLINGS: N_("adresser uten boliger; de får ingen dører"),
    FindingKind.STAND_INS: N_("boligbygg som står for adresser vi mangler; de merkes «anslått»"),
    FindingKind.POLYGON_WITHOUT_ADDRESSES: N_(
        "flater uten adresser, som ikke blir bydeler; les inn adressene der, "
        "eller se etter at flatene er de rette"
    ),
}


def print_report(console: Console, report: Report, taken: Taken, districts: int) -> None:
    """Write the report for people at a terminal."""
    _print_files(console, report)
    console.print(_taken_words(taken, districts))
    if report.snapping:
        _print_snapping(console, report.snapping)
    elif any(file.kind is SourceKind.REGISTER for file in report.files):
        console.print(_("Ingen gater er lest inn ennå. Ruter trenger et kart: les inn en .osm.pbf også."))
    _print_findings(console, report, _("Tvilsomt, men tatt med"), DOUBTFUL)
    _print_findings(console, report, _("Utelatt"), LEFT_OUT)
    if report.attributions:
        console.print("\n" + _("Kilder") + ": " + " · ".join(report.attributions))


def _print_files(console: Console, report: Report) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in (_("Fil"), _("Er"), _("Innhold")):
        table.add_column(heading, overflow="fold")
    for file in report.files:
        counts = ", ".join(_(COUNTS[word]).format(n=number(n)) for word, n in file.counts)
        table.add_row(Text(file.file), _(KINDS[file.kind]), counts)
    console.print(table)


def _taken_words(taken: Taken, districts: int) -> str:
    sentence = _("\nAdresser: {new} nye, {changed} endret, {closed} lagt ned. Dører: {doors}.").format(
        new=number(taken.new),
        changed=number(taken.changed),
        closed=number(taken.closed),
        doors=number(taken.doors),
    )
    made = _("Bydeler: {n}.").format(n=districts)
    return f"{sentence} {made}" if districts else sentence


def _print_snapping(console: Console, snapping: Snapping) -> None:
    console.print(
        _(
            "Gate i nærheten av {n} adresser med dører: {snapped} ved egen gate, {other} ved en annen gate, "
            "{doubtful} tvilsomme (100–150 m), {without} uten gate innen 150 m. Vanlig avstand {median} m."
        ).format(
            n=number(snapping.snapped + snapping.other_name + snapping.doubtful + snapping.without_street),
            snapped=number(snapping.snapped),
            other=number(snapping.other_name),
            doubtful=number(snapping.doubtful),
            without=number(snapping.without_street),
            median=round(snapping.median_m),
        )
    )
    if snapping.examples:
        console.print("  " + _("for eksempel") + " " + ", ".join(snapping.examples), markup=False)


def _print_findings(console: Console, report: Report, heading: str, words: dict[FindingKind, str]) -> None:
    found = [one for one in report.findings if one.kind in words]
    if not found:
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for one in found:
        file = f" ({one.file})" if one.file and one.file not in one.examples else ""
        examples = f": {', '.join(one.examples)}" if one.examples else ""
        table.add_row(number(one.count), Text(f"{_(words[one.kind])}{file}{examples}"))
    console.print(f"\n[bold]{heading}[/bold]")
    console.print(table)


def number(count: int) -> str:
    """Write a number with thin spaces between thousands, as Norwegians do."""
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
