"""Colours: blue and orange (Okabe and Ito, safe for colour-blind readers), and greys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a theme.

    `missed` runs from far below the mark to close to it, `met` from the mark
    up. `ink` is read on both, on `no_share`, `waiting`, `quiet` and `done`;
    `on_first` on `first`, `on_held` on `held`; `good` and `alert` are
    text.
    """

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
    on_first: str
    on_held: str
    good: str
    alert: str
    waiting: str
    held: str
    done: str


LIGHT = Palette(
    ink="#16202B",
    muted="#5B6775",
    lines="#E5EAF0",
    paper="#FFFFFF",
    first="#0072B2",
    second="#8296AA",
    quiet="#A9B4C0",
    area="rgba(0,114,178,0.14)",
    missed=("#E87722", "#FAD9BF"),
    met=("#E3EFF7", "#7FB8DC"),
    no_share="#EEF1F4",
    on_first="#FFFFFF",
    on_held="#16202B",
    good="#00527F",
    alert="#A8430A",
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
    second="#2F709F",
    quiet="#55667A",
    area="rgba(86,180,233,0.16)",
    missed=("#B04708", "#6E3A1B"),
    met=("#17324A", "#1B6AA3"),
    no_share="#1F2C3A",
    on_first="#0F1720",
    on_held="#16202B",
    good="#7CC4F0",
    alert="#F0914F",
    waiting="#55667A",
    held="#E69F00",
    done="#324152",
)
