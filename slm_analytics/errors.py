"""Every error this package raises on purpose.

* SlmError
  + ExtractError          a file the user gave cannot be used
    - UnreadableFile      its bytes are not what its name or its form promises
    - UnknownSource       no source reads such a file, or the named source does not exist
    - ReaderStopped       the reading process hit its limits or died
  + StoreError            the data folder cannot do what was asked
    - StoreBusy           another process is writing
    - DamagedStore        a file of the store is not what its manifest says
    - NothingToUndo       there is no earlier generation
    - UnknownLoad         no load has that name
  + MetricError           a metric declaration or a request for a figure is wrong
  + UsageError            a period, zone or option that does not exist
  + RegisterChanged       somebody else changed what is agreed meanwhile

Anything else that escapes is a bug: screen and command line show one calm
message with a reference number, and the log holds the rest.
"""

from __future__ import annotations


class SlmError(Exception):
    """A problem the user can act on.

    `str(error)` says what is wrong and names the offending value; `remedy`
    says what to do next. Both are shown on the page, so neither may mention
    a Python type or a stack frame.
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class ExtractError(SlmError):
    """A file the user gave cannot be used.

    `line` and `column` say where in the file, when the fault has a place.
    """

    def __init__(
        self, message: str, *, remedy: str = "", line: int | None = None, column: str = ""
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.line = line
        self.column = column


class UnreadableFile(ExtractError):
    """The bytes of a file are not what its name or its form promises."""


class UnknownSource(ExtractError):
    """No source reads such a file, or the named source does not exist."""


class ReaderStopped(ExtractError):
    """The process that read a file hit its limits or died."""


class StoreError(SlmError):
    """The data folder cannot do what was asked."""


class StoreBusy(StoreError):
    """Another process is writing to the data folder."""


class DamagedStore(StoreError):
    """A file of the store is missing or not what its manifest says."""


class NothingToUndo(StoreError):
    """There is no earlier generation to go back to."""


class UnknownLoad(StoreError):
    """No load in force has that name."""


class MetricError(SlmError):
    """A metric declaration or a request for a figure is wrong."""


class UsageError(SlmError):
    """A period, a zone or an option that does not exist."""


class RegisterChanged(SlmError):
    """Somebody else changed what is agreed since it was looked at; nothing was saved."""
