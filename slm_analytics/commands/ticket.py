"""`ticket`: all that is known of one, with the row it came from."""

from __future__ import annotations

from slm_analytics import console
from slm_analytics.commands.answer import Answer, Arguments, jsonable
from slm_analytics.commands.question import warehouse_in_force
from slm_analytics.review.tickets import ticket_story
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.archive import raw_row
from slm_analytics.warehouse.generation import current_manifest


def ticket(folder: DataFolder, given: Arguments) -> Answer:
    """Say all that is known of a ticket."""
    story = ticket_story(warehouse_in_force(folder), given.id, given.system or "")
    manifest = current_manifest(folder)
    load = manifest.load(story.load_id) if manifest else None
    exported = raw_row(folder.archive / load.archive, story.line) if load else []
    values = {
        **story.facts,
        "said": story.said,
        "history": story.history,
        "stretches": story.lanes,
        "file": load.file_name if load else None,
        "line": story.line,
        "exported": [{"heading": heading, "text": text} for heading, text in exported],
    }
    return Answer(values, console.pairs(jsonable(story.facts)))
