"""Days as a calendar file: what RFC 5545 asks for, and no text that breaks out of its line."""

from __future__ import annotations

from datetime import date

from slm_analytics.export.calendar_file import CalendarDay, ics_bytes

MADE = date(2026, 11, 22)


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_day_is_a_whole_day_that_ends_the_next_morning() -> None:
    day = CalendarDay(uid="S/1/end", day=date(2026, 12, 31), title="SLA ends", text="With A.")
    assert unfolded(ics_bytes([day], MADE)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//slm_analytics//agreements//EN",
        "BEGIN:VEVENT",
        "UID:S/1/end@slm-analytics.invalid",
        "DTSTAMP:20261122T000000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:SLA ends",
        "DESCRIPTION:With A.",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_signs_of_the_form_are_escaped_and_lines_are_short() -> None:
    title = "a;b,c\\d\nEND:VEVENT\r" + "生産管理" * 40
    content = ics_bytes([CalendarDay(uid="u", day=MADE, title=title)], MADE)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    lines = unfolded(content)
    assert lines.count("END:VEVENT") == 1
    assert f"SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT{'生産管理' * 40}" in lines
