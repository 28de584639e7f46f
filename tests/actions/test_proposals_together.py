"""Two offices step one proposal without knowing of each other: real stores, in both orders of the hub."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop_app.actions.office import Office
from desktop_app.actions.proposals import step_proposal
from desktop_app.domain.op import Op, read_op
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.domain.roles import OfficeKind
from desktop_app.store import ops, proposals
from tests.actions.test_after_release import DAY, KARTO, SLAMET, propose, walk
from tests.builders import REFERENCE_DATE
from tests.conftest import MakeOffice
from tests.quarters import a_quarter

_ = ProposalState


def ops_of(office: Office) -> list[Op]:
    """Every op of an office, in the order it has them."""
    with office.read() as conn:
        rows = conn.execute("SELECT raw FROM op ORDER BY position").fetchall()
    return [read_op(bytes(row["raw"])) for row in rows]


def take_in(office: Office, received: Sequence[Op]) -> None:
    """What comes in a package, in its order."""
    with office.write() as tx:
        for op in received:
            ops.receive(tx, op)


def state_at(office: Office, own_id: str) -> ProposalState:
    with office.read() as conn:
        record = proposals.proposal_of(conn, own_id)
        assert record is not None
        assert ops.stands_as_folded(conn, own_id)
    return record.state


@pytest.mark.parametrize("desa_first", [True, False])
@pytest.mark.parametrize(
    ("by_desa", "by_kecamatan", "ends"),
    [
        # A withdrawal beats a verification whoever comes first; of two others the first one holds.
        (_.WITHDRAWN, [_.VERIFIED], (_.WITHDRAWN, _.WITHDRAWN)),
        (_.WITHDRAWN, [_.VERIFIED, _.ENDORSED], (_.WITHDRAWN, _.ENDORSED)),
        (_.REJECTED, [_.VERIFIED], (_.REJECTED, _.VERIFIED)),
    ],
)
def test_the_order_of_the_hub_decides_and_everybody_ends_with_the_same(
    make_office: MakeOffice,
    tmp_path: Path,
    desa_first: bool,
    by_desa: ProposalState,
    by_kecamatan: list[ProposalState],
    ends: tuple[ProposalState, ProposalState],
) -> None:
    desa = make_office(OfficeKind.DESA, "33.26.13.2004", folder="desa")
    kecamatan = make_office(folder="kecamatan")
    hub = make_office(OfficeKind.HUB, "33.26", folder="hub")
    a_quarter(desa, tmp_path, [SLAMET, KARTO], "Q1", REFERENCE_DATE)
    own_id = propose(desa, ProposalKind.OBJECTION, KARTO, reason="sudah mampu", proof="foto")
    walk(desa, own_id, _.DECLARED)
    common = ops_of(desa)
    take_in(kecamatan, common)

    step_proposal(desa, own_id, by_desa, on=DAY, reason="tidak jadi")
    for to in by_kecamatan:
        step_proposal(kecamatan, own_id, to, on=DAY)
    known = {op.id for op in common}
    from_desa, from_kecamatan = (
        [op for op in ops_of(office) if op.id not in known] for office in (desa, kecamatan)
    )
    assert state_at(kecamatan, own_id) is by_kecamatan[-1]
    order = from_desa + from_kecamatan if desa_first else from_kecamatan + from_desa
    take_in(hub, [*common, *order])
    assert state_at(hub, own_id) is ends[0 if desa_first else 1]
    third = make_office(folder="lain")
    take_in(third, ops_of(hub))
    assert state_at(third, own_id) is state_at(hub, own_id)
