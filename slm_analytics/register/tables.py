"""The sheets of the register and their columns, declared once.

The template, the reading of a workbook, the checks, the editor, the tables of
the store and the document all go by these declarations.
"""

from __future__ import annotations

from slm_analytics.domain.service_calendar import ClosingRule
from slm_analytics.domain.target import (
    ChangeRule,
    ClockKind,
    PauseTime,
    ReopenRule,
    StartRule,
    TieRule,
    VersionRule,
)
from slm_analytics.domain.ticket import Priority, RecordType, state_words
from slm_analytics.register.agreement_sheet import AGREEMENTS
from slm_analytics.register.availability_sheet import AVAILABILITY
from slm_analytics.register.catalogue_sheet import CONTACTS, SERVICES
from slm_analytics.register.level_sheet import SERVICE_LEVELS
from slm_analytics.register.name_sheet import NAMES
from slm_analytics.register.sheet import NONE, Column, Kind, Sheet, plain
from slm_analytics.register.support_sheet import SUPPORTS
from slm_analytics.register.typed_sheets import DELIVERABLES, MONTHLY_VALUES

CLOCKS = plain(ClockKind)
STARTS = plain(StartRule)
PAUSE_TIMES = {
    "service hours": PauseTime.SERVICE_HOURS,
    "wall clock": PauseTime.WALL_CLOCK,
}
CHANGES = {
    "raised from change": ChangeRule.RAISED_FROM_CHANGE,
    "from creation": ChangeRule.FROM_CREATION,
    "from change": ChangeRule.FROM_CHANGE,
    "each stretch": ChangeRule.EACH_STRETCH,
    "at opening": ChangeRule.AT_OPENING,
}
VERSIONS = {"at opening": VersionRule.AT_OPENING, "per stretch": VersionRule.PER_STRETCH}
REOPENS = {
    "continue": ReopenRule.CONTINUE,
    "restart": ReopenRule.RESTART,
    "first": ReopenRule.FIRST,
    "worst": ReopenRule.WORST,
}
CLOSINGS = {"stays": ClosingRule.STAYS, "moves": ClosingRule.MOVES}
TIES = plain(TieRule)
STATES = {word: word for word in state_words()}

_CALENDAR = Column(
    name="calendar_id", meaning="Name of the calendar.", required=True, example="office"
)
_SITE = Column(
    name="site",
    meaning="The site it holds for; a site without rows of its own has those without a site.",
    default="all sites",
    example="Köln",
)
_OPENS = Column(
    name="opens", kind=Kind.TIME, meaning="When service opens.", required=True, example="08:00"
)
_CLOSES = Column(
    name="closes",
    kind=Kind.TIME,
    meaning="When it closes; 24:00 is the end of the day. At or before the opening: the next day.",
    required=True,
    example="18:00",
)

CALENDARS = Sheet(
    name="calendars",
    title="Calendars",
    table="register_calendar",
    meaning="One row per calendar and version; a calendar may have rows of its own for a site.",
    key=("calendar_id", "site", "valid_from"),
    columns=(
        _CALENDAR,
        _SITE,
        Column(
            name="valid_from",
            kind=Kind.DATE,
            meaning="First day of this version; it holds until the next version begins.",
            default="from the beginning",
            example="2026-01-01",
        ),
        Column(name="name", meaning="What people call it.", example="Office hours, Germany"),
        Column(
            name="timezone",
            kind=Kind.ZONE,
            meaning="Time zone of its hours, by IANA name.",
            required=True,
            example="Europe/Berlin",
        ),
        Column(
            name="always_open",
            kind=Kind.YES_NO,
            meaning="Around the clock, every day; hours, holidays and special days are not looked"
            " at.",
            default="no",
            example="no",
        ),
        Column(
            name="country",
            meaning="Country whose public holidays are closed, by ISO code.",
            default="no public holidays",
            example="DE",
        ),
        Column(
            name="subdivision",
            meaning="State or region whose holidays are closed as well, by ISO code.",
            default="the whole country's holidays only",
            example="BY",
        ),
        Column(
            name="holiday_ends_shift",
            kind=Kind.YES_NO,
            meaning="Whether a holiday also closes the rest of a night shift of the day before.",
            default="yes",
            example="yes",
        ),
    ),
)
HOURS = Sheet(
    name="hours",
    title="Weekly hours",
    table="register_hours",
    meaning="One row per stretch of open time; a day may have several.",
    key=("calendar_id", "site", "valid_from", "weekday", "opens"),
    columns=(
        _CALENDAR,
        _SITE,
        Column(
            name="valid_from",
            kind=Kind.DATE,
            meaning="The version of the calendar that has these hours.",
            default="every version without hours of its own",
            example="2026-01-01",
        ),
        Column(
            name="weekday",
            kind=Kind.WEEKDAYS,
            meaning="Day it opens on: mon to sun, a range (mon-fri) or several (mon, wed).",
            required=True,
            example="mon-fri",
        ),
        _OPENS,
        _CLOSES,
    ),
)
HOLIDAYS = Sheet(
    name="holidays",
    title="Holidays",
    table="register_holiday",
    meaning="Days of its own that a calendar is closed, and public holidays that it is not.",
    key=("calendar_id", "site", "date"),
    columns=(
        _CALENDAR,
        _SITE,
        Column(
            name="date", kind=Kind.DATE, meaning="The day.", required=True, example="2026-12-24"
        ),
        Column(name="name", meaning="What it is.", example="Christmas Eve"),
        Column(
            name="closed",
            kind=Kind.YES_NO,
            meaning="no: a public holiday of the country that is a day like any other here.",
            default="yes",
            example="yes",
        ),
    ),
)
SPECIAL_DAYS = Sheet(
    name="special_days",
    title="Special days",
    table="register_special_day",
    meaning="Hours of one date in place of the weekly ones; several rows make several stretches."
    " A holiday is stronger.",
    key=("calendar_id", "site", "date", "opens"),
    columns=(
        _CALENDAR,
        _SITE,
        Column(
            name="date", kind=Kind.DATE, meaning="The day.", required=True, example="2026-12-31"
        ),
        _OPENS,
        _CLOSES,
        Column(name="name", meaning="Why.", example="New Year's Eve"),
    ),
)
_WHOM = (
    Column(
        name="target_id",
        meaning="Name of the target; its versions share it.",
        required=True,
        example="P2 resolution",
    ),
    Column(
        name="clock",
        kind=Kind.WORD,
        meaning="What is timed: response, resolution, closure; holding: while one group or"
        " supplier holds the ticket.",
        words=CLOCKS,
        default="resolution",
        example="resolution",
    ),
    Column(name="customer", meaning="Customer it holds for.", default="any", example="Contoso"),
    Column(name="service", meaning="Service it holds for.", default="any", example="Email"),
    Column(
        name="record_type",
        kind=Kind.WORD,
        meaning="Record type it holds for.",
        words=plain(RecordType),
        default="any",
        example="incident",
    ),
    Column(
        name="priority",
        kind=Kind.WORD,
        meaning="Priority it holds for.",
        words=plain(Priority),
        default="any",
        example="P2",
    ),
    Column(
        name="holder",
        meaning="Of a holding clock: the group or supplier whose time is counted.",
        example="Network",
    ),
)
_WHAT = (
    Column(
        name="target",
        kind=Kind.LENGTH,
        meaning="How long: 90 min, 8 h, 4 h 30 min of service time; 2 d: working days keeping the"
        " time of day; 1 d by 17:00.",
        required=True,
        example="8 h",
    ),
    Column(
        name="calendar_id",
        meaning="Calendar in which the time runs.",
        required=True,
        example="office",
    ),
    Column(
        name="valid_from",
        kind=Kind.DATE,
        meaning="First day it holds.",
        default="from the beginning",
        example="2026-01-01",
    ),
    Column(
        name="valid_to",
        kind=Kind.DATE,
        meaning="Last day it holds.",
        default="until further notice",
        example="2026-12-31",
    ),
    Column(
        name="share",
        kind=Kind.SHARE,
        meaning="Share of tickets that is agreed to be within the target.",
        example="95 %",
    ),
)
_RULES = (
    Column(
        name="start",
        kind=Kind.WORD,
        meaning="When the clock starts.",
        words=STARTS,
        default="opened",
    ),
    Column(
        name="start_state",
        kind=Kind.WORD,
        meaning="With start = state entered: the state.",
        words=STATES,
    ),
    Column(
        name="retroactive",
        kind=Kind.YES_NO,
        meaning="Whether a clock that starts later counts from the opening all the same.",
        default="yes",
    ),
    Column(
        name="pauses",
        kind=Kind.WORDS,
        meaning=f"States in which the clock stands still; {NONE}: in no state. A response clock"
        " never pauses.",
        words=STATES,
        default="on_hold/awaiting_customer",
    ),
    Column(
        name="pause_time",
        kind=Kind.WORD,
        meaning="What a pause takes off.",
        words=PAUSE_TIMES,
        default="service hours",
    ),
    Column(
        name="change",
        kind=Kind.WORD,
        meaning="What a changed priority, group or service does that brings another target.",
        words=CHANGES,
        default="raised from change",
    ),
    Column(
        name="version",
        kind=Kind.WORD,
        meaning="Which version of target and calendar holds.",
        words=VERSIONS,
        default="at opening",
    ),
    Column(
        name="reopen",
        kind=Kind.WORD,
        meaning="What reopening does.",
        words=REOPENS,
        default="continue",
    ),
    Column(
        name="reopen_days",
        kind=Kind.NUMBER,
        meaning="With reopen = continue: within how many working days; later it is a new case.",
        default="5",
    ),
    Column(
        name="closing",
        kind=Kind.WORD,
        meaning="Where a due time on the closing time lies.",
        words=CLOSINGS,
        default="stays",
    ),
    Column(
        name="tie",
        kind=Kind.WORD,
        meaning="What an elapsed time equal to the target is.",
        words=TIES,
        default="met",
    ),
    Column(
        name="response_states",
        kind=Kind.WORDS,
        meaning="States that answer the customer, as a first response does.",
        words=STATES,
        default=NONE,
    ),
)
TARGETS = Sheet(
    name="targets",
    title="Targets",
    table="register_target",
    meaning="One row per target and version. The most exact match wins: customer outweighs"
    " service, service outweighs record type, record type outweighs priority.",
    key=("target_id", "valid_from"),
    columns=(*_WHOM, *_WHAT, *_RULES),
)
RULES = (CALENDARS, HOURS, HOLIDAYS, SPECIAL_DAYS, TARGETS)  # what clocks run by
SHEETS = {
    sheet.name: sheet
    for sheet in (
        *RULES,
        SERVICE_LEVELS,
        AVAILABILITY,
        DELIVERABLES,
        MONTHLY_VALUES,
        SUPPORTS,
        AGREEMENTS,
        SERVICES,
        CONTACTS,
        NAMES,
    )
}
POLICY_COLUMNS = tuple(column.name for column in _RULES)
