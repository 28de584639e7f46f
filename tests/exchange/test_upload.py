"""An upload gives back what the device said, op by op and byte by byte."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from desktop_app.domain.hub_log import Cursor
from desktop_app.domain.op import Op
from desktop_app.errors import Code, UserError
from desktop_app.exchange.record import raw_record, record
from desktop_app.exchange.sealing import open_package
from desktop_app.exchange.upload import Checkpoint, Upload, UploadReader, upload_records
from tests.exchange.parties import (
    DEVICE,
    HUB,
    STRANGER,
    Party,
    a_package,
    an_op,
    contained,
    ops_in_a_row,
)

CHECKPOINT = Checkpoint(DEVICE.device_id, "i1", 3, "ab" * 64, "cd" * 64)
CURSORS = (Cursor("33.26.13.2012", 2, 41, "ef" * 64), Cursor("33.26.13", 0, 0, ""))


def an_upload(ops: Iterable[bytes], *, signer: Party = DEVICE) -> list[bytes]:
    return list(
        upload_records(
            ops, CURSORS, CHECKPOINT, seed=signer.seed, readable=["intervention.recorded/1"]
        )
    )


def read(records: list[bytes]) -> tuple[Upload, list[Op]]:
    ops: list[Op] = []
    reader = UploadReader(DEVICE.public, ops.append)
    open_package(
        contained(a_package(records)),
        trusted=DEVICE.public,
        device_id=HUB.device_id,
        identities=[HUB.identity],
        take=reader.take,
    )
    return reader.finished(), ops


def test_everything_comes_back_and_every_op_with_its_exact_bytes() -> None:
    sent = ops_in_a_row(20)
    upload, ops = read(an_upload(sent))
    assert [op.raw for op in ops] == sent
    assert upload.cursors == CURSORS
    assert upload.checkpoint == CHECKPOINT
    assert upload.readable == ("intervention.recorded/1",)
    assert upload.ops == 20
    assert upload.awaited == frozenset()


def test_an_upload_without_ops_still_says_how_far_the_device_has_read() -> None:
    upload, ops = read(an_upload([]))
    assert ops == []
    assert upload.cursors == CURSORS


def test_an_op_that_builds_on_one_not_here_is_named_as_waiting() -> None:
    upload, _ops = read(an_upload([an_op(5, dep="op-4"), an_op(6, dep="op-5")]))
    assert upload.awaited == {"op-4"}


def test_a_record_of_a_kind_not_known_here_is_passed_over() -> None:
    upload, _ops = read([record("novelty", {"a": 1}), *an_upload(ops_in_a_row(2))])
    assert upload.ops == 2


@pytest.mark.parametrize(
    "records",
    [
        pytest.param(an_upload([an_op(1), an_op(1)]), id="an op twice"),
        pytest.param(an_upload([an_op(1), an_op(2, op_id="op-1")]), id="one id for two ops"),
        pytest.param(an_upload([an_op(2, dep="op-1"), an_op(1)]), id="before what it builds on"),
        pytest.param([*an_upload([]), record("op", {"id": "x"})], id="half an op"),
        pytest.param([*an_upload([]), raw_record("op", b"1,2")], id="two values"),
        pytest.param([*an_upload([]), raw_record("op", b"[")], id="no JSON"),
        pytest.param(an_upload([], signer=STRANGER), id="a checkpoint signed by another"),
        pytest.param([*an_upload([])[:1], record("checkpoint", {})], id="an empty checkpoint"),
        pytest.param(
            [*an_upload([]), record("cursor", {"partition": "a", "epoch": -1, "n": 0, "hash": ""})],
            id="a negative epoch",
        ),
        pytest.param([*an_upload([]), record("cursor", [])], id="a cursor that is a list"),
        pytest.param([record("about", {"reads": [1]}), *an_upload([])], id="numbers for texts"),
    ],
)
def test_records_that_are_not_what_they_should_be_are_refused(records: list[bytes]) -> None:
    with pytest.raises(UserError) as caught:
        read(records)
    assert caught.value.code is Code.PACKAGE_INCONSISTENT
    assert caught.value.facts["name"] == "a.tukar"
