"""What people say at the doors of Øvingsbyen: made up for practice, by the practice town's themes.

A matter alone, or a matter and why it matters: so that a season has hundreds of different notes, and some
that mean the same in other words.
"""

from typing import NamedTuple


class Voices(NamedTuple):
    """What is said under a theme, and what is said after it."""

    matters: tuple[str, ...]
    whys: tuple[str, ...]


VOICES: dict[str, Voices] = {
    "Skole og barnehage": Voices(
        (
            "For mange elever i klassen, læreren rekker ikke over alle",
            "Skolemat burde være gratis hver dag",
            "Barnehagen mangler folk når noen er syke",
            "SFO er blitt for dyrt",
            "Ungdomsskolen trenger en miljøarbeider",
            "Redd for at nærskolen blir lagt ned",
            "Det er kaldt i klasserommene om vinteren",
            "Leksehjelpen ble borte, og den trengs",
            "Svømmeopplæringen er kuttet",
            "Vil ha bøker i stedet for nettbrett",
            "Skolegården er bare asfalt",
        ),
        (
            "Det går ut over dem som strever mest",
            "Vi merker det hjemme hver kveld",
            "Lærerne sier det samme",
            "Det var bedre for noen år siden",
        ),
    ),
    "Buss og trafikk": Voices(
        (
            "Bussen går bare en gang i timen etter klokka åtte",
            "Månedskortet koster for mye",
            "Det mangler gangfelt ved butikken",
            "Bilene kjører for fort forbi skolen",
            "Sykkelveien slutter midt i bakken",
            "Fortauene blir ikke strødd",
            "Bussen er full hver morgen",
            "Det er ingen buss til sykehjemmet på søndager",
            "Tungtrafikken burde ut av boliggata",
            "Holdeplassen mangler leskur",
            "Vil ha fartshumper i gata",
        ),
        (
            "Da blir det bil i stedet",
            "De eldre blir sittende hjemme",
            "Ungene tør ikke gå alene",
            "Det hadde ikke kostet mye å gjøre noe med",
        ),
    ),
    "Bolig": Voices(
        (
            "Leia har gått opp to år på rad",
            "Unge får ikke kjøpt noe her",
            "Det bygges bare dyre leiligheter",
            "Det er mugg på badet, og eieren gjør ingenting",
            "Kommunen burde bygge selv",
            "De nye blokkene tar sola fra gården",
            "Det er for få små boliger for eldre",
            "Leiekontrakten varer bare ett år om gangen",
            "For mange leiligheter står tomme og leies ut til turister",
            "Studentene trenger flere hybler",
            "Det finnes ingen møteplass mellom blokkene",
        ),
        (
            "Barna må bytte skole når vi flytter",
            "Vi vet ikke om vi kan bli boende",
            "Det er de samme som tjener på det hver gang",
            "Naboene har det på samme måte",
        ),
    ),
    "Helse og omsorg": Voices(
        (
            "Tre uker å vente på time hos fastlegen",
            "Hjemmetjenesten sender nye folk hver dag",
            "Pleierne på sykehjemmet løper hele vakta",
            "Tannlegen er så dyr at folk lar være",
            "Unge må få snakke med psykolog uten å vente",
            "Helsestasjonen burde hatt åpent om kvelden",
            "De som pleier sine egne, trenger avlastning",
            "Det er for få heltidsstillinger i omsorgen",
            "Det er lang vei til legevakta",
            "Maten på sykehjemmet kommer kald",
            "Rusomsorgen trenger et sted å være om dagen",
        ),
        (
            "Det er ikke verdig",
            "Det koster mer når det haster",
            "De ansatte gjør så godt de kan",
            "Mange gir opp før de får hjelp",
        ),
    ),
    "Natur og klima": Voices(
        (
            "Ikke bygg ned skogen bak feltet",
            "Matjorda må få ligge",
            "Vil ha flere trær i gatene",
            "Det flyter søppel langs elva",
            "Solceller burde være lettere å få lov til",
            "Kjelleren fylles når det regner mye",
            "Det bør bli lettere å kildesortere i blokka",
            "Turveien langs vannet er gjengrodd",
            "Fergene og bussene bør gå på strøm",
            "Det brukes for mye veisalt",
            "Marka må være for alle",
        ),
        (
            "Det kan ikke gjøres om etterpå",
            "Barna bruker det hver dag",
            "Det haster mer enn politikerne tror",
            "Vi kan ta det i små steg",
        ),
    ),
    "Trygghet": Voices(
        (
            "Det er mørkt på gangveien om kvelden",
            "Det selges stoff ved undergangen",
            "Ungdommen har ingen steder å være",
            "Politiet er aldri å se her",
            "Sykler blir stjålet fra kjelleren",
            "Det er bråk på parkeringsplassen om natta",
            "Gatelysene har vært slukket siden i høst",
            "Eldre blir lurt på telefonen",
            "Fritidsklubben stengte, og da begynte det",
            "Føler seg utrygg på holdeplassen sent på kvelden",
            "Vil ha flere natteravner",
        ),
        (
            "Jentene går en omvei",
            "Det har blitt verre det siste året",
            "Noen voksne til stede hadde hjulpet",
            "Ingen svarer når vi sier fra",
        ),
    ),
    "Annet": Voices(
        (
            "Biblioteket må ha åpent i helgene",
            "Strømmen er for dyr om vinteren",
            "Eiendomsskatten rammer skjevt",
            "Svømmehallen har vært stengt i et år",
            "Idrettslaget mangler garderober",
            "Kommunen svarer ikke på brev",
            "Det er for mange konsulenter i kommunen",
            "Kulturskolen har for lang ventetid",
            "Fast jobb er vanskelig å få for unge",
            "Korpset trenger et sted å øve",
            "Butikken la ned, og nå er det ingenting igjen",
        ),
        (
            "Det gjelder mange her",
            "Det burde vært enkelt å ordne",
            "Folk flytter av mindre",
            "Det er det første jeg ville gjort noe med",
        ),
    ),
}
LESSONS = (
    "Rutene ble for lange. Femten minutter kortere neste gang.",
    "Begynn der portene er låst, mens folk kommer hjem.",
    "Spørsmålet om fritid fikk folk til å prate. Det om skatt gjorde ikke.",
    "Ta med flere hodelykter.",
    "Gå to og to hele veien, ikke del opp i blokkene.",
)
EXPERIENCES = (
    "Mange takket for at noen spurte.",
    "Flere enn vi trodde ville snakke om bussen.",
    "Folk flest vet ikke at det er valg til neste år.",
    "De unge åpnet oftere enn vi hadde trodd.",
)
