"""Stories about text: what looks like a formula, and names beyond ASCII."""

from datetime import datetime, timedelta

from sample_data.portfolio import AOYAMA, AOYAMA_TOOL, NORDLICHT, SERVICENOW
from sample_data.scripted import Act, begun, opened, resolved, scripted
from sample_data.story import Story


def formula_text() -> Story:
    """Subjects that a spreadsheet would run."""
    texts = (
        '=HYPERLINK("http://example.invalid","click")',
        "=1+1 shows 2 in the claims report",
        "+49 89 99998 123 does not ring",
        "-20 °C in the server room of Köln?",
        "@all: no mail since 08:00",
        "=cmd|' /C calc'!A0",
    )
    tickets = [
        scripted(NORDLICHT, "Workplace", 4, text, *_two_days(f"2025-{month:02}-13", "09:33:21"))
        for month, text in enumerate(texts, start=2)
    ]
    japanese = scripted(
        AOYAMA, "生産管理", 3, "=SUM(A1:A9)でエラー", *_two_days("2026-05-13", "10:20:30")
    )
    return Story(
        name="formula_text",
        title="Subjects that begin like a formula",
        what="Text stays text: on no screen and in no export may it become a formula or a link.",
        tickets=[*tickets, japanese],
        facts={
            "subjects": [*texts, japanese.subject],
            "tickets_by_source": {SERVICENOW: tickets, AOYAMA_TOOL: [japanese]},
        },
    )


def _two_days(day: str, at: str) -> tuple[Act, ...]:
    """An uneventful ticket that takes until the next afternoon."""
    tomorrow = (datetime.fromisoformat(day) + timedelta(days=1)).date()
    return opened(f"{day} {at}"), begun(f"{day} 10:58:02"), resolved(f"{tomorrow} 14:10:00")


def umlaut_names() -> Story:
    """Names beyond ASCII, and two beyond Latin-1."""
    lines = (
        ("Jürgen Müller", "München", "Beitrag 0,00 € auf Rechnung", "2026-03-11"),
        ("Zoë Brückner", "Köln", "Mahnung trotz Zahlung \u2013 bitte prüfen", "2026-04-15"),
        ("Jürgen Müller", "Göttingen", "Adresse auf Rechnung ungültig", "2026-07-14"),
        ("Zoë Brückner", "Göttingen", "Rabatt \u201eTreue\u201c fehlt", "2026-09-16"),
    )
    tickets = [
        scripted(
            NORDLICHT,
            "Prämienrechnung",
            4,
            subject,
            *_two_days(day, "10:05:45"),
            caller=caller,
            site=site,
        )
        for caller, site, subject, day in lines
    ]
    return Story(
        name="umlaut_names",
        title="Jürgen Müller in München and Zoë Brückner in Köln",
        what="Windows-1252 text with bytes 0x80 to 0x9F (euro sign, dashes, low quotes), which "
        "neither UTF-8 nor Latin-1 reads right.",
        tickets=tickets,
        facts={
            "customer": NORDLICHT.name,
            "callers": ["Jürgen Müller", "Zoë Brückner"],
            "sites": list(NORDLICHT.sites),
            "service": "Prämienrechnung",
        },
    )
