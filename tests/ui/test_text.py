"""Texts on screen: those from data are never taken for markup."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest

from slm_analytics.ui.text import md
from tests.conftest import SHARED

_LIST = SHARED / "data" / "badinput" / "blns.json"
_PLAIN = (
    r"*bold* _under_ `code` [a](b) ![i](j) # x :red[y] :material/home: $x^2$ <b>z</b>"
    " a|b ~c~ 1. 2) > q"
)


def test_every_sign_that_markdown_obeys_is_escaped() -> None:
    escaped = md(_PLAIN)
    for sign in "*_`[]()!#:$<>|~.":
        assert escaped.count(sign) == escaped.count(f"\\{sign}"), sign


def test_backslash_does_not_undo_the_escape() -> None:
    assert md(r"\*") == r"\\\*"


def test_escaping_loses_nothing() -> None:
    texts = json.loads(_LIST.read_text("utf-8")) if _LIST.is_file() else [_PLAIN]
    for text in texts:
        escaped, back, place = md(text), "", 0
        while place < len(escaped):
            place += escaped[place] == "\\"
            back += escaped[place]
            place += 1
        assert back == text


def _titles() -> None:
    from slm_analytics.ui.text import card_title, page_title, provenance  # noqa: PLC0415

    page_title("<b>head</b>", "<script>x</script>")
    card_title("a & b", "<i>sub</i>")
    provenance(["one <b>", "two"])


def test_titles_are_escaped_and_lines_begin_with_a_capital() -> None:
    bodies = [each.proto.body for each in AppTest.from_function(_titles).run().get("html")]
    assert "<b>" not in "".join(bodies)
    assert "&lt;script&gt;" in bodies[0]
    assert "a &amp; b" in bodies[1]
    assert ">One &lt;b&gt; · two<" in bodies[2]
