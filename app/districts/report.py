"""The report of an import, in words: what was read, how it lies, what is doubtful, what was left out."""

from rich.console import Console
from rich.table import Table

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
    FindingKind.NO_POSITION: N_("{n} adresser mangler koordinater"),
    FindingKind.ADDRESS_TWICE: N_("{n} adresser står i to filer; den første gjelder"),
    FindingKind.DWELLING_WITHOUT_ADDRESS: N_("{n} boliger hører til en adresse som ikke er i matrikkelen"),
    FindingKind.DWELLING_TWICE: N_("{n} boliger står to ganger; de er telt én gang"),
    FindingKind.OSM_INSIDE_REGISTER: N_(
        "{n} adresser på kartet er ikke brukt, for matrikkelen dekker området"
    ),
    FindingKind.OSM_TWICE: N_("{n} adresser står to ganger på kartet; de er slått sammen"),
    FindingKind.OSM_WITHOUT_STREET: N_("{n} husnumre på kartet mangler gate"),
    FindingKind.BROKEN_BUILDING: N_("{n} bygninger har et omriss som ikke går rundt"),
    FindingKind.FRAGMENT_STREETS: N_("{n} korte gatestykker henger ikke sammen med resten"),
    FindingKind.NOT_A_POLYGON: N_("{n} punkter eller linjer blant flatene"),
    FindingKind.UNKNOWN_FILE: N_("{n} fil i mappen er ikke en kartfil"),
}
DOUBTFUL = {
    FindingKind.FAR_ACCESS: N_("{n} atkomstpunkter ligger over 1 km fra adressen og brukes ikke"),
    FindingKind.SAME_PLACE: N_("{n} adresser deler punkt med minst ni andre"),
    FindingKind.ODD_UNIT: N_("{n} boliger har et uvanlig bruksenhetsnummer; etasjen er ukjent"),
    FindingKind.NO_DWELLINGS: N_("{n} adresser har ingen boliger og får ingen dører"),
    FindingKind.STAND_INS: N_("{n} boligbygg står for adresser som mangler; de merkes «anslått»"),
    FindingKind.POLYGON_WITHOUT_ADDRESSES: N_("{n} flater har ingen adresser ennå"),
}


def print_report(console: Console, report: Report, taken: Taken, districts: int) -> None:
    """Write the report for people at a terminal."""
    _print_files(console, report)
    console.print(_taken_words(taken, districts))
    if report.snapping:
        _print_snapping(console, report.snapping)
    _print_findings(console, report, _("Tvilsomt, men tatt med"), DOUBTFUL)
    _print_findings(console, report, _("Utelatt"), LEFT_OUT)
    if report.attributions:
        console.print(f"\n{_('Kilder')}: {' · '.join(report.attributions)}")


def _print_files(console: Console, report: Report) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in (_("Fil"), _("Er"), _("Innhold")):
        table.add_column(heading, overflow="fold")
    for file in report.files:
        counts = ", ".join(_(COUNTS[word]).format(n=number(n)) for word, n in file.counts)
        table.add_row(file.file, _(KINDS[file.kind]), counts)
    console.print(table)


def _taken_words(taken: Taken, districts: int) -> str:
    sentence = _("\nAdresser: {new} nye, {changed} endret, {closed} lagt ned. Dører: {doors}.").format(
        new=number(taken.new),
        changed=number(taken.changed),
        closed=number(taken.closed),
        doors=number(taken.doors),
    )
    return f"{sentence} {_('Bydeler: {n}.').format(n=districts)}" if districts else sentence


def _print_snapping(console: Console, snapping: Snapping) -> None:
    console.print(
        _(
            "Gate i nærheten: {snapped} ved egen gate, {other} ved en annen gate, {doubtful} tvilsomme "
            "(100–150 m), {without} uten gate innen 150 m. Vanlig avstand {median} m."
        ).format(
            snapped=number(snapping.snapped),
            other=number(snapping.other_name),
            doubtful=number(snapping.doubtful),
            without=number(snapping.without_street),
            median=round(snapping.median_m),
        )
    )
    if snapping.examples:
        console.print(f"  {_('for eksempel')} {', '.join(snapping.examples)}")


def _print_findings(console: Console, report: Report, heading: str, words: dict[FindingKind, str]) -> None:
    found = [one for one in report.findings if one.kind in words]
    if not found:
        return
    console.print(f"\n[bold]{heading}[/bold]")
    for one in found:
        where = f"{one.file}: " if one.file else ""
        examples = f" ({', '.join(one.examples)})" if one.examples else ""
        console.print(f"  {where}{_(words[one.kind]).format(n=number(one.count))}{examples}", markup=False)


def number(count: int) -> str:
    """Write a number with thin spaces between thousands, as Norwegians do."""
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
