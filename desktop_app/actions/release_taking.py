"""An office takes a release of its hub: beside the one in use, counted, then switched in.

Like a release that is imported: the rows go into a file nobody sees yet, while the package is
decrypted. Only when the package has proven whole, and the counts are those the hub states, one short
transaction makes it the release people see. Whatever happens before leaves the office as it was.

The rows bear the hub's ids, so that an intervention names the same person at every office. A release
that came before keeps its place: one that is brought again is known, one that the hub has mended since
(a refused row was admitted) takes the place of the former.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace

from desktop_app.actions.from_hub import Accepted, FromHub, keep_papers, note_taken_in
from desktop_app.actions.office import Office
from desktop_app.actions.receipts import Receipt, TakenRelease, read_line, receipt_of
from desktop_app.actions.release_intake import ReleaseIntake, ReleaseKnown
from desktop_app.domain.bast import BastKind
from desktop_app.domain.dates import day_of
from desktop_app.domain.release import Loaded, ReleaseLine
from desktop_app.domain.release_cut import ReleaseCut
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.exchange.container import Container
from desktop_app.files import erase
from desktop_app.progress import Progress
from desktop_app.store import audit, extracts, packages, taken_releases
from desktop_app.store.extracts import ReleaseFacts
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)


def take_release(
    office: Office, container: Container, hub: FromHub, progress: Progress, *, is_trial: bool
) -> Receipt:
    """Take a release in and show it from now on, unless a later one is in use; or say what it would be.

    Raises `UserError` (`PACKAGE_TOTALS_DIFFER`, `PACKAGE_INCONSISTENT`, `PACKAGE_TOO_NEW`,
    `RELEASE_LABEL_TAKEN`, …), `MachineError` and `Cancelled`; then nothing of it is left.
    """
    taking = ReleaseIntake(office, container, hub, progress)
    progress.begin("taking-in", container.header.records)
    if is_trial:
        cut = taking.looked_at()
        return _receipt(office, container, cut, is_current=_would_show(office, cut))
    release_id = office.new_id()
    try:
        with office.write() as tx:
            # Not its name yet: the one it may take the place of still bears it.
            extracts.begin(tx, _facts(release_id, container))
        loaded = taking.loaded(release_id)
        with office.write() as tx:
            cut, found = taking.cut, taking.accepted
            known = taken_releases.taken_from(tx.conn, cut.release_id)
            replaced = known[0] if known else None
            is_current = _switch(tx, release_id, cut, loaded, replaced)
            _note(tx, container, hub, found, cut)
    except ReleaseKnown as known_already:
        _forget(office, release_id, None)
        with office.write() as tx:
            _note(tx, container, hub, taking.accepted, taking.cut)
        line = known_already.line
        return _receipt(
            office, container, taking.cut, is_current=line.is_current, was_taken_before=True
        )
    except BaseException:
        _forget(office, release_id, "release-not-taken-in")
        raise
    if is_current:
        office.store.use_extract(release_id)
    if replaced is not None:
        _remove_files(office, replaced.id)
    log.info("release-taken-in families=%d persons=%d", loaded.families, loaded.persons)
    return _receipt(office, container, cut, is_current=is_current)


def _facts(release_id: str, container: Container) -> ReleaseFacts:
    return ReleaseFacts(
        id=release_id,
        label=release_id,
        reference_date=day_of(container.header.made_at),
        handover_no="",
        layout="",
        region_system="",
    )


def _switch(
    tx: Transaction,
    release_id: str,
    cut: ReleaseCut,
    loaded: Loaded,
    replaced: ReleaseLine | None,
) -> bool:
    """The one step by which a loaded release becomes one that is here; True if people see it now."""
    if replaced is not None:
        extracts.drop(tx, replaced.id)
    namesake = extracts.release_with(tx.conn, label=cut.label)
    if namesake is not None:
        if namesake.reference_date != cut.reference_date:
            raise UserError(Code.RELEASE_LABEL_TAKEN, label=cut.label)
        # The same quarter, imported here before the hub gave it: it stays, under another name.
        taken_releases.name(tx, namesake.id, f"{cut.label} ({namesake.id[:4]})")
    taken_releases.describe(
        tx,
        ReleaseFacts(
            id=release_id,
            label=cut.label,
            reference_date=cut.reference_date,
            handover_no=cut.handover.number,
            layout=cut.layout,
            region_system=cut.region_system,
            is_light=cut.is_light,
            files=cut.files,
            bast_kind=_bast_kind(cut),
        ),
        hub_release=cut.release_id,
        revision=cut.revision,
    )
    is_current = extracts.switch_in(tx, release_id, loaded, "")
    audit.note(
        tx,
        "release-taken-in",
        release_id,
        label=cut.label,
        handover_no=cut.handover.number,
        families=loaded.families,
        persons=loaded.persons,
    )
    return is_current


def _bast_kind(cut: ReleaseCut) -> BastKind:
    try:
        return BastKind(cut.handover.kind)
    except ValueError:
        return BastKind.UNSAID  # one that only a newer program knows


def _note(
    tx: Transaction, container: Container, hub: FromHub, found: Accepted, cut: ReleaseCut
) -> None:
    packages.keep(tx, read_line(tx, container, 0))
    keep_papers(tx, hub, found, made_at=container.header.made_at)
    note_taken_in(tx, container.header, persons=cut.persons)


def _forget(office: Office, release_id: str, deed: str | None) -> None:
    """Take away what was begun; it was never seen by anybody."""
    _remove_files(office, release_id)
    with office.write() as tx:
        extracts.drop(tx, release_id)
        if deed is not None:
            audit.note(tx, deed, release_id)


def _remove_files(office: Office, release_id: str) -> None:
    words = office.store.words_file(release_id)
    for path in (
        *office.store.files_of_release(release_id),
        words.with_name(words.name + ".part"),
    ):
        with suppress(MachineError):  # whoever reads it (on Windows) leaves it to the next sweep
            erase(path)


def _would_show(office: Office, cut: ReleaseCut) -> bool:
    with office.read() as conn:
        return extracts.would_show(conn, is_light=cut.is_light, reference_date=cut.reference_date)


def _receipt(
    office: Office,
    container: Container,
    cut: ReleaseCut,
    *,
    is_current: bool,
    was_taken_before: bool = False,
) -> Receipt:
    with office.read() as conn:
        known = taken_releases.taken_from(conn, cut.release_id)
    return replace(
        receipt_of(container),
        sender_name=cut.handover.from_name,
        was_taken_before=was_taken_before,
        release=TakenRelease(
            release_id=known[0].id if known else "",
            label=cut.label,
            reference_date=cut.reference_date,
            families=cut.families,
            persons=cut.persons,
            by_decile=cut.by_decile,
            handover=cut.handover,
            is_current=is_current,
        ),
    )
