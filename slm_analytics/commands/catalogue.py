"""`metrics`: what can be counted."""

from __future__ import annotations

from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.metrics.catalogue import catalogue
from slm_analytics.settings import DataFolder


def metrics(_: DataFolder, __: Arguments) -> Answer:
    """List the metrics."""
    declared = catalogue().values()
    values = [
        {
            "name": each.name,
            "subject": each.subject,
            "title": each.title,
            "unit": each.unit.value,
            "better": each.better.value,
            "month_of": each.event.value,
            "additive": each.additive,
            "definition": each.definition,
            "source": each.source,
        }
        for each in declared
    ]
    return Answer(values, [f"{each.name:26} {each.title}" for each in declared])
