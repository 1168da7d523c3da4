"""Names of files as they are shown: a name is somebody else's text, and never a path."""

from __future__ import annotations

import unicodedata

_LONGEST = 160
_UNSHOWN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # controls, marks of direction, halves, line ends


def shown_name(name: str) -> str:
    """Return the last part of an upload's name, without letters that are not seen."""
    return member_name(name).rpartition("/")[2]


def member_name(name: str) -> str:
    """Return the name of a file in an archive with the folders it stands in, and no way out."""
    seen = "".join("\ufffd" if unicodedata.category(each) in _UNSHOWN else each for each in name)
    parts = [part.strip() for part in seen.replace("\\", "/").split("/")]
    kept = "/".join(part for part in parts if part not in ("", ".", "..") and part[1:] != ":")
    if len(kept) > _LONGEST:
        kept = f"{kept[: _LONGEST // 2]}…{kept[-_LONGEST // 2 :]}"
    return kept or "unnamed"
