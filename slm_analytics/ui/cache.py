"""What is remembered between reruns: the only place that uses Streamlit's caches.

A key holds the data folder, the generation, the function and its arguments,
so nothing has to be forgotten by hand: a new generation is a new key.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TypeVar, cast

import plotly.graph_objects as go
import streamlit as st

from slm_analytics.charts.drawing import draw
from slm_analytics.charts.palette import Palette
from slm_analytics.charts.spec import Chart
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse, Warehouse
from slm_analytics.warehouse.generation import files_of
from slm_analytics.warehouse.manifest import Manifest, read_manifest

R = TypeVar("R")


@st.cache_resource(show_spinner=False, max_entries=4, on_release=lambda opened: opened.close())
def _opened(root: str, generation: int) -> DuckDbWarehouse:
    return DuckDbWarehouse(files_of(DataFolder(Path(root)), generation).database)


@st.cache_data(show_spinner=False, max_entries=600)
def _answer(root: str, generation: int, function: str, arguments: tuple[object, ...]) -> object:
    module, name = function.rsplit(":", 1)
    return getattr(import_module(module), name)(_opened(root, generation), *arguments)


@st.cache_data(show_spinner=False, max_entries=50)
def manifest_of(root: str, generation: int) -> Manifest:
    """Return the manifest of a generation."""
    return read_manifest(files_of(DataFolder(Path(root)), generation).manifest)


def opened(folder: DataFolder, generation: int) -> Warehouse:
    """Return a generation, opened read-only."""
    return _opened(str(folder.root), generation)


def answer(
    folder: DataFolder, generation: int, function: Callable[..., R], *arguments: object
) -> R:
    """Return what `function(warehouse, *arguments)` gives for a generation, computed once."""
    name = f"{function.__module__}:{function.__name__}"
    return cast(R, _answer(str(folder.root), generation, name, arguments))


@lru_cache(maxsize=200)
def drawn(chart: Chart, palette: Palette, scale: float) -> go.Figure:
    """Return the figure of a specification, drawn once; it is shared and not to be changed."""
    return draw(chart, palette, scale)
