"""The address: the one place of what is chosen."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st  # noqa: PLC0415

    from slm_analytics.ui import address  # noqa: PLC0415
    from slm_analytics.ui.boxes import one_box, some_box, switch_box, text_box  # noqa: PLC0415

    address.hold()
    one_box("One", "one", ["a", "b"], "a")
    some_box("Some", "some", ["x", "y", "z"])
    switch_box("Switch", "switch")
    text_box("Text", "text")
    st.button("Page", on_click=address.write, args=({"page": "2"},), key="turn")
    st.text(str(address.carried({"figure": "f", "month": "2026-01"})))


def app(**query: str | list[str]) -> AppTest:
    made = AppTest.from_function(_page)
    for key, value in query.items():
        made.query_params[key] = value
    return made.run()


def said(made: AppTest) -> dict[str, object]:
    return {key: made.query_params[key] for key in made.query_params}


def test_boxes_show_what_the_address_says() -> None:
    made = app(one="b", some=["x", "z"], switch="yes", text="<b>")
    assert made.selectbox[0].value == "b"
    assert made.multiselect[0].value == ["x", "z"]
    assert made.toggle[0].value
    assert made.text_input[0].value == "<b>"


def test_values_that_are_no_option_are_passed_over() -> None:
    made = app(one="c", some=["x", "?", "x"], switch="1")
    assert made.selectbox[0].value == "a"
    assert made.multiselect[0].value == ["x"]
    assert not made.toggle[0].value


def test_choice_is_written_and_the_usual_value_is_not() -> None:
    made = app()
    made.selectbox[0].select("b").run()
    made.toggle[0].set_value(True).run()
    made.text_input[0].set_value(" 7 ").run()
    assert said(made) == {"one": "b", "switch": "yes", "text": " 7 "}
    made.selectbox[0].select("a").run()
    made.toggle[0].set_value(False).run()
    made.text_input[0].set_value("").run()
    assert said(made) == {}


def test_another_choice_ends_the_page_and_the_ticket() -> None:
    made = app(page="3", ticket="T1", system="s", one="b")
    made.multiselect[0].select("y").run()
    assert said(made) == {"one": "b", "some": "y"}


def test_turning_the_page_keeps_the_choices() -> None:
    made = app(one="b", ticket="T1")
    made.button(key="turn").click().run()
    assert said(made) == {"one": "b", "ticket": "T1", "page": "2"}


def test_second_choice_does_not_undo_a_first_that_the_browser_has_not_heard_of() -> None:
    made = app()
    made.selectbox[0].select("b").run()
    made.query_params.clear()
    made.multiselect[0].select("y").run()
    assert said(made) == {"one": "b", "some": "y"}


def test_link_carries_what_holds_everywhere_and_what_is_added() -> None:
    made = app(month="2025-12", customer=["A", "B"], page="2", ticket="T1", number="7")
    assert made.text[0].value == str(
        {"month": ["2026-01"], "customer": ["A", "B"], "figure": ["f"]}
    )
