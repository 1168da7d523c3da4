"""ServiceNow: the results of a survey, the list Metric results (asmt_metric_result).

Facts of this format the mapping depends on (told: the vendor's description of the form;
seen: names in code that reads the table; known: in no file seen):

* one row is the answer to one question (`metric`) of one questionnaire (`instance`) (told);
* `actual_value` is the score as it was given, `normalized_value` and `scaled_value` are made
  from it and not used (told); `string_value` is a text that was written (told);
* the scale stands at the question: `metric.min` and `metric.max` (known) have to be added to
  the list, since a score says nothing without them;
* the ticket stands at the questionnaire: `instance.task_id` (known);
* which instrument it is stands nowhere: the list is to hold a survey of satisfaction alone.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping

MAPPING = SourceMapping(
    name="servicenow_survey",
    title="ServiceNow survey results",
    system="servicenow",
    columns={
        "response_id": ("instance", "Assessment instance"),
        "question": ("metric", "Assessment metric"),
        "ticket_id": ("instance.task_id", "instance.task_id.number", "Task"),
        "customer": ("instance.task_id.company", "company", "Customer"),
        "service": ("instance.task_id.business_service", "business_service"),
        "assignment_group": ("instance.task_id.assignment_group", "assignment_group"),
        "answered_at": ("instance.taken_on", "taken_on", "sys_created_on", "Created"),
        "scale_min": ("metric.min", "Min", "Minimum value"),
        "scale_max": ("metric.max", "Max", "Maximum value"),
        "score": ("actual_value", "Actual value"),
        "comment": ("string_value", "String value"),
    },
    signature=("response_id", "question", "score"),
    fixed={"instrument": "csat"},
    contract="survey_responses",
    cut_at=10_000,
    recipe=(
        "Type asmt_metric_result.list into the filter navigator. Filter: Metric type is your"
        " survey of satisfaction, Created since the 1st of last month. Columns: Instance, Metric,"
        " Actual value, String value, Created, and by dot-walking Metric.Min, Metric.Max and"
        " Instance.Task. Right-click a heading > Export > CSV. At 10,000 rows the export is cut:"
        " split it."
    ),
)
