"""What the screen and the command line do with exclusions; the figures are built anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slm_analytics.domain.correction import (
    Approval,
    Correction,
    CorrectionState,
    Ground,
    Side,
    Step,
    Subject,
    SubjectKind,
    proposed,
)
from slm_analytics.domain.period import Month
from slm_analytics.domain.rules import instant_of
from slm_analytics.domain.sign_off import SignedMonth
from slm_analytics.domain.typed_instant import second_of
from slm_analytics.errors import UsageError
from slm_analytics.ingest.child import run_job
from slm_analytics.ingest.jobs import job_for
from slm_analytics.register.exclusions import corrections, next_id, write_correction
from slm_analytics.register.sign_off import now, signed_months
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.availability.texts import text_of
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import current_manifest, files_of

Zones = Mapping[tuple[str, str], str]  # (service, customer or "") -> zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed not to count, as it was typed.

    Attributes:
        service, customer: of which service, and whose; "": every customer's.
        start, until: instants with an offset, or times on the clock of `zone`.
        zone: "": the zone that the service is counted in, where it is one for all.
    """

    service: str
    customer: str = ""
    start: str
    until: str
    zone: str = ""
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who takes a step, for which side, and why."""

    who: str
    side: Side = Side.PROVIDER
    reason: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An exclusion after a step.

    Attributes:
        signed: months of its period that are signed off: they do not move.
    """

    correction: Correction
    generation: int
    signed: tuple[Month, ...]


def propose(folder: DataFolder, proposal: Proposal, said: Said) -> Moved:
    """Propose that downtime of a service does not count.

    Raises:
        UsageError: nothing is counted of that service, the period is none, or it is proposed
            already.
    """
    version = _version(folder)
    zones = counted_services(folder)
    subject = _subject(proposal, zones)
    for each in corrections(folder, version):
        if each.subject == subject and not each.state.is_final:
            raise UsageError(
                f"Exclusion {each.correction_id} is for the same period, and {each.state}.",
                remedy="Go on with that one.",
            )
    step = _step(CorrectionState.PROPOSED, said)
    proposed("new", subject, proposal.ground, step)  # before a number is taken
    made = proposed(next_id(folder), subject, proposal.ground, step)
    return _use(folder, version, made)


def move(
    folder: DataFolder,
    correction_id: str,
    state: CorrectionState,
    said: Said,
    approval: Approval | None = None,
) -> Moved:
    """Take the next step of an exclusion.

    Raises:
        UsageError: there is no such exclusion, or the step cannot follow.
    """
    version = _version(folder)
    found = [each for each in corrections(folder, version) if each.correction_id == correction_id]
    if not found:
        raise UsageError(
            f"There is no exclusion {correction_id!r}.", remedy="`slm exclusion list` shows them."
        )
    return _use(folder, version, found[0].after(_step(state, said, approval)))


def corrections_in_force(folder: DataFolder) -> tuple[Correction, ...]:
    """Return the exclusions as the generation in force knows them, the oldest first."""
    manifest = current_manifest(folder)
    told = corrections(folder, manifest.register_version) if manifest else ()
    return tuple(each for each in told if each.subject.kind is SubjectKind.DOWNTIME)


def counted_services(folder: DataFolder) -> Zones:
    """Return the services whose availability is counted, for whom, and in which zone."""
    manifest = current_manifest(folder)
    if manifest is None:
        return {}
    warehouse = DuckDbWarehouse(files_of(folder, manifest.number).database)
    try:
        rows = warehouse.query(text_of("named_services"))
    finally:
        warehouse.close()
    return {(service, customer): zone for service, customer, zone in rows.itertuples(index=False)}


def zone_of(zones: Zones, service: str, customer: str) -> str:
    """Return the zone that a service is counted in; UTC where nothing is counted of it."""
    own = [zones[key] for key in ((service, customer), (service, "")) if key in zones]
    any_of = [zone for (name, _), zone in zones.items() if name == service]
    return next(iter([*own, *any_of]), "UTC")


def signed_over(signed: Sequence[SignedMonth], subject: Subject, zone: str) -> tuple[Month, ...]:
    """Return the months, of those signed off, that the period of an exclusion reaches into."""
    start, until = subject.start or 0, subject.until or 0
    return tuple(
        dict.fromkeys(
            each.month
            for each in signed
            if not (each.customer and subject.customer and each.customer != subject.customer)
            and instant_of(each.month.first, zone) < until
            and instant_of(each.month.plus(1).first, zone) > start
        )
    )


def agreed_on(text: str) -> date:
    """Return the day of an agreement; today (UTC) where none is said.

    Raises:
        UsageError: it is no day.
    """
    try:
        return date.fromisoformat(text or now()[:10])
    except ValueError as error:
        raise UsageError(f"{text!r} is no day.", remedy="Write it as 2026-11-30.") from error


def _subject(proposal: Proposal, zones: Zones) -> Subject:
    service, customer = proposal.service.strip(), proposal.customer.strip()
    whose = {each for name, each in zones if name == service}
    if not whose:
        known = ", ".join(sorted({name for name, _ in zones})) or "none yet"
        raise UsageError(
            f"No availability is counted of a service {service!r}.", remedy=f"Counted: {known}."
        )
    if customer and not whose & {customer, ""}:
        raise UsageError(
            f"No availability of {service} is counted for {customer!r}.",
            remedy=f"Counted for: {', '.join(sorted(whose))}.",
        )
    zone = proposal.zone or _only_zone(zones, service, customer)
    return Subject(
        reference=service,
        customer=customer,
        start=second_of(proposal.start, zone),
        until=second_of(proposal.until, zone),
    )


def _only_zone(zones: Zones, service: str, customer: str) -> str:
    """Return the zone that a service is counted in; empty where customers differ in it."""
    found = {zone for (name, whose), zone in zones.items()
             if name == service and (not customer or whose in ("", customer))}  # fmt: skip
    return found.pop() if len(found) == 1 else ""


def _step(state: CorrectionState, said: Said, approval: Approval | None = None) -> Step:
    return Step(
        state=state,
        who=said.who.strip(),
        side=said.side,
        at=now(),
        reason=said.reason.strip(),
        evidence=said.evidence.strip(),
        approval=approval
        and Approval(
            provider=approval.provider.strip(),
            customer=approval.customer.strip(),
            on=approval.on,
        ),
    )


def _version(folder: DataFolder) -> int:
    manifest = current_manifest(folder)
    if manifest is None:
        raise UsageError("Nothing is loaded.", remedy="Load outages or checks first.")
    return manifest.register_version


def _use(folder: DataFolder, parent: int, correction: Correction) -> Moved:
    version = write_correction(folder, parent, correction)
    why = f"exclusion {correction.correction_id} {correction.state}"
    job = job_for(folder, "use_register", version) | {"why": why, "parent": parent}
    number = int(run_job(job)["generation"])
    subject = correction.subject
    zone = zone_of(counted_services(folder), subject.reference, subject.customer)
    signed = signed_over(signed_months(folder, version), subject, zone)
    return Moved(correction=correction, generation=number, signed=signed)
