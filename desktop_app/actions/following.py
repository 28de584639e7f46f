"""An office follows its hub: the logs as the hub wrote them, and on top what still waits here."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.actions.evidence_travel import HUB_LACKS, Unloading
from desktop_app.actions.from_hub import FromHub, accepted, keep_papers, note_taken_in
from desktop_app.actions.hub_papers import read_by
from desktop_app.actions.receipts import Receipt, RefusedOp, Tally, read_line, receipt_of
from desktop_app.domain.hub_log import Cursor, LogEntry, Outcome, rules_digest
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.op import Op
from desktop_app.errors import Code, UserError
from desktop_app.exchange.catching_up import Ahead, CatchingUp, Forked
from desktop_app.exchange.container import Container
from desktop_app.exchange.download import DownloadReader, Papers, Section
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.roster import Distrusted
from desktop_app.exchange.sealing import open_package
from desktop_app.progress import Progress
from desktop_app.store import hub_log, ops, packages, settings
from desktop_app.store.store import Transaction

ASKED_ANEW = "partitions-asked-anew"
"""The setting that names the partitions whose whole log is to be sent again."""


def follow(
    tx: Transaction,
    container: Container,
    hub: FromHub,
    profile: OfficeProfile,
    *,
    progress: Progress,
    unloading: Unloading,
) -> Receipt:
    """Take the hub's lines in and fold what they touch anew; everything, or it raises.

    Raises `UserError`: `PACKAGE_AHEAD` if something between is missing, `PACKAGE_FORKED` if the hub
    says otherwise than before in the same life, `PACKAGE_INCONSISTENT` and others; and `Cancelled`.
    """
    header = container.header
    was_taken_before = packages.is_known(tx.conn, header.package_id)
    if header.epoch < hub.enrolment["epoch"]:
        return replace(receipt_of(container), was_taken_before=was_taken_before, is_old=True)
    ops.learn(tx)
    following = _Following(tx, container, hub, profile, progress)
    progress.begin("taking-in", header.records)
    try:
        open_package(
            container,
            trusted=header.signer,
            device_id=profile.device_id,
            identities=[hub.keys.identity],
            take=unloading.through(following.reader.take),
        )
        unloading.finished()
        following.finish()
    except Ahead as error:
        raise UserError(Code.PACKAGE_AHEAD, name=container.name) from error
    except Forked as error:
        raise UserError(Code.PACKAGE_FORKED, name=container.name) from error
    except (Malformed, Distrusted) as error:
        part = error.part if isinstance(error, Malformed) else "papers"
        raise UserError(Code.PACKAGE_INCONSISTENT, name=container.name, part=part) from error
    if unloading.lacking is not None:
        settings.put(tx, HUB_LACKS, list(unloading.lacking))
    packages.keep(tx, read_line(tx, container, following.tally.applied))
    note_taken_in(tx, header, applied=following.tally.applied)
    return replace(
        receipt_of(container),
        tally=following.tally,
        was_taken_before=was_taken_before,
        differing=following.differing,
        alarms=("hub-knows-more",) if following.hub_knows_more else (),
        attachments=unloading.taken,
    )


class OfficeLedger:
    """The office's database as the book that the rules of following are kept in."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._heads: dict[str, int] = {}
        self._touched: dict[str, None] = {}

    def head_of(self, partition: str) -> Cursor:
        """How far this device has read."""
        return hub_log.head_of(self._tx.conn, partition)

    def hash_at(self, partition: str, number: int) -> str | None:
        """The hash at a number."""
        # Most lines are new: behind the end of the log there is nothing to look up.
        if partition not in self._heads:
            self._heads[partition] = self.head_of(partition).number
        if number > self._heads[partition]:
            return None
        return hub_log.hash_at(self._tx.conn, partition, number)

    def log(self, entry: LogEntry, op: Op) -> None:
        """Write a line and its op; the record is folded in `settle`."""
        ops.place(self._tx, op, entry)
        hub_log.append(self._tx, entry)
        self._heads[entry.partition] = entry.number
        self._touched[op.entity] = None

    def forget_after(self, partition: str, number: int) -> None:
        """Take lines away; ops that no line names any more wait again."""
        for op_id in hub_log.cut(self._tx, partition, number):
            self._touched[ops.unplace(self._tx, op_id)] = None
        self._heads[partition] = number

    def rebuild(self, partition: str) -> None:
        """Fold every record of a partition anew."""
        for entity in hub_log.entities_of(self._tx.conn, partition):
            self._touched[entity] = None

    def settle(self) -> None:
        """Fold what was touched."""
        for entity in self._touched:
            ops.refold(self._tx, entity)
        self._touched.clear()


class _Following:
    """Takes one download while it is decrypted."""

    def __init__(
        self,
        tx: Transaction,
        container: Container,
        hub: FromHub,
        profile: OfficeProfile,
        progress: Progress,
    ) -> None:
        self._tx = tx
        self._epoch = container.header.epoch
        self._made_at = container.header.made_at
        self._hub = hub
        self._profile = profile
        self._progress = progress
        self._ledger = OfficeLedger(tx)
        self._catching: CatchingUp | None = None
        self._sections: list[Section] = []
        self.reader = DownloadReader(self._take_papers, self._take_section, self._take_entry)
        self.tally = Tally()
        self.hub_knows_more = False
        self.differing: tuple[str, ...] = ()

    def _take_papers(self, papers: Papers) -> None:
        hub = self._hub
        found = accepted(papers, hub, self._profile)
        self._catching = CatchingUp(
            self._ledger,
            read_by(found.certificate, hub.root.region),
            epoch=self._epoch,
            known_epoch=hub.enrolment["epoch"],
        )
        keep_papers(self._tx, hub, found, made_at=self._made_at, epoch=self._epoch)

    def _take_section(self, section: Section) -> None:
        assert self._catching is not None
        self._catching.section(section.base, section.end)
        self._sections.append(section)

    def _take_entry(self, epoch: int, outcome: Outcome, op: Op) -> None:
        assert self._catching is not None
        self._progress.advance(2)  # the line and its op
        conn, tally = self._tx.conn, self.tally
        is_mine = op.device == self._profile.device_id
        was_known = self._catching.known
        is_here = not is_mine or ops.is_stored(conn, op.id)
        self._catching.entry(epoch, outcome, op)
        if self._catching.known != was_known:
            tally.already_known += 1
            return
        tally.ops += 1
        tally.applied += 1
        self.hub_knows_more |= not is_here
        tally.confirmed += is_mine
        tally.conflicts += outcome is Outcome.CONFLICT
        tally.no_effect += outcome is Outcome.NO_EFFECT
        tally.newer += outcome is Outcome.NEWER
        if outcome is Outcome.OUTSIDE and is_mine:
            tally.refused.append(RefusedOp(op.id, op.type, outcome.value))

    def finish(self) -> None:
        """Fold, compare with the hub, and write down where we are."""
        if self._catching is None:
            raise Malformed("papers")
        self._catching.finished()
        self._progress.begin("folding", stoppable=False)
        self._ledger.settle()
        conn = self._tx.conn
        rules = rules_digest()
        self.differing = tuple(
            section.end.partition
            for section in self._sections
            if section.rules == rules
            and hub_log.head_of(conn, section.end.partition).hash == section.end.hash
            and hub_log.state_of(conn, section.end.partition) != section.state
        )
        settings.put(self._tx, ASKED_ANEW, list(self.differing))
        if self.hub_knows_more:
            # This database was put back to an earlier state, or has a twin: its history goes on
            # under a new name, so that the two can be told apart.
            profile = replace(self._profile, incarnation=self._tx.new_id())
            settings.put_profile(self._tx, profile)
