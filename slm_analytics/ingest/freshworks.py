"""What the lists of Freshdesk and Freshservice share: states that wait, and ratings in the list.

Facts that the ratings depend on:

* ratings are called Happy, Neutral and Unhappy (seen in descriptions of the API, not in an
  export), and surveys of one's own have more steps, such as Extremely Happy, or numbers.
  `not rated` stands where nobody answered (seen);
* a scale is therefore known only where no other words than those three stand in the file:
  they are 3, 2 and 1 of 3. With any other word or number no row of the file has a scale, and
  all are set aside: name the scale in a mapping of your own then;
* when it was answered stands in no column: an answer is dated by its ticket.

The list itself loads as tickets: the same file is read twice, and both loads stay. It is
read for its ratings only when a person says so.
"""

from __future__ import annotations

from collections.abc import Mapping

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.ratings import FACES, HIGHEST, LOWEST, NOT_RATED, rated, scale_of_faces
from slm_analytics.ingest.wide_tables import never
from slm_analytics.warehouse.archive import RawTable

STATES = {
    "waiting on customer": "on_hold/awaiting_customer",
    "waiting on third party": "on_hold",
}


def ratings_in_tickets(
    tool: str, *, rating: str, columns: Mapping[str, tuple[str, ...]]
) -> SourceMapping:
    """Return the source of the ratings that stand in a tool's list of tickets.

    Args:
        tool: what the tool is called.
        rating: the heading of the column that holds them.
        columns: field -> headings, of the ticket that was rated.
    """

    def shape(raw: RawTable) -> RawTable:
        return rated(raw, (rating,), scale_of_faces)

    system = tool.lower()
    return SourceMapping(
        name=f"{system}_ratings",
        title=f"{tool} ratings (in the list of tickets)",
        system=system,
        columns={**columns, "score": (rating,), "scale_min": (LOWEST,), "scale_max": (HIGHEST,)},
        signature=("ticket_id", "score"),
        values={"score": FACES},
        fixed={"instrument": "csat"},
        missing=NOT_RATED,
        contract="survey_responses",
        shape=shape,
        fits=never,
        recipe=(
            f"The same list as {tool} tickets, with the column {rating}:"
            " upload it once more and choose this form under Read it in another way. Only Happy,"
            " Neutral and Unhappy have a known scale; for other words map the list by hand and say"
            " its lowest and highest score."
        ),
    )
