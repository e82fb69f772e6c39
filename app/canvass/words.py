"""The words that the walk's program puts on the screen itself; what stands still is in the template."""

from app.language import _


def words() -> dict[str, str]:
    """Give the words by key, in the language of this request. {n} and the like are filled in on the phone."""
    return {
        "nobody_home": _("Ingen hjemme"),
        "talked": _("Snakket"),
        "no_thanks": _("Nei takk"),
        "no_access": _("Kom ikke inn"),
        "come_back": _("Senere"),
        "open": _("Ikke banket på"),
        "done_by_team": _("Tatt av laget"),
        "progress": _("{done} av {total} dører"),
        "minutes_left": _("ca. {n} min igjen"),
        "stop_doors": _("{n} dører her, {left} igjen"),
        "locked": _("Låst inngang"),
        "stand_in": _("Bygning uten adresse"),
        "registered": _("Registrert: {outcome}"),
        "saved_at": _("{outcome}: {where}"),
        "saved_many": _("{outcome}: {n} dører"),
        "taken_back": _("Angret"),
        "all_done": _("Alle dører er tatt"),
        "all_done_hint": _("Godt jobba! Gå til møtestedet og si fra at dere er tilbake."),
        "come_back_left": _("Til slutt: dører dere skulle tilbake til"),
        "waiting": _("{n} venter på å bli sendt"),
        "doors_sent": _("Dørene er sendt"),
        "all_sent": _("Alt er sendt"),
        "offline": _("Uten dekning: {n} venter"),
        "needs_you": _("{n} må ses på"),
        "not_joined": _("Koblet fra: {n} venter"),
        "not_joined_hint": _(
            "Telefonen er ikke koblet til ruta lenger. Skann QR-koden til laget en gang til. "
            "Alt du har registrert, ligger trygt her og sendes da."
        ),
        "storage_full": _(
            "Telefonen fikk ikke lagret dette. Rydd litt plass og prøv igjen, eller skriv det på arket."
        ),
        "no_storage": _(
            "Nettleseren lagrer ingenting, kanskje er den i privat modus. Åpne lenken i et vanlig vindu."
        ),
        "no_route": _("Ruta kunne ikke hentes. Gå dit det er dekning og prøv igjen."),
        "note_saved": _("Notatet er lagret på telefonen"),
        "note_blocked": _("Dette må ut før notatet kan lagres:"),
        "note_warned": _("Kan noen kjenne seg igjen? Gjør det gjerne mer generelt."),
        "note_replace": _("Bytt «{found}» med «{general}»"),
        "save_note": _("Lagre notatet"),
        "save_anyway": _("Lagre likevel"),
        "note_empty": _("Skriv en setning først."),
        "note_remove": _("Slett"),
        "note_waits": _("Venter på å bli sendt"),
        "back_done": _("Dere er meldt tilbake."),
        "back_hint": _("Generalen ser det når telefonen har dekning."),
        "door_refused": _("En dør ble ikke tatt imot"),
        "forget": _("Fjern"),
        "over": _("Runden er avsluttet"),
        "over_hint": _("Takk for innsatsen! Telefonen har glemt ruta, dørene og notatene."),
        "over_waiting": _("Runden er avsluttet. Det siste sendes nå: la siden stå åpen litt."),
        "whole_nobody": _("Ingen hjemme på alle {n}"),
        "whole_access": _("Kom ikke inn til {n}"),
        "back_left": _("{n} dører står igjen. Det er helt greit."),
        "next": _("Så: {where}"),
        "meeting": _("Møtested: {place}"),
    }
