"""The command line: the functions of the screen, without the screen.

Exit 0: done, also when rows were set aside. Exit 1: nothing can be loaded, a
question is open, or the store is not well. Exit 2: wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from slm_analytics import __version__, console
from slm_analytics.commands.answer import Answer, Arguments, jsonable
from slm_analytics.domain.scope import Dimension, Event
from slm_analytics.errors import MetricError, SlmError, UsageError
from slm_analytics.log import report_bug, start_logging
from slm_analytics.settings import DataFolder, data_folder
from slm_analytics.warehouse.generation import current_number

# Command -> the module in `commands/` and the function in it that does it. Only the module of the
# command that was given is imported: the libraries behind the others take a second to come up.
_DONE_BY = {
    "init": "store.init",
    "status": "store.status",
    "import": "importing.import_files",
    "metrics": "catalogue.metrics",
    "metric": "figures.metric",
    "ticket": "ticket.ticket",
    "explain": "explaining.explain",
    "scorecard": "scorecard.card",
    "service-levels": "scorecard.service_levels",
    "sign-off": "sign_off.sign_off",
    "exclusion": "exclusion.exclusion",
    "agreements": "agreements.agreements",
    "services": "agreements.services",
    "loads": "store.loads",
    "withdraw": "generations.withdraw",
    "undo": "generations.undo",
    "map": "generations.map_word",
    "export": "exporting.export",
    "verify": "store.verify",
    "rebuild": "generations.rebuild",
    "backup": "backup.back_up",
    "restore": "backup.restore",
    "register": "register.register",
}
_AS_OF = "instant that stands for now, at most the data's own: what happened later does not count"
_MONTH_OF = "the event whose date decides the month; not for what is counted at an instant"
_AS_IT_IS = (
    "metrics",
    "undo",
    "verify",
    "rebuild",
    "backup",
    "restore",
)  # they ask nothing of the store's tables


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    given = _parser().parse_args(arguments)
    answer = _answer(given)
    if given.json:
        values = jsonable(answer.values)
        console.write_json(json.dumps(values, ensure_ascii=False, allow_nan=False, indent=2))
    else:
        console.write_lines(answer.lines)
    return answer.code


def _answer(given: Arguments) -> Answer:
    """Return what the command gives, or why it gives nothing."""
    folder = data_folder(given.data)
    start_logging(folder)
    try:
        return _done(folder, given)
    except SlmError as error:
        code = 2 if isinstance(error, UsageError | MetricError) else 1
        return _failed(str(error), error.remedy, code)
    except KeyboardInterrupt:
        return _failed("Stopped.", "`slm status` says what is loaded.", 130)
    except Exception as error:  # noqa: BLE001  the last resort: one calm message
        reference = report_bug(error, doing=given.command)
        words = f"Something went wrong that should not. Reference {reference} in the log."
        return _failed(words, "Report the reference.", 1)


def _done(folder: DataFolder, given: Arguments) -> Answer:
    if folder.root.exists() and not folder.root.is_dir():
        raise UsageError(f"{folder.root} is not a folder.", remedy="Name a folder with --data.")
    if given.command not in _AS_IT_IS and current_number(folder) is not None:
        from slm_analytics.ingest import loads_in_force  # noqa: PLC0415  not needed for a folder never used

        loads_in_force.bring_up_to_date(folder)
    module, function = _DONE_BY[given.command].split(".")
    run: Callable[[DataFolder, Arguments], Answer] = getattr(
        import_module(f"slm_analytics.commands.{module}"), function
    )
    return run(folder, given)


def _failed(message: str, remedy: str, code: int) -> Answer:
    """Return the answer that says why there is none; people read it on the error stream."""
    console.write_errors([message, *([remedy] if remedy else [])])
    return Answer({"error": message, "remedy": remedy}, (), code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="slm", description=__doc__)
    _common_options(parser, data=None, json=False)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = commands.add_parser(name, help=text)
        _common_options(command, data=argparse.SUPPRESS, json=argparse.SUPPRESS)
        return command

    _init_options(add("init", "make a data folder"))
    add("status", "what is loaded")
    _import_options(add("import", "read files, and load them with --accept"))
    add("metrics", "list the metrics")
    _metric_options(add("metric", "compute a metric"))
    _ticket_options(add("ticket", "all that is known of a ticket"))
    _explain_options(add("explain", "why a target was met or missed, second by second"))
    _scorecard_options(add("scorecard", "what the lines of a contract came to in a month"))
    add("service-levels", "list the lines of contracts")
    _sign_off_options(add("sign-off", "sign a month off: what it counted stays"))
    _exclusion_options(add("exclusion", "downtime that is not to count: both sides have to agree"))
    _agreements_options(add("agreements", "how agreements stand on a day, and what is due"))
    _day_option(add("services", "the catalogue of services, and what stands behind each"))
    add("loads", "list the loads")
    add("withdraw", "take a load out").add_argument("load")
    add("undo", "go back to the generation before")
    _map_options(add("map", "say what a tool's word means"))
    _export_options(add("export", "write a metric or a table to a file"))
    add("verify", "check every file of the store")
    add("rebuild", "make the store again from the archive")
    _file_option(add("backup", "write the whole data folder to one file"))
    _file_option(add("restore", "put a backup into a data folder that holds nothing"))
    _register_options(add("register", "calendars and targets, as a workbook"))
    return parser


def _common_options(parser: argparse.ArgumentParser, *, data: Any, json: Any) -> None:
    """Add what every command takes, before or after its name."""
    parser.add_argument("--data", default=data, help="data folder (default: data)")
    parser.add_argument("--json", action="store_true", default=json, help="only JSON on stdout")


def _init_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--sample", action="store_true",
        help="load the fictional sample data; not into a folder with your own",
    )  # fmt: skip


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--source", help="the export format; without it, recognised")
    command.add_argument("--mapping", help="a JSON file that maps the columns; kept as a source")
    command.add_argument("--timezone", help="zone of times without an offset: Europe/Berlin")
    command.add_argument("--date-order", choices=("dmy", "mdy", "ymd"))
    command.add_argument("--customer", help="who is served, where the file does not say")
    command.add_argument("--sheet", help="sheet of a workbook")
    command.add_argument("--encoding", help="encoding of a CSV file")
    command.add_argument("--delimiter", help="what divides the fields of a CSV file")
    command.add_argument(
        "--repair", action="append", default=[], metavar="KIND=VALUE",
        help="mend the file's form as you say (docs/repairs.md): header=3, delimiter=';', "
        "table=1, line=41=...; may be given again",
    )  # fmt: skip
    command.add_argument("--accept", action="store_true", help="load what was read")


def _metric_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("name")
    command.add_argument("--receipt", action="store_true", help="what the figure is made of")
    _scope_options(command)


def _ticket_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("id")
    command.add_argument("--system", help="the tool, when several have that number")


def _explain_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", choices=["ticket", "service"], help="what is explained")
    _ticket_options(command)
    command.add_argument("--month", metavar="YYYY-MM", help="of a service; else the last closed")
    command.add_argument("--customer", help="whose service, where several have it")


def _scorecard_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--customer", action="append", help="whose lines; several may be named; none: all"
    )
    command.add_argument("--month", help="YYYY-MM; without it, the last closed month")


def _agreements_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--due", type=int, default=90, metavar="DAYS", help="how far to look ahead (default: 90)"
    )
    _day_option(command)


def _day_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--on", metavar="YYYY-MM-DD", help="the day; without it, today")


def _sign_off_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--customer", default="", help="whose lines; without it: lines for any")
    command.add_argument("--month", required=True, help="YYYY-MM")
    command.add_argument("--who", default="", help="who signs it off")
    command.add_argument("--why", default="", help="a word for the record")
    command.add_argument("--take-back", action="store_true", help="take the sign-off back")


def _exclusion_options(command: argparse.ArgumentParser) -> None:
    kinds = command.add_subparsers(dest="what", required=True)
    for name, text in (
        ("propose", "say that downtime of a service is not to count"),
        ("submit", "hand a proposal to the other side"),
        ("accept", "both sides agree: its downtime is taken off"),
        ("reject", "it counts as downtime"),
        ("withdraw", "take it back, also when it was accepted"),
        ("list", "the exclusions, and what each takes off"),
    ):
        kind = kinds.add_parser(name, help=text)
        _common_options(kind, data=argparse.SUPPRESS, json=argparse.SUPPRESS)
        if name in ("propose", "list"):
            kind.add_argument("--service", default="", required=name == "propose")
            kind.add_argument("--customer", default="", help="whose; without it: every customer's")
        else:
            kind.add_argument("exclusion", metavar="EX-1", help="as `slm exclusion list` names it")
        if name == "propose":
            _period_options(kind)
        if name == "accept":
            kind.add_argument("--other-side", default="", help="who accepts it for the other side")
            kind.add_argument("--on", default="", metavar="YYYY-MM-DD", help="day of the agreement")
        if name != "list":
            _step_options(kind)


def _period_options(command: argparse.ArgumentParser) -> None:
    words = "2026-10-03T14:00+02:00, or without an offset on the clock of --timezone"
    command.add_argument("--from", dest="start", required=True, metavar="T", help=words)
    command.add_argument("--until", required=True, metavar="T", help="likewise; not included")
    command.add_argument("--timezone", default="", help="without it, the zone of the service")
    command.add_argument(
        "--ground", required=True, choices=("force majeure", "customer-caused", "agreed")
    )


def _step_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--who", default="", help="who takes the step")
    command.add_argument(
        "--side", default="provider", choices=("provider", "customer"), help="whose side that is"
    )
    command.add_argument("--reason", default="", help="why, for the record")
    command.add_argument("--evidence", default="", help="where that can be seen")


def _map_options(command: argparse.ArgumentParser) -> None:
    from slm_analytics.ingest.fields import CHOICES  # noqa: PLC0415  see _DONE_BY
    from slm_analytics.ingest.mapping import CANONICAL  # noqa: PLC0415

    meanings = [
        f"{field}: {', '.join(sorted(CANONICAL[field])) if field in CANONICAL else 'any name'}"
        for field in CHOICES
    ]
    command.description = "Say what a tool's word means. " + "; ".join(meanings) + "."
    command.add_argument("system", help="the tool, as `slm ticket` and `slm loads --json` name it")
    command.add_argument("field", help=f"one of: {', '.join(CHOICES)}")
    command.add_argument("word", help="the tool's own word, as the export has it")
    command.add_argument("meaning", help='what it means (see above); "" takes back what was said')
    command.add_argument("--who", default="command line", help="who says so, for the record")


def _export_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", help="a metric, or: tickets, loads, set_aside, unknown_words")
    command.add_argument("--to", required=True, help="FILE.csv or FILE.xlsx")
    _scope_options(command)


def _file_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="the backup; one file")


def _register_options(command: argparse.ArgumentParser) -> None:
    kinds = command.add_subparsers(dest="what", required=True)
    for name, text in (
        ("template", "write an empty register workbook"),
        ("import", "read a register workbook and put it in force"),
        ("export", "write the register in force"),
        ("check", "say what is to be said of the register in force"),
        ("diff", "say what a register workbook would change"),
    ):
        kind = kinds.add_parser(name, help=text)
        _common_options(kind, data=argparse.SUPPRESS, json=argparse.SUPPRESS)
        if name != "check":
            kind.add_argument("file", metavar="FILE.xlsx")
        if name == "import":
            kind.add_argument("--who", default="command line", help="who says so, for the record")
            kind.add_argument("--why", default="", help="why, for the record")


def _scope_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", help=f"split by: {', '.join(Dimension)}")
    command.add_argument("--from", dest="first", metavar="YYYY-MM")
    command.add_argument("--until", metavar="YYYY-MM", help="last month, included")
    for name in ("customer", "service", "priority"):
        words = f'only this {name}; may be given again; "" stands for tickets without one'
        command.add_argument(f"--{name}", action="append", help=words)
    command.add_argument("--month-of", choices=[event.value for event in Event], help=_MONTH_OF)
    command.add_argument("--as-of", metavar="T", help=_AS_OF)


if __name__ == "__main__":
    sys.exit(main())
