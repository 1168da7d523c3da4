"""Freshservice: the ratings that stand in the list of tickets, a second reading.

Facts of this format the mapping depends on:

* `Survey Result` holds the rating; ratings are called Happy, Neutral and Unhappy (seen in
  descriptions of the API, not in an export), and surveys of one's own have more steps, such
  as Extremely Happy, or numbers. `not rated` stands where nobody answered (seen);
* a scale is therefore known only where no other words than those three stand in the file:
  they are 3, 2 and 1 of 3. With any other word or number no row of the file has a scale, and
  all are set aside: name the scale in a mapping of your own then;
* when it was answered stands in no column: an answer is dated by its ticket.

The list itself loads as Freshservice tickets: the same file is read twice, and both loads
stay. It is read for its ratings only when a person says so.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.ratings import FACES, HIGHEST, LOWEST, NOT_RATED, rated, scale_of_faces
from slm_analytics.ingest.wide_tables import never
from slm_analytics.warehouse.archive import RawTable

_SCORE = ("Survey Result",)


def _ratings(raw: RawTable) -> RawTable:
    return rated(raw, _SCORE, scale_of_faces)


MAPPING = SourceMapping(
    name="freshservice_ratings",
    title="Freshservice ratings (in the list of tickets)",
    system="freshservice",
    columns={
        "ticket_id": ("Ticket Id",),
        "customer": ("Company",),
        "service": ("Service",),
        "assignment_group": ("Group",),
        "score": _SCORE,
        "scale_min": (LOWEST,),
        "scale_max": (HIGHEST,),
    },
    signature=("ticket_id", "score"),
    values={"score": FACES},
    fixed={"instrument": "csat"},
    missing=NOT_RATED,
    contract="survey_responses",
    shape=_ratings,
    fits=never,
    recipe=(
        "The same list as Freshservice tickets, with the column Survey Result:"
        " upload it once more and choose this form under Read it in another way. Only Happy,"
        " Neutral and Unhappy have a known scale; for other words map the list by hand and say"
        " its lowest and highest score."
    ),
)
