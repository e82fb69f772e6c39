"""What people call the fields of our forms, for the sentence that one of them is wrong."""

from collections.abc import Iterable

from app.language import N_, _

FIELD_WORDS = {
    "answer": N_("svar"),
    "capacity": N_("antall plasser"),
    "code": N_("kode"),
    "contact": N_("e-post eller telefon"),
    "day": N_("dag"),
    "district_id": N_("bydel"),
    "email": N_("e-post"),
    "ends": N_("til"),
    "gathering": N_("samling etterpå"),
    "least_minutes": N_("minste tid"),
    "meeting_lat": N_("breddegrad"),
    "meeting_lon": N_("lengdegrad"),
    "meeting_place": N_("oppmøtested"),
    "most_minutes": N_("lengste tid"),
    "name": N_("navn"),
    "phone": N_("telefon"),
    "place": N_("sted"),
    "starts": N_("fra"),
    "talking_points": N_("samtalepunkter"),
    "target_minutes": N_("vanlig tid"),
    "teams": N_("antall lag"),
    "text": N_("tekst"),
    "title": N_("tittel"),
}


def words_for(fields: Iterable[str]) -> str:
    """Name fields as the form does, «oppmøtested», «dag»; one without a word by its own name."""
    return ", ".join(f"«{_(FIELD_WORDS.get(field, field))}»" for field in sorted(fields)) or "?"
