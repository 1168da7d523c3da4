"""The application: its pages by what they are for, and nothing else."""

import streamlit as st

from slm_analytics.ui.shell import run_app

run_app(
    {
        "Review": [
            st.Page(
                "pages/overview.py", title="Overview", icon=":material/monitoring:", default=True
            ),
            st.Page("pages/scorecard.py", title="Scorecard", icon=":material/scoreboard:"),
            st.Page("pages/running.py", title="Running month", icon=":material/pending_actions:"),
            st.Page("pages/months.py", title="Months", icon=":material/calendar_month:"),
            st.Page("pages/availability.py", title="Availability", icon=":material/network_check:"),
        ],
        "Explore": [
            st.Page("pages/compliance.py", title="Compliance", icon=":material/fact_check:"),
            st.Page("pages/breaches.py", title="Breaches", icon=":material/running_with_errors:"),
            st.Page("pages/pauses.py", title="Pauses", icon=":material/pause_circle:"),
            st.Page("pages/outages.py", title="Outages", icon=":material/power_off:"),
            st.Page("pages/components.py", title="Components", icon=":material/lan:"),
            st.Page("pages/second_opinion.py", title="Second opinion", icon=":material/compare:"),
            st.Page("pages/tickets.py", title="Tickets", icon=":material/list_alt:"),
        ],
        "Contract": [
            st.Page("pages/agreements.py", title="Agreements", icon=":material/handshake:"),
            st.Page("pages/services.py", title="Services", icon=":material/inventory_2:"),
            st.Page("pages/exclusions.py", title="Exclusions", icon=":material/gavel:"),
            st.Page("pages/register.py", title="Register", icon=":material/contract:"),
            st.Page("pages/replay.py", title="Replay", icon=":material/replay:"),
            st.Page("pages/setup.py", title="Set-up", icon=":material/checklist:"),
        ],
        "Data": [
            st.Page("pages/data.py", title="Data", icon=":material/database:"),
            st.Page("pages/definitions.py", title="Definitions", icon=":material/menu_book:"),
        ],
    }
)
