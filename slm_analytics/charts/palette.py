"""Colours: blue and orange (Okabe and Ito, safe for colour-blind readers), and greys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a theme. `missed` and `met` run from far from the mark to close to it."""

    ink: str
    muted: str
    lines: str
    paper: str
    first: str
    second: str
    quiet: str
    area: str
    missed: tuple[str, str]
    met: tuple[str, str]
    no_share: str
    on_dark: str
    waiting: str
    held: str
    done: str


LIGHT = Palette(
    ink="#16202B",
    muted="#5B6775",
    lines="#E5EAF0",
    paper="#FFFFFF",
    first="#0072B2",
    second="#9CC3DF",
    quiet="#A9B4C0",
    area="rgba(0,114,178,0.14)",
    missed=("#D55E00", "#FAD9BF"),
    met=("#E3EFF7", "#7FB8DC"),
    no_share="#EEF1F4",
    on_dark="#FFFFFF",
    waiting="#A9B4C0",
    held="#E69F00",
    done="#D5DCE4",
)
DARK = Palette(
    ink="#EAF0F6",
    muted="#9AA8B8",
    lines="#2A3848",
    paper="#0F1720",
    first="#56B4E9",
    second="#2C6A99",
    quiet="#5F7084",
    area="rgba(86,180,233,0.16)",
    missed=("#C4500A", "#7A3F1C"),
    met=("#17324A", "#1F77B4"),
    no_share="#1A2532",
    on_dark="#0F1720",
    waiting="#5F7084",
    held="#E69F00",
    done="#324152",
)
