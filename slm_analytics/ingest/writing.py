"""From readings to the next generation: accept, withdraw, rebuild, map words, start empty.

Runs in the writing process, under the writer's lock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from slm_analytics.errors import DamagedStore, StoreBusy, UnknownLoad
from slm_analytics.ingest.canonical import Canonical, canonical
from slm_analytics.ingest.mapping import SourceMapping, built_in, mapping_from_json
from slm_analytics.ingest.recipe import Recipe, recipe_from_json
from slm_analytics.ingest.record_tables import record_tables
from slm_analytics.ingest.report import LoadReport
from slm_analytics.ingest.shaping import shaped
from slm_analytics.record.source_memory import MEANINGS
from slm_analytics.record.store import Record
from slm_analytics.register.journal import register_of, rules_of, without_sample
from slm_analytics.register.store_tables import tables_of
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.archive import RawTable, keep_raw, read_raw
from slm_analytics.warehouse.build import NewLoad, Plan, build
from slm_analytics.warehouse.durable import sha256_of
from slm_analytics.warehouse.generation import current_manifest, writing
from slm_analytics.warehouse.manifest import SCHEMA_VERSION, LoadRecord, Manifest
from slm_analytics.warehouse.recovery import inputs_of, put_away_damaged

Meanings = Mapping[tuple[str, str, str], str]  # (system, field, word) -> meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A file that is to be loaded."""

    report: LoadReport
    raw: RawTable
    rows: Canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterState:
    """The version of the register a generation is built with, and the meanings it gives."""

    version: int
    meanings: Meanings


def accept(
    folder: DataFolder,
    accepted: Sequence[Accepted],
    register: RegisterState,
    *,
    received_at: datetime,
    is_sample: bool,
    with_register: bool = False,
) -> Manifest:
    """Load files as one new generation.

    A file loaded before in the same way is left out; one loaded in another
    way takes the place of that load, unless it holds another kind of record:
    a list of tickets may hold answers to surveys, too. Own data takes out the sample data and
    what was agreed in it. With `with_register` the register given comes into
    force, else the one in force stays.
    """
    with writing(folder):
        manifest = current_manifest(folder)
        if not with_register:
            register = _in_force(folder, manifest, register)
        loads = manifest.loads if manifest else ()
        known = {load.load_id for load in loads}
        fresh = _once([each for each in accepted if each.report.load_id not in known])
        if manifest is not None and not fresh:
            return manifest
        if manifest is not None and manifest.is_sample and not is_sample:
            register = _state_of(folder, without_sample(folder, register.version))
        kept = tuple(
            load
            for load in loads
            if not any(takes_place(each.report, load) for each in fresh)
            and (is_sample or not load.is_sample)
        )
        number = max((load.number for load in kept), default=0)
        new = [
            NewLoad(
                record=_record(folder, each, number + place, received_at, is_sample),
                tickets=each.rows.tickets,
                updates=each.rows.updates,
                records=each.rows.records,
                set_aside=each.rows.set_aside,
            )
            for place, each in enumerate(fresh, start=1)
        ]
        names = fresh[0].report.file + (f" and {len(fresh) - 1} more" if len(fresh) > 1 else "")
        action = f"import {names}"
        return _build(folder, manifest, kept, new, register, action)


def withdraw(folder: DataFolder, load_id: str, register: RegisterState) -> Manifest:
    """Build the generation without one load.

    Raises:
        UnknownLoad: no load in force has that name.
    """
    with writing(folder):
        manifest = current_manifest(folder)
        found = manifest.load(load_id) if manifest else None
        if manifest is None or found is None:
            raise UnknownLoad(
                f"No load {load_id!r} is in force.", remedy="`slm loads` lists the loads."
            )
        register = _in_force(folder, manifest, register)
        kept = tuple(load for load in manifest.loads if load.load_id != load_id)
        return _build(folder, manifest, kept, [], register, f"withdraw {found.file_name}")


def rebuild(folder: DataFolder, manifest: Manifest | None, register: RegisterState) -> Manifest:
    """Build the generation of `manifest` again from the archive, and put right what is damaged."""
    with writing(folder):
        built = _built_again(folder, manifest, register)
        put_away_damaged(folder)
        return built


def bring_up_to_date(folder: DataFolder, register: RegisterState) -> Manifest | None:
    """Build the generation in force again if another version of the tables made it."""
    with writing(folder):
        manifest = current_manifest(folder)
        if manifest is None or manifest.schema_version == SCHEMA_VERSION:
            return manifest
        return _built_again(folder, manifest, _in_force(folder, manifest, register))


def _built_again(
    folder: DataFolder, manifest: Manifest | None, register: RegisterState
) -> Manifest:
    """Build the same content anew: `undo` from there leads where it led before."""
    loads = manifest.loads if manifest else ()
    agreed = register_of(folder, register.version)
    plan = Plan(
        base=None,
        kept=(),
        new=[_derived(folder, load) for load in loads],
        words=_words(loads, register.meanings),
        register_version=register.version,
        rules=rules_of(folder, register.version),
        records=record_tables(),
        register=tables_of(agreed),
        parent=manifest.parent if manifest else None,
        action="rebuild",
    )
    return build(folder, plan)


def _in_force(
    folder: DataFolder, manifest: Manifest | None, register: RegisterState
) -> RegisterState:
    """Return the register in force, which may have changed while the lock was waited for."""
    version = manifest.register_version if manifest else 0
    return register if version == register.version else _state_of(folder, version)


def _state_of(folder: DataFolder, version: int) -> RegisterState:
    rows = Record(folder.record).register(version, MEANINGS).values()
    return RegisterState(
        version=version,
        meanings={(row["system"], row["field"], row["word"]): row["meaning"] for row in rows},
    )


def start_empty(folder: DataFolder, register: RegisterState) -> Manifest:
    """Put a generation without loads in force."""
    with writing(folder):
        manifest = current_manifest(folder)
        register = _in_force(folder, manifest, register)
        return _build(folder, manifest, (), [], register, "start empty")


def use_register(
    folder: DataFolder, register: RegisterState, action: str, *, on: int | None = None
) -> Manifest:
    """Build the same loads with another version of the register.

    Raises:
        StoreBusy: the version in force is not `on` any more, which it was made from.
    """
    with writing(folder):
        manifest = current_manifest(folder)
        if on is not None and on != (manifest.register_version if manifest else 0):
            raise StoreBusy(
                "Somebody else changed the register at this very moment; nothing was saved.",
                remedy="Save again: you are told what was changed.",
            )
        return _build(folder, manifest, manifest.loads if manifest else (), [], register, action)


def _once(accepted: Sequence[Accepted]) -> list[Accepted]:
    return list({each.report.load_id: each for each in accepted}.values())


def _build(
    folder: DataFolder,
    manifest: Manifest | None,
    kept: tuple[LoadRecord, ...],
    new: Sequence[NewLoad],
    register: RegisterState,
    action: str,
) -> Manifest:
    """Copy and add where loads only come on top; else make all of it again."""
    grows = (
        manifest is not None
        and kept == manifest.loads
        and manifest.schema_version == SCHEMA_VERSION
    )
    again = [] if grows else [_derived(folder, load) for load in kept]
    agreed = register_of(folder, register.version)
    plan = Plan(
        base=manifest.number if manifest is not None and grows else None,
        kept=kept if grows else (),
        new=[*again, *new],
        words=_words((*kept, *(load.record for load in new)), register.meanings),
        register_version=register.version,
        rules=rules_of(folder, register.version),
        records=record_tables(),
        register=tables_of(agreed),
        parent=manifest.number if manifest else None,
        action=action,
    )
    return build(folder, plan)


def _record(
    folder: DataFolder, each: Accepted, number: int, received_at: datetime, is_sample: bool
) -> LoadRecord:
    report = each.report
    archive, digest = _archive(folder, report, each.raw)
    mapping = mapping_of(recipe_from_json(report.recipe))
    carried = {column.field for column in report.columns} | set(mapping.fixed)
    if report.customer:
        carried.add("customer")
    return LoadRecord(
        load_id=report.load_id,
        number=number,
        file_name=report.file,
        sha256=report.sha256,
        archive=archive,
        archive_sha256=digest,
        recipe=report.recipe,
        source=report.source,
        title=report.title,
        system=report.system,
        zone=report.zone,
        received_at=received_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        rows=report.rows,
        loaded=report.loaded,
        set_aside=report.set_aside,
        duplicates=report.duplicates,
        tickets=report.tickets,
        updates=report.updates,
        contract=report.contract,
        records=report.records,
        first_opened_at=report.first_opened_at,
        last_opened_at=report.last_opened_at,
        latest_at=report.latest_at,
        fields=tuple(name for name in mapping.form.fields if name in carried),
        is_sample=is_sample,
    )


def _archive(folder: DataFolder, report: LoadReport, raw: RawTable) -> tuple[str, str]:
    """Keep the raw text of a file for good; return the archive's name and digest."""
    name = f"{report.sha256}-{raw.parse_key()}.parquet"
    return name, keep_raw(raw, folder.archive / name)


def _derived(folder: DataFolder, load: LoadRecord) -> NewLoad:
    """Understand an archived file again."""
    path = folder.archive / load.archive
    check_archive(path, load)
    recipe = recipe_from_json(load.recipe)
    received_at = datetime.strptime(load.received_at, "%Y-%m-%dT%H:%M:%S%z")
    mapping = mapping_of(recipe)
    raw = shaped(read_raw(path), mapping)
    rows = canonical(raw, mapping, recipe, load.file_name, received_at)
    record = replace(
        load,
        loaded=rows.loaded,
        set_aside=rows.set_aside.num_rows,
        duplicates=rows.duplicates,
        tickets=rows.tickets.num_rows,
        updates=rows.updates.num_rows,
        records=rows.records.num_rows,
    )
    return NewLoad(
        record=record,
        tickets=rows.tickets,
        updates=rows.updates,
        records=rows.records,
        set_aside=rows.set_aside,
    )


def check_archive(path: Path, load: LoadRecord) -> None:
    """Check that an archived file is what it was when it was accepted.

    Raises:
        DamagedStore: it is missing or changed.
    """
    if not path.exists() or sha256_of(path) != load.archive_sha256:
        raise DamagedStore(
            f"The archived copy of {load.file_name} is missing or damaged ({path.name[:12]}…).",
            remedy="Restore the archive folder from a backup, or import the file again.",
        )


def mapping_of(recipe: Recipe) -> SourceMapping:
    """Return the mapping a load was read with."""
    if recipe.mapping:
        return mapping_from_json(recipe.mapping)
    return built_in()[recipe.source]


def _words(loads: Sequence[LoadRecord], meanings: Meanings) -> pa.Table:
    """Return the rows of `value_map`: what sources say, and over it what people said."""
    words: dict[tuple[str, str, str], str] = {}
    for load in loads:
        for name, said in mapping_of(recipe_from_json(load.recipe)).words().items():
            words |= {(load.system, name, word): meaning for word, meaning in said.items()}
    words |= dict(meanings)
    rows = sorted(words.items())
    return pa.table(
        {
            "system": pa.array([key[0] for key, _ in rows], pa.string()),
            "field": pa.array([key[1] for key, _ in rows], pa.string()),
            "word": pa.array([key[2] for key, _ in rows], pa.string()),
            "meaning": pa.array([meaning for _, meaning in rows], pa.string()),
        }
    )


def takes_place(report: LoadReport, load: LoadRecord) -> bool:
    """Return whether a file takes the place of a load: the same, read in another way."""
    if (load.sha256, load.contract) != (report.sha256, report.contract):
        return False
    return recipe_from_json(report.recipe).excludes(recipe_from_json(load.recipe))


def read_generation(folder: DataFolder, number: int) -> Manifest:
    """Return what a generation was made from."""
    return inputs_of(folder, number)
