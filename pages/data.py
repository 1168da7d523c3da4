"""Data: load exports, see how they were read, map words, take loads out, go back."""

from slm_analytics.ui.loads_view import loads_card
from slm_analytics.ui.setup_link import setup_link
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title
from slm_analytics.ui.upload import upload_card
from slm_analytics.ui.words_view import words_card

page = open_page("pages/data.py", needs_data=False)
page_title("Data", "What the figures are made of. Nothing leaves this machine.")
status_line(page, way_out=False)
setup_link(page)
if not upload_card(page):  # one thing at a time: first the files that wait
    words_card(page)
loads_card(page)
