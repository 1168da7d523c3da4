"""Documents say what the program does: generated ones are fresh, others name what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.make_docs import DOCS, data_dictionary, definitions, register
from slm_analytics.cli import _parser

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], key=str)


def test_definitions_are_fresh() -> None:
    assert (DOCS / "definitions.md").read_text("utf-8") == definitions(), "run `make docs`"


def test_document_of_the_register_is_fresh() -> None:
    assert (DOCS / "register.md").read_text("utf-8") == register(), "run `make docs`"


def test_data_dictionary_is_fresh() -> None:
    assert (DOCS / "data_dictionary.md").read_text("utf-8") == data_dictionary(), "run `make docs`"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    links = re.findall(r"\]\(([^)#][^)]*?)(?:#[^)]*)?\)", text)
    local = [link for link in links if not link.startswith(("http:", "https:", "mailto:"))]
    missing = [link for link in local if not (path.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_paths_in_backticks_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    named = re.findall(r"`((?:slm_analytics|pages|tests|docs|sample_data|scripts)/[\w./-]+)`", text)
    missing = [name for name in named if not (ROOT / name).exists()]
    assert not missing


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_make_targets_in_documents_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)`", path.read_text("utf-8")))
    assert named <= targets


def test_every_command_stands_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    commands = next(action for action in _parser()._actions if action.dest == "command").choices
    missing = [name for name in commands or () if f"slm {name}" not in text]
    assert not missing


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_pinned_package_has_its_reason() -> None:
    pinned = re.findall(
        r"^([\w-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE
    )
    reasons = "\n".join(path.read_text("utf-8") for path in (DOCS / "decisions").glob("*.md"))
    missing = [name for name in pinned if f"`{name}`" not in reasons]
    assert not missing
