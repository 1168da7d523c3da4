"""Spellings of one name: which ones are probably meant by the same, and how they are merged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from slm_analytics.register.name_sheet import NameKind
from slm_analytics.register.rows import Register, register_from

_FORMS = (
    "ab ag aps as asa bv cie co company corp corporation eg ek ev gbr ges gmbh inc incorporated kg"
    " kgaa kk limited llc llp ltd ltda mbh nv ohg oy oyj plc pte pty pvt sa sarl sas se spa srl"
    " ug"
)
_LEGAL_FORMS = frozenset(_FORMS.split())
_EAST_ASIAN_FORMS = re.compile("株式会社|有限会社|合同会社|有限公司|주식회사|\\(株\\)|㈱")
_JOINED = re.compile(r"(?<=\b\w)[.](?=\w\b)")  # S.A. is one word
_PARTS = re.compile(r"[^\w]+|_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Spellings that are probably one name: how they are written, and the commonest of them."""

    name: str
    written: tuple[str, ...]


def plain_name(name: str) -> str:
    """Return a name without case, punctuation, spaces, width of letters, and legal form."""
    text = _EAST_ASIAN_FORMS.sub(" ", unicodedata.normalize("NFKC", name)).casefold()
    words = [word for word in _PARTS.split(_JOINED.sub("", text)) if word]
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return "".join(kept or words)


def suggestions(counts: Mapping[str, int]) -> tuple[Suggestion, ...]:
    """Return names that are alike but for case, punctuation and legal form.

    Args:
        counts: name -> how many tickets have it; the commonest spelling is proposed.
    """
    alike: dict[str, list[str]] = {}
    for name in counts:
        alike.setdefault(plain_name(name), []).append(name)
    found = []
    for plain, names in alike.items():
        if plain and len(names) > 1:
            first, *others = sorted(names, key=lambda name: (-counts[name], name))
            found.append(Suggestion(name=first, written=tuple(others)))
    return tuple(found)


def written_names(register: Register, kind: NameKind) -> dict[str, str]:
    """Return how a register calls names of a kind: as written -> as people say it."""
    return {row["written"]: row["name"] for row in register["names"] if row["kind"] == kind}


def with_names(register: Register, kind: NameKind, called: Mapping[str, str]) -> Register:
    """Return a register in which some written names are called otherwise.

    A name that is called what it is written, or by nothing, loses its row. Names that were
    called by a name which is itself called otherwise now go along with it.
    """
    names = written_names(register, kind) | {
        written: name.strip() for written, name in called.items()
    }
    ends = {written: _end(names, written) for written in names}
    rows = [
        {"kind": kind.value, "written": written, "name": name}
        for written, name in ends.items()
        if name and name != written
    ]
    others = [row.cells for row in register["names"] if row["kind"] != kind]
    sheets = {name: [row.cells for row in each] for name, each in register.sheets.items()}
    return register_from({**sheets, "names": [*others, *rows]})


def _end(names: Mapping[str, str], written: str) -> str:
    """Return what a name is called in the end; the checks refuse what leads in a circle."""
    name, seen = names[written], {written}
    while name in names and names[name] and name not in seen:
        seen.add(name)
        name = names[name]
    return name
