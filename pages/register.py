"""Register: what is agreed, for whom, in which hours; and how to change it."""

from datetime import UTC, datetime

from slm_analytics.ingest.register_intake import register_version
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.journal import register_of
from slm_analytics.review.register import headline, known_names
from slm_analytics.ui.register_agreed import agreed_card
from slm_analytics.ui.register_calendar import calendar_cards
from slm_analytics.ui.register_history import history_card
from slm_analytics.ui.register_sheets import sheets_card
from slm_analytics.ui.register_workbook import workbook_card
from slm_analytics.ui.setup_link import setup_link
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/register.py", needs_data=False)
version = register_version(page.folder)
register = register_of(page.folder, version)
known = page.ask(known_names)
page_title(headline(register), "What was agreed decides what is met and what is missed.")
status_line(page, way_out=False)
setup_link(page)
rules = rules_from(register)
if rules.targets and rules.calendars:
    agreed_card(rules, known)
if rules.calendars:
    calendar_cards(rules, datetime.now(UTC).date())
if register.is_empty:
    workbook_card(page, register, known)
    sheets_card(page, register, known, version)
else:
    sheets_card(page, register, known, version)
    workbook_card(page, register, known)
history_card(page, version)
