"""The words that the walk's program puts on the screen itself; what stands still is in the template."""

from app.language import N_, _

WORDS = {
    "nobody_home": N_("Ingen hjemme"),
    "talked": N_("Snakket"),
    "no_thanks": N_("Nei takk"),
    "no_access": N_("Kom ikke inn"),
    "come_back": N_("Senere"),
    "open": N_("Ikke banket på"),
    "done_by_team": N_("Tatt av laget"),
    "progress": N_("{done} av {total} dører"),
    "minutes_left": N_("ca. {n} min igjen"),
    "turn_back": N_("Snu nå: {place} kl. {when}"),
    "stop_doors": N_("{n} dører her, {left} igjen"),
    "locked": N_("Låst inngang"),
    "dog": N_("Hund"),
    "steps": N_("Lang trapp"),
    "no_such_door": N_("Finnes ikke"),
    "do_not_visit": N_("Ikke besøk"),
    "extra_door": N_("Ny dør {n}"),
    "door_n": N_("Dør {n}"),
    "place_saved": N_("Neste lag får vite det"),
    "door_added": N_("Døra er lagt til, og generalen får vite det"),
    "at_the_end": N_("Til slutt: {n} dører dere skulle tilbake til"),
    "stand_in": N_("Bygning uten adresse – anslått"),
    "registered": N_("Registrert: {outcome}"),
    "saved_at": N_("{outcome}: {where}"),
    "saved_many": N_("{outcome}: {n} dører"),
    "taken_back": N_("Angret"),
    "all_done": N_("Alle dører er tatt"),
    "all_done_hint": N_("Godt jobba! Gå til møtestedet og si fra at dere er tilbake."),
    "come_back_left": N_("Til slutt: dører dere skulle tilbake til"),
    "waiting": N_("{n} venter siden {when}"),
    "doors_sent": N_("Dørene er sendt"),
    "all_sent": N_("Alt er sendt"),
    "offline": N_("Uten dekning: {n} venter siden {when}"),
    "offline_held": N_("Uten dekning, alt er lagret"),
    "over_a_day": N_("{n} har ventet over et døgn"),
    "full": N_("Telefonen er full"),
    "waits_long": N_(
        "Noe har ligget her siden {when}. Åpne siden der det er dekning. Hjelper ikke det, "
        "kan du gi generalen det som en fil."
    ),
    "needs_you": N_("{n} må ses på"),
    "kept": N_("Ligger på telefonen"),
    "kept_hint": N_("Ruten og siden ligger på telefonen. De åpner seg uten dekning."),
    "keeping": N_("Legger ruten på telefonen …"),
    "not_kept": N_("Ligger ikke på telefonen"),
    "not_kept_hint": N_(
        "Ruten ligger ikke trygt på telefonen ennå. "
        "La siden stå åpen, og last den på nytt der det er dekning."
    ),
    "no_route_here": N_("Det ligger ingen rute på denne telefonen."),
    "not_a_link": N_("Dette ser ikke ut som lenken til laget. Be generalen om den, eller skann koden."),
    "link_copied": N_("Lenken er kopiert. Lim den inn i appen på hjemskjermen."),
    "link_not_copied": N_("Lenken kunne ikke kopieres. Skann koden til laget en gang til i stedet."),
    "forget_safe": N_("Alt er sendt. Ingenting går tapt."),
    "forget_loses": N_("{n} er ikke sendt og går tapt. Gi generalen filen først, eller finn dekning."),
    "forgotten": N_("Telefonen har glemt ruten"),
    "forgotten_hint": N_("Skann koden til laget for å åpne den igjen."),
    "scope_all": N_("Alle {n} her"),
    "scope_floor": N_("{floor} ({n})"),
    "not_joined": N_("Koblet fra: {n} venter"),
    "not_joined_hint": N_(
        "Telefonen er ikke koblet til ruten lenger. Skann QR-koden til laget en gang til. "
        "Alt du har registrert, ligger trygt her og sendes da."
    ),
    "storage_full": N_(
        "Telefonen fikk ikke lagret dette. Rydd litt plass og prøv igjen, eller skriv det på arket."
    ),
    "no_storage": N_(
        "Nettleseren lagrer ingenting, kanskje er den i privat modus. Åpne lenken i et vanlig vindu."
    ),
    "no_route": N_("Ruten kunne ikke hentes. Gå dit det er dekning og prøv igjen."),
    "note_saved": N_("Notatet er lagret på telefonen"),
    "note_blocked": N_("Dette må ut før notatet kan lagres:"),
    "note_warned": N_("Kan noen kjenne seg igjen? Gjør det gjerne mer generelt."),
    "note_replace": N_("Bytt «{found}» med «{general}»"),
    "save_note": N_("Lagre notatet"),
    "save_anyway": N_("Lagre likevel"),
    "note_unscreened": N_("Notatet kan ikke sjekkes uten dekning første gang. Vent litt, og lagre på nytt."),
    "note_empty": N_("Skriv en setning først."),
    "note_remove": N_("Slett"),
    "note_mend": N_("Rett"),
    "note_waits": N_("Venter på å bli sendt"),
    "back_done": N_("Dere er meldt tilbake."),
    "back_hint": N_("Generalen ser det når telefonen har dekning."),
    "door_refused": N_("En dør ble ikke tatt imot"),
    "report_refused": N_("En melding om et sted ble ikke tatt imot"),
    "totals_refused": N_("Tallene ble ikke tatt imot"),
    "totals_again": N_("Send på nytt"),
    "forget": N_("Fjern"),
    "over": N_("Runden er avsluttet"),
    "over_hint": N_("Takk for innsatsen! Telefonen har glemt ruten, dørene og notatene."),
    "over_waiting": N_("Runden er avsluttet. Det siste sendes nå: la siden stå åpen litt."),
    "whole_nobody": N_("Ingen hjemme på alle {n}"),
    "whole_access": N_("Kom ikke inn til {n}"),
    "back_left": N_("{n} dører står igjen. Det er helt greit."),
    "back_left_one": N_("Én dør står igjen. Det er helt greit."),
    "next": N_("Så: {where}"),
    "meeting": N_("Møtested: {place}"),
}


def words() -> dict[str, str]:
    """Give the words by key, in the language of this request. {n} and the like are filled in on the phone."""
    return {key: _(text) for key, text in WORDS.items()}
