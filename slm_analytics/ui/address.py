"""What the reader has chosen stands in the page's address, and there alone.

A choice made in a box is written into the address before the page is drawn,
and every box shows what the address says. So a copied link, the browser's
back button and a link to another page all show the same figures. How a list
is shown falls back to the usual way when the address names none; whose figures
are shown does not: see `unknown`.

Streamlit's own binding of widgets to the address is not used: it forgets the
values on the way to another page, and leaves half-written steps in the
browser's history.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

Query = dict[str, list[str]]

SHARED = ("month", "months", "customer", "service", "priority", "mark", "clock", "present")
_HELD = "address.held"
_PASSING = ("page", "ticket", "system", "view", "outage")  # end when any other choice is made


def hold() -> None:
    """Note the address at the beginning of a run, as the ground for the next choice."""
    st.session_state[_HELD] = here()


def here() -> Query:
    """Return the whole query of the address."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def carried(more: Mapping[str, str | Sequence[str]] | None = None) -> Query:
    """Return the query of a link to another page: the choices that hold everywhere, and `more`."""
    query = {key: values for key, values in here().items() if key in SHARED}
    for key, said in (more or {}).items():
        query[key] = [said] if isinstance(said, str) else list(said)
    return query


def said(key: str) -> str:
    """Return what the address says of `key`; empty when nothing."""
    return str(st.query_params.get(key, ""))


def one(key: str, options: Collection[str], usual: str) -> str:
    """Return the option the address names, else the usual one."""
    named = said(key)
    return named if named in options else usual


def some(key: str, options: Collection[str]) -> list[str]:
    """Return the options the address names."""
    return [each for each in dict.fromkeys(st.query_params.get_all(key)) if each in options]


def unknown(key: str, options: Collection[str]) -> list[str]:
    """Return what the address names that is no option.

    Figures of everybody must not stand where those of one were asked for.
    """
    named = dict.fromkeys(st.query_params.get_all(key))
    return [each for each in named if each and each not in options]


def write(changes: Mapping[str, str | Sequence[str] | None]) -> None:
    """Change the address: an empty value takes a key out. For callbacks.

    The ground is what was held at the last run, not what the browser sends:
    two quick choices must not undo each other.
    """
    query: Query = dict(st.session_state.get(_HELD) or here())
    if not set(changes) <= set(_PASSING):
        query = {key: values for key, values in query.items() if key not in _PASSING}
    for key, value in changes.items():
        values = [value] if isinstance(value, str) else list(value or ())
        query[key] = [each for each in values if each]
    kept = {key: values for key, values in query.items() if values}
    st.query_params.from_dict(kept)
    st.session_state[_HELD] = kept


def chosen(key: str, usual: str = "") -> None:
    """Write what was chosen in the box `key` into the address. For `on_change`.

    The usual value is not written: an address holds only what differs.
    """
    value = st.session_state[key]
    if isinstance(value, bool):
        value = "yes" if value else ""
    write({key: None if value == usual else value})
