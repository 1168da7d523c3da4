"""What is wrong, or will surprise, in the agreements of a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, groupby

from slm_analytics.domain.agreement import LIVE, OVER, AgreementKind, LifeCycle
from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.register.agreements import names_of
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Register, Row, Rows

_BEFORE_SIGNING = ("requested", "assessed", "drafted", "negotiated")
_MOST_MONTHS = 120
_EARLIEST, _LATEST = date.min.isoformat(), date.max.isoformat()
_CUSTOMERS = (AgreementKind.SLR, AgreementKind.SLA)
_PROVIDERS = (AgreementKind.OLA, AgreementKind.UC)


def agreement_findings(register: Register) -> Iterator[Finding]:
    """Yield what is to be said of the sheet agreements."""
    rows = register["agreements"]
    for row in rows:
        yield from _dates(rows, row)
        yield from _reviews(rows, row)
        yield from _life(rows, row)
        yield from _parties(rows, row)
    yield from _parents(rows)
    yield from _in_force_twice(rows)
    yield from _strange_services(register)


def _dates(rows: Rows, row: Row) -> Iterator[Finding]:
    if row["starts_on"] and row["ends_on"] and row["ends_on"] < row["starts_on"]:
        yield remark(
            rows, row, "ends_on", "ends_before_it_begins",
            f"it ends on {row['ends_on']}, before it begins on {row['starts_on']}",
            "Mend one of the two dates.",
        )  # fmt: skip
    if row["notice_on"] and row["ends_on"] and row["notice_on"] > row["ends_on"]:
        yield remark(
            rows, row, "notice_on", "notice_after_end",
            f"notice until {row['notice_on']}, after it has ended on {row['ends_on']}",
            "Write the last day on which notice can be given.",
        )  # fmt: skip
    if row["signed_on"] and row["ends_on"] and row["signed_on"] > row["ends_on"]:
        yield remark(
            rows, row, "signed_on", "signed_after_end",
            f"signed on {row['signed_on']}, after it has ended on {row['ends_on']}",
            "Mend one of the two dates if that is not meant.", severity=Severity.FLAG,
        )  # fmt: skip


def _reviews(rows: Rows, row: Row) -> Iterator[Finding]:
    for column in ("last_review_on", "next_review_on"):
        if row[column] and row["starts_on"] and row[column] < row["starts_on"]:
            yield remark(
                rows, row, column, "review_before_start",
                f"a review on {row[column]}, before it begins on {row['starts_on']}",
                "Mend one of the two dates if that is not meant.", severity=Severity.FLAG,
            )  # fmt: skip
    last, following = row["last_review_on"], row["next_review_on"]
    if last and following and following <= last:
        yield remark(
            rows, row, "next_review_on", "review_set_for_the_past",
            f"the next review is set for {following}, the last one was on {last}",
            "Write the day of the next review, or leave it blank: the interval says it.",
            severity=Severity.FLAG,
        )  # fmt: skip
    if row["review_months"] and not 1 <= int(row["review_months"]) <= _MOST_MONTHS:
        yield remark(
            rows, row, "review_months", "out_of_range",
            f"{row['review_months']} is not from 1 to {_MOST_MONTHS}",
            "Write how often it is to be reviewed, in months.",
        )  # fmt: skip


def _life(rows: Rows, row: Row) -> Iterator[Finding]:
    """Yield where the status of an agreement does not go with its dates."""
    status = row["status"]
    told = ("", "", "")
    if status in LIVE and not row["signed_on"] and row["kind"] != AgreementKind.SLR:
        told = ("signed_on", "not_signed", f"{status}, and not signed")
    elif status in _BEFORE_SIGNING and row["signed_on"]:
        told = ("status", "signed_too_early", f"{status}, and signed on {row['signed_on']}")
    elif status == LifeCycle.ENDED and not row["ends_on"]:
        told = ("ends_on", "ended_without_end", "ended, and no last day")
    elif status == LifeCycle.PROLONGED and not row["ends_on"]:
        told = ("ends_on", "prolonged_without_end", "prolonged, and no last day")
    if told[0]:
        remedy = "Write the day, or another status." if told[0] != "status" else "Mend one of both."
        yield remark(rows, row, *told, remedy, severity=Severity.FLAG)


def _parties(rows: Rows, row: Row) -> Iterator[Finding]:
    lacking = ""
    if row["kind"] in _CUSTOMERS and not row["customer"]:
        lacking, whom = "customer", "the customer: it counts for every one"
    elif row["kind"] in _PROVIDERS and not row["provider"]:
        lacking, whom = "provider", "the group or supplier"
    if lacking:
        yield remark(
            rows, row, lacking, f"no_{lacking}", f"an {row['kind']} without {whom}",
            "Write with whom it is agreed.", severity=Severity.FLAG,
        )  # fmt: skip


def _parents(rows: Rows) -> Iterator[Finding]:
    """Yield frames that are not there, or that stand in each other."""
    parents = {row["agreement_id"]: row["parent"] for row in rows if row["agreement_id"]}
    for row in rows:
        parent = row["parent"]
        if parent and parent not in parents:
            yield remark(
                rows, row, "parent", "unknown_agreement", f"there is no agreement {parent!r}",
                "Write its agreement_id as in this sheet, or add it.",
            )  # fmt: skip
        elif parent and _circles(row["agreement_id"], parents):
            yield remark(
                rows, row, "parent", "parent_circle",
                f"{row['agreement_id']} comes to stand in its own frame by way of {parent}",
                "Leave the parent of one of them blank.",
            )  # fmt: skip


def _circles(name: str, parents: dict[str, str]) -> bool:
    at, seen = parents.get(name, ""), set[str]()
    while at and at not in seen:
        if at == name:
            return True
        seen.add(at)
        at = parents.get(at, "")
    return False


def _in_force_twice(rows: Rows) -> Iterator[Finding]:
    """Yield versions of an agreement that are lived by on the same days."""
    live = [row for row in rows if row["status"] in LIVE]
    live.sort(key=lambda row: (row["agreement_id"], row["starts_on"], row.line))
    for _, versions in groupby(live, key=lambda row: row["agreement_id"]):
        for first, second in combinations(versions, 2):
            if _overlap(first, second):
                yield remark(
                    rows, second, "version", "in_force_twice",
                    f"version {second['version'] or '(blank)'} is {second['status']} while version"
                    f" {first['version'] or '(blank)'} of row {first.line} is {first['status']}",
                    "Write the last day of the earlier one, or that it is ended.",
                )  # fmt: skip


def _overlap(first: Row, second: Row) -> bool:
    spans = [(row["starts_on"] or _EARLIEST, row["ends_on"] or _LATEST) for row in (first, second)]
    return max(begin for begin, _ in spans) <= min(end for _, end in spans)


def _strange_services(register: Register) -> Iterator[Finding]:
    """Yield services that the catalogue has not got; where it is empty nothing is said."""
    known = {row["service"] for row in register["services"]}
    for row in register["agreements"]:
        if known and row["status"] not in OVER:
            for name in not_in(known, names_of(row["services"])):
                yield remark(
                    register["agreements"], row, "services", "not_in_catalogue",
                    f"the catalogue has no service {name!r}",
                    "Write it as on the sheet services, or add it there.", severity=Severity.FLAG,
                )  # fmt: skip


def not_in(known: set[str], names: Sequence[str]) -> list[str]:
    """Return the names that are not known."""
    return [name for name in names if name not in known]
