"""Taking packages in, at the hub and at an office: each whole, in one transaction, or not at all."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from desktop_app.actions.escrow import renew_escrow
from desktop_app.actions.evidence_travel import Unloading
from desktop_app.actions.following import follow
from desktop_app.actions.from_hub import checked_hub
from desktop_app.actions.hub_books import HubLedger, TriedLedger
from desktop_app.actions.hub_intake import checked_sender, take_upload
from desktop_app.actions.office import Office, needs
from desktop_app.actions.receipts import Receipt as Receipt
from desktop_app.actions.receipts import RefusedOp as RefusedOp
from desktop_app.actions.receipts import Tally as Tally
from desktop_app.actions.receipts import trial
from desktop_app.actions.release_taking import take_release
from desktop_app.actions.sticks import package_in
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.errors import Cancelled, LuringError
from desktop_app.exchange.container import Container
from desktop_app.exchange.finding import find_packages
from desktop_app.exchange.header import Header, PackageKind
from desktop_app.progress import Progress
from desktop_app.store import evidence_travel, settings

log = logging.getLogger(__name__)

_TOPICS = frozenset(
    {
        Topic.PEOPLE,
        Topic.RELEASES,
        Topic.PACKAGES,
        Topic.EVIDENCE,
        Topic.INTERVENTIONS,
        Topic.LETTERS,
        Topic.LOCAL_FACTS,
        Topic.PROGRAMMES,
        Topic.PROPOSALS,
        Topic.SETTINGS,
    }
)


@needs(Right.EXCHANGE)
def apply_package(
    office: Office,
    path: Path,
    progress: Progress,
    *,
    is_trial: bool = False,
    takes_returned: bool = False,
) -> Done[Receipt]:
    """Take one package in: an office's at the hub, the hub's at an office, be it changes or a release.

    Taking it twice is taking it once. A trial says what it would come to and keeps nothing.
    `takes_returned` agrees to deeds of other devices that this hub has lost. Raises `UserError` and
    `MachineError` with what is wrong with the package, and `Cancelled`; then nothing of it was taken.
    """
    with office.store.much_to_write():
        receipt = _apply(office, path, progress, is_trial, takes_returned)
    return Done(receipt, frozenset() if is_trial else _TOPICS)


@needs(Right.EXCHANGE)
def apply_packages(
    office: Office,
    paths: Sequence[Path],
    progress: Progress,
    *,
    is_trial: bool = False,
    takes_returned: bool = False,
) -> Done[list[Receipt]]:
    """Take many packages in, each by itself: what is wrong with one does not keep the others out.

    A folder stands for every package below it that is meant for this office. Packages of one sender are
    taken in the order in which they were written. A receipt with an `error` says why one was refused.
    A hub tries them out together, and nobody's save waits for that: what of a later package an earlier
    one brought is not new any more, and where two disagree it shows. Stopped, it gives what became of
    those before, and a receipt that `is_left` for each other.
    """
    receipts: list[Receipt] = []
    found = _in_order(office, paths)
    try:
        progress.begin("taking-in-all", len(found))
        if is_trial and office.profile.kind is OfficeKind.HUB and len(found) > 1:
            _try_together(office, found, progress, receipts, takes_returned=takes_returned)
        else:
            with office.store.much_to_write():
                _apply_each(office, found, progress, receipts, is_trial, takes_returned)
    except Cancelled:
        if not receipts:
            raise
        log.info("packages-stopped done=%d of=%d", len(receipts), len(found))
        receipts += [Receipt(file=path.name, is_left=True) for path in found[len(receipts) :]]
    return Done(receipts, frozenset() if is_trial else _TOPICS)


def _apply(
    office: Office, path: Path, progress: Progress, is_trial: bool, takes_returned: bool
) -> Receipt:
    with package_in(path) as container:
        receipt = _applied(
            office, container, progress, is_trial=is_trial, takes_returned=takes_returned
        )
    if not is_trial and office.profile.kind is not OfficeKind.HUB:
        renew_escrow(office)
    log.info(
        "package-applied kind=%s trial=%s ops=%d applied=%d",
        receipt.kind,
        is_trial,
        receipt.tally.ops,
        receipt.tally.applied,
    )
    return receipt


def _apply_each(
    office: Office,
    found: Sequence[Path],
    progress: Progress,
    receipts: list[Receipt],
    is_trial: bool,
    takes_returned: bool,
) -> None:
    one = progress.hushed() if len(found) > 1 else progress
    for path in found:
        try:
            receipts.append(_apply(office, path, one, is_trial, takes_returned))
        except LuringError as error:
            receipts.append(Receipt(file=path.name, error=error))
        if len(found) > 1:
            progress.advance()


def _try_together(
    office: Office,
    found: Sequence[Path],
    progress: Progress,
    receipts: list[Receipt],
    *,
    takes_returned: bool,
) -> None:
    """Add a receipt for each package as it would be taken in after those before it; nothing is kept."""
    office.require(Right.HUB_OPERATE)
    with office.read() as conn:
        book = TriedLedger(conn, office.now(), office.profile)
        for path in found:
            try:
                with package_in(path) as container, book.part():
                    receipts.append(
                        _tried(book, office, container, progress.hushed(), takes_returned)
                    )
            except LuringError as error:
                receipts.append(Receipt(file=path.name, error=error))
            progress.advance()


def _tried(
    book: TriedLedger,
    office: Office,
    container: Container,
    progress: Progress,
    takes_returned: bool,
) -> Receipt:
    return take_upload(
        book,
        container,
        checked_sender(container, office, book.conn),
        office.profile,
        progress=progress,
        unloading=Unloading(office, book.spoken_of, is_trial=True),
        takes_returned=takes_returned,
    )


def _applied(
    office: Office,
    container: Container,
    progress: Progress,
    *,
    is_trial: bool,
    takes_returned: bool,
) -> Receipt:
    kind = container.header.kind
    if kind is PackageKind.RELEASE and office.profile.kind is not OfficeKind.HUB:
        hub = checked_hub(container, office, kind)
        return take_release(office, container, hub, progress, is_trial=is_trial)
    if office.profile.kind is OfficeKind.HUB:
        office.require(Right.HUB_OPERATE)
        with office.read() as conn:
            if is_trial:
                book = TriedLedger(conn, office.now(), office.profile)
                return _tried(book, office, container, progress, takes_returned)
            sender = checked_sender(container, office, conn)
        with office.write() as tx:
            ledger = HubLedger(tx)
            receipt = take_upload(
                ledger,
                container,
                sender,
                office.profile,
                progress=progress,
                unloading=Unloading(office, ledger.spoken_of, is_trial=False),
                takes_returned=takes_returned,
            )
    else:
        hub = checked_hub(container, office, PackageKind.DOWNLOAD)
        with trial(office) if is_trial else office.write() as tx:
            spoken_of = partial(evidence_travel.standing, tx.conn)
            unloading = Unloading(office, spoken_of, is_trial=is_trial)
            receipt = follow(
                tx, container, hub, office.profile, progress=progress, unloading=unloading
            )
    if not is_trial:
        with office.read() as conn:
            office.profile = settings.profile_of(conn)
    return receipt


def _in_order(office: Office, paths: Sequence[Path]) -> list[Path]:
    wanted = _FOR_HUB if office.profile.kind is OfficeKind.HUB else _FOR_OFFICE
    known: dict[Path, tuple[str, int, int]] = {}
    for path in paths:
        if path.is_dir():
            for found in find_packages(path).packages:
                if found.header is None or _is_wanted(office, found.header, wanted):
                    known[found.path] = _place(found.header)
        else:
            known[path] = _place(_header_in(path))
    return sorted(known, key=lambda path: (*known[path], path.name))


_FOR_HUB = frozenset({PackageKind.UPLOAD})
_FOR_OFFICE = frozenset({PackageKind.DOWNLOAD, PackageKind.RELEASE})


def _is_wanted(office: Office, header: Header, wanted: frozenset[PackageKind]) -> bool:
    return header.kind in wanted and office.profile.device_id in header.recipients


def _header_in(path: Path) -> Header | None:
    try:
        with package_in(path) as container:
            return container.header
    except LuringError:
        return None  # said when its turn comes


def _place(header: Header | None) -> tuple[str, int, int]:
    return ("", 0, 0) if header is None else (header.sender.device_id, header.epoch, header.number)
