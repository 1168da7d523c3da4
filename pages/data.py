"""Data: load exports, see how they were read, map words, take loads out, go back."""

from slm_analytics.ui.loads_view import loads_card, words_card
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title
from slm_analytics.ui.upload import upload_card

page = open_page("pages/data.py", needs_data=False)
page_title("Data", "What the figures are made of. Nothing leaves this machine.")
status_line(page)
upload_card(page)
words_card(page)
loads_card(page)
