"""The sheet of service levels: the lines of contracts."""

from __future__ import annotations

from slm_analytics.domain.service_level import (
    Counting,
    Direction,
    LevelClass,
    LevelKind,
    Measure,
    SmallVolume,
    Trait,
    Window,
)
from slm_analytics.domain.target import ClockKind
from slm_analytics.domain.ticket import Priority, RecordType
from slm_analytics.register.sheet import Column, Kind, Sheet, plain

_WHOM = (
    Column(
        name="level_id",
        meaning="Name of the line; its versions share it.",
        required=True,
        example="N-P2-resolution",
    ),
    Column(
        name="name", meaning="What people call it.", default="its id", example="P2 resolved in time"
    ),
    Column(
        name="kind",
        kind=Kind.WORD,
        meaning="SLA: with a customer; OLA: of a group of one's own; UC: of a supplier.",
        words=plain(LevelKind),
        default="SLA",
        example="SLA",
    ),
    Column(
        name="provider",
        meaning="Of an OLA or UC: the group or supplier.",
        default="the provider itself",
    ),
    Column(
        name="customer", meaning="Customer it is agreed with.", default="any", example="Contoso"
    ),
    Column(
        name="services",
        kind=Kind.NAMES,
        meaning="Services it is about.",
        default="any, and tickets without one",
        example="Email; VPN access",
    ),
    Column(
        name="record_types",
        kind=Kind.WORDS,
        meaning="Record types it is about.",
        words=plain(RecordType),
        default="any",
        example="incident",
    ),
    Column(
        name="priorities",
        kind=Kind.WORDS,
        meaning="Priorities it is about.",
        words=plain(Priority),
        default="any",
        example="P1, P2",
    ),
    Column(name="categories", kind=Kind.NAMES, meaning="Categories it is about.", default="any"),
    Column(name="sites", kind=Kind.NAMES, meaning="Sites it is about.", default="any"),
    Column(name="groups", kind=Kind.NAMES, meaning="Groups it is about.", default="any"),
    Column(
        name="vip",
        kind=Kind.YES_NO,
        meaning="yes: tickets of VIPs alone; no: those of all others.",
        default="any",
    ),
)
_WHAT = (
    Column(
        name="measure",
        kind=Kind.WORD,
        meaning="share: of tickets within their time; average or percentile of service time;"
        " count: of tickets; ratio: resolved tickets of a trait; delivered on time: rows of the"
        " sheet deliverables; monthly value: rows of the sheet monthly_values; availability: of the"
        " services, as the sheet availability says.",
        words=plain(Measure),
        default="share",
        example="share",
    ),
    Column(
        name="clock",
        kind=Kind.WORD,
        meaning="Which clock is looked at; holding, of an OLA or UC: the time that the group or"
        " supplier (provider) held the ticket.",
        words=plain(ClockKind),
        default="resolution",
        example="resolution",
    ),
    Column(
        name="conditions",
        kind=Kind.CONDITIONS,
        meaning="Of a share: what has to be within what; all conditions are needed. Without a"
        " length: within the target of each ticket. Of deliverables: the share on time.",
        example="90 % in 8 h; 100 % in 24 h",
    ),
    Column(
        name="expected",
        kind=Kind.AMOUNT,
        meaning="Of an average or percentile the service time, of a count the tickets, of a"
        " ratio the percentage, of a monthly value the value.",
        example="6 h",
    ),
    Column(
        name="direction",
        kind=Kind.WORD,
        meaning="Whether a figure is to be at most or at least what is expected.",
        words=plain(Direction),
        default="at most; of a monthly value and of availability at least",
    ),
    Column(
        name="minimum",
        kind=Kind.AMOUNT,
        meaning="Minimum level: what is worse than missed. Of a share the percentage of its first"
        " condition, else in the unit of what is expected.",
        default="none",
        example="85 %",
    ),
    Column(
        name="trait",
        kind=Kind.WORD,
        meaning="Of a ratio: which resolved tickets it counts.",
        words=plain(Trait),
    ),
    Column(
        name="percentile",
        kind=Kind.SHARE,
        meaning="Of a percentile: how many tickets stay within.",
        default="90 %",
    ),
    Column(
        name="period",
        kind=Kind.WORD,
        meaning="Over which months a result is counted; their tickets are pooled.",
        words=plain(Window),
        default="month",
        example="month",
    ),
    Column(
        name="months",
        kind=Kind.NUMBER,
        meaning="Of a rolling window: how many months.",
        default="3",
    ),
    Column(
        name="year_begins",
        kind=Kind.NUMBER,
        meaning="First month of the contract year, 1 to 12; quarters go by it.",
        default="1",
    ),
    Column(
        name="counting",
        kind=Kind.WORD,
        meaning="Which month a ticket counts in. usual: response when opened, resolution when"
        " resolved; decided: the earlier of resolved and due, which never moves.",
        words=plain(Counting),
        default="usual",
    ),
    Column(
        name="small_volume",
        kind=Kind.WORD,
        meaning="What few tickets do to a share. strict: the share decides; one miss: one is"
        " always allowed; not below: fewer than `least` are not measured.",
        words=plain(SmallVolume),
        default="strict",
    ),
    Column(
        name="least",
        kind=Kind.NUMBER,
        meaning="With small_volume = not below: the fewest tickets that are measured.",
        default="5",
    ),
    Column(
        name="class",
        kind=Kind.WORD,
        meaning="How much it weighs in a review.",
        words=plain(LevelClass),
        default="key",
        example="critical",
    ),
    Column(name="weight", kind=Kind.NUMBER, meaning="Its weight among lines.", default="1"),
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
)
SERVICE_LEVELS = Sheet(
    name="service_levels",
    title="Service levels",
    table="register_service_level",
    meaning="One row per line of a contract and version.",
    key=("level_id", "valid_from"),
    columns=(*_WHOM, *_WHAT),
)
