"""Months that were signed off, in the record: versions of the register carry them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from fractions import Fraction

from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.period import Month
from slm_analytics.domain.sign_off import SignedMonth, SignedTyped, SignedVerdict
from slm_analytics.record.store import Record, RegisterChange
from slm_analytics.settings import DataFolder

_SHEET = "signed_months"  # beside the sheets of the register, and not part of its workbook
_VERDICT = tuple(field.name for field in fields(SignedVerdict))


def signed_months(folder: DataFolder, version: int) -> tuple[SignedMonth, ...]:
    """Return the months that were signed off, as of a version of the register."""
    rows = Record(folder.record).register(version, _SHEET).values()
    return tuple(
        sorted((_month(row) for row in rows), key=lambda each: (each.customer, each.month))
    )


def signed_away(folder: DataFolder, version: int) -> list[RegisterChange]:
    """Return the changes that take every sign-off back, as of a version."""
    keys = Record(folder.record).register(version, _SHEET)
    return [RegisterChange(sheet=_SHEET, key=key, content=None) for key in keys]


def write_signed(folder: DataFolder, parent: int, signed: SignedMonth) -> int:
    """Write that a month was signed off on top of a version; return the new version."""
    content = {
        "customer": signed.customer,
        "month": str(signed.month),
        "who": signed.who,
        "at": signed.at,
        "why": signed.why,
        "verdicts": json.dumps([list(asdict(each).values()) for each in signed.verdicts]),
        "typed": json.dumps([_typed(each) for each in signed.typed]),
        "results": json.dumps(list(map(dict, signed.results))),
    }
    return _change(folder, parent, signed.customer, signed.month, content, signed.who, "signed off")


def write_opened(folder: DataFolder, parent: int, customer: str, month: Month, who: str) -> int:
    """Write that a sign-off was taken back; return the new version."""
    return _change(folder, parent, customer, month, None, who, "sign-off taken back")


def now() -> str:
    """Return the present instant as the record writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _change(
    folder: DataFolder,
    parent: int,
    customer: str,
    month: Month,
    content: dict[str, str] | None,
    who: str,
    what: str,
) -> int:
    key = json.dumps([customer, str(month)], ensure_ascii=False)
    change = RegisterChange(sheet=_SHEET, key=key, content=content)
    why = f"{month} {what}" + (f" with {customer}" if customer else "")
    return Record(folder.record).change_register(parent, [change], who=who, why=why)


def _month(row: Mapping[str, str]) -> SignedMonth:
    return SignedMonth(
        customer=row["customer"],
        month=Month.parse(row["month"]),
        who=row["who"],
        at=row["at"],
        why=row["why"],
        verdicts=tuple(
            SignedVerdict(**dict(zip(_VERDICT, each, strict=True)))
            for each in json.loads(row["verdicts"])
        ),
        typed=tuple(_typed_from(each) for each in json.loads(row["typed"])),
        results=tuple(json.loads(row["results"])),
    )


def _typed(typed: SignedTyped) -> list[str | int]:
    count = typed.count
    return [
        typed.level_id, count.within, count.of, count.values, str(count.total), count.bases,
        str(count.base),
    ]  # fmt: skip


def _typed_from(row: Sequence[str | int]) -> SignedTyped:
    level_id, within, of, values, total, bases, base = row
    count = MonthCount(
        within=int(within), of=int(of), values=int(values), total=Fraction(total),
        bases=int(bases), base=Fraction(base),
    )  # fmt: skip
    return SignedTyped(level_id=str(level_id), count=count)
