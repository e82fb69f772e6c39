"""Words that belong to the usual themes, so that suggestions are of use before the committee has tagged much.

A theme is known by its name: «Buss og trafikk» shares a word with the fourth line. Whatever the committee
tags weighs as much as these from the first day, and soon more.
"""

WORDS_BY_NAME: dict[str, str] = {
    "skole barnehage oppvekst utdanning": (
        "skole elev lærer klasse klasserom trinn rektor undervisning SFO barnehage pedagog assistent "
        "lekse skolemat mobbing spesialundervisning eksamen lærebok ungdomsskole videregående "
        "skolevei foresatte barnehageplass skule lærar friminutt skolegård nærskole dysleksi "
        "skolebygg kindergarten school teacher"
    ),
    "helse omsorg eldre sykehjem": (
        "fastlege lege legevakt sykehus sykehjem sykepleier hjemmesykepleie hjemmetjeneste omsorg "
        "eldreomsorg eldre pleie pleier psykolog tannlege helsestasjon jordmor rus rusomsorg demens "
        "pårørende avlastning rehabilitering fysioterapi rullestol pasient psykisk helse sjukeheim "
        "apotek medisin doctor dentist hospital health care"
    ),
    "bolig byutvikling boliger plan": (
        "bolig husleie leie leilighet hybel blokk høyblokk utbygger boligpris studentbolig borettslag "
        "reguleringsplan fortetting tomt sentrum bygge utbygging leietaker kommunal boligmarked "
        "møteplass butikk arkitektur kjøpesenter gårdsrom bustad leilegheit rent homes housing"
    ),
    "buss sykkel trafikk samferdsel kollektiv vei": (
        "buss trikk tog ferje kollektivtrafikk rute avgang holdeplass månedskort billett sykkel "
        "sykkelvei sykkelfelt bil biltrafikk trafikk fart fartshump vei gate fortau brøyting asfalt "
        "parkering bompenger kryss fotgjenger gangfelt elsparkesykkel drosje støy snø is grus hull "
        "glatt bus bike traffic road pavement"
    ),
    "klima natur miljø": (
        "klima natur miljø utslipp matjord jordvern mark skog elv fjord strandsone park tre søppel "
        "avfall kildesortering gjenbruk solcelle vindmølle energi flom overvann forurensning luft "
        "artsmangfold plast turvei hyttefelt recycling forest nature climate"
    ),
    "trygghet beredskap kriminalitet": (
        "trygg utrygg politi kriminalitet vold innbrudd tyveri hærverk narkotika gjeng bråk mørkt lys "
        "gatelys lykt belysning rasisme hat trussel ran kniv beredskap krig svindel natteravn "
        "overvåking fest ordensforstyrrelse dark police safe street lights"
    ),
    "kultur fritid idrett frivillighet": (
        "kultur fritid ungdom ungdomsklubb fritidsklubb idrett idrettslag fotball håndball trening "
        "hall svømmehall bibliotek kino teater museum konsert musikk korps kulturskole festival "
        "bydelshus kulturhus lekeplass dans frivillig leir svømming skøyte møteplass aktivitet "
        "library playground"
    ),
    "økonomi arbeid arbeidsliv skatt": (
        "økonomi lønn skatt eiendomsskatt avgift pris dyr strøm strømpris rente pensjon trygd "
        "uføretrygd NAV sosialhjelp fattigdom arbeid jobb arbeidsplass arbeidsledig lærling "
        "fagforening bemanning innleie deltid heltid bedrift næringsliv budsjett konsulent "
        "privatisering barnetrygd gjeld jobs tax"
    ),
}
