"""What was sealed comes out the same for its reader, and for nobody else and in no other shape."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import replace

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import crypto
from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.exchange.container import check_signature, head_of, write_container
from desktop_app.exchange.header import Header, PackageKind
from desktop_app.exchange.record import MAX_LINE, raw_record, record
from desktop_app.exchange.sealing import Manifest, open_package, seal_package
from tests.exchange.parties import (
    DEVICE,
    HUB,
    STRANGER,
    a_header,
    a_package,
    an_op,
    contained,
    opened,
    some_records,
)

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=5), inner, max_size=3
        )
    ),
    max_leaves=8,
)


def refused(data: bytes, **more: object) -> Code:
    """A package whose outside is genuine and whose inside is not."""
    container = contained(data)
    trusted = more.get("trusted", DEVICE.public)
    assert isinstance(trusted, bytes)
    check_signature(container, trusted)
    with pytest.raises(UserError) as caught:
        opened(container, **more)  # type: ignore[arg-type]  # by and trusted
    return caught.value.code


@given(st.lists(json_values, max_size=8))
def test_what_was_sealed_comes_out_the_same(values: list[object]) -> None:
    records = [record("thing", value) for value in values]
    manifest, taken = opened(a_package(records))
    assert [raw_record(tag, raw) for tag, raw in taken] == records
    assert manifest.sender == DEVICE.sender
    assert manifest.recipients == (HUB.device_id,)


def test_the_exact_bytes_of_a_value_survive_whatever_its_spacing() -> None:
    odd = b' { "a" :1.50,\t"b":"\\u00e9]"} '
    _manifest, taken = opened(a_package([raw_record("op", odd)]))
    assert taken == [("op", odd)]


def test_what_an_office_carries_is_packed_tighter_than_what_its_hub_writes_by_the_hundred() -> None:
    draw = random.Random(1)
    ids = [f"{draw.getrandbits(128):032x}" for _ in range(2_000)]
    ops = [an_op(at, op_id=ids[at], dep=ids[at - 1] if at else None) for at in range(len(ids))]
    records = [raw_record("op", raw) for raw in ops]
    tight, quick = (
        a_package(records, kind=kind) for kind in (PackageKind.UPLOAD, PackageKind.DOWNLOAD)
    )
    assert len(tight) < len(quick)
    assert opened(tight)[1] == opened(quick)[1]


def test_an_empty_package_is_a_package() -> None:
    _manifest, taken = opened(a_package([]))
    assert taken == []


def test_a_large_package_comes_out_whole() -> None:
    records = some_records(60_000)
    _manifest, taken = opened(a_package(iter(records)))
    assert [raw_record(tag, raw) for tag, raw in taken] == records


def test_each_of_several_readers_reads_it() -> None:
    data = a_package(some_records(2), readers=(HUB, STRANGER))
    assert opened(data, by=HUB)[1] == opened(data, by=STRANGER)[1]


def test_somebody_it_is_not_for_is_told_so() -> None:
    assert refused(a_package(some_records(2)), by=STRANGER) is Code.PACKAGE_NOT_FOR_US


def test_a_reader_who_lost_the_key_is_told_it_is_not_for_them() -> None:
    assert (
        refused(a_package(some_records(2)), by=replace(HUB, identity=STRANGER.identity))
        is Code.PACKAGE_NOT_FOR_US
    )


def test_the_sealed_bytes_and_the_header_show_nothing_of_the_records() -> None:
    secret = "Siti Aminah 3326130101909001"
    data = a_package([record("thing", {"name": secret})] * 50)
    assert b"Siti" not in data
    assert b"3326130101909001" not in data


def test_stopping_while_records_are_taken_stops_it() -> None:
    def stop(tag: str, raw: bytes) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        open_package(
            contained(a_package(some_records(2))),
            trusted=DEVICE.public,
            device_id=HUB.device_id,
            identities=[HUB.identity],
            take=stop,
        )


@pytest.mark.parametrize(
    ("kind", "readers"), [(PackageKind.UPLOAD, ()), (PackageKind.ENROLMENT, (HUB,))]
)
def test_a_sealed_kind_needs_readers_and_a_clear_one_has_none(
    kind: PackageKind, readers: tuple[()]
) -> None:
    with pytest.raises(ValueError, match="readers"):
        a_package(kind=kind, readers=readers)


# --- somebody with a hex editor and keys of their own ------------------------------------------------


def compressed(*lines: bytes) -> bytes:
    return zstandard.compress(b"".join(line + b"\n" for line in lines))


def handmade(
    body: bytes,
    *,
    header: Header,
    seed: bytes = DEVICE.seed,
    readers: tuple[str, ...] = (HUB.recipient,),
) -> bytes:
    """A correctly signed and sealed file around a body that our own writer would not write."""
    spool, sink = io.BytesIO(), io.BytesIO()
    crypto.encrypt_stream(io.BytesIO(body), spool, readers)
    write_container(sink, head_of(header), spool, seed)
    return sink.getvalue()


def header_for(**more: object) -> Header:
    return replace(a_header(), recipients=(HUB.device_id,), plain_size=100_000, **more)  # type: ignore[arg-type]  # fields of a header


def manifest_line(header: Header, **more: object) -> bytes:
    made = Manifest(
        header.package_id,
        header.kind,
        header.sender,
        header.recipients,
        crypto.digest(head_of(header)),
    )
    return replace(made, **more).written()  # type: ignore[arg-type]  # fields of a manifest


def end_line(first: bytes, *records: bytes, count: int | None = None) -> bytes:
    digest = crypto.digest(
        crypto.digest(first) + crypto.digest(b"".join(each + b"\n" for each in records))
    )
    return record(
        "end", {"records": len(records) if count is None else count, "sha512": digest.hex()}
    )


def whole(build: Callable[[Header], list[bytes]], records: int = 0) -> bytes:
    """A package of the given lines whose header tells their true size."""
    header = header_for(records=records)
    size = sum(len(line) + 1 for line in build(header))
    header = replace(header, plain_size=size)
    # The size has as many digits as the number it replaces or the lines are as long all the same.
    lines = build(header)
    assert sum(len(line) + 1 for line in lines) == size
    return handmade(compressed(*lines), header=header)


def proper(header: Header) -> list[bytes]:
    first = manifest_line(header)
    return [first, end_line(first)]


def test_a_body_made_by_hand_as_ours_is_read() -> None:
    assert opened(whole(proper))[1] == []


def test_a_body_taken_from_another_sender_and_signed_anew_is_refused() -> None:
    """Strip and re-sign: the thief has the sealed body and their own keys, not the hub's."""
    genuine = contained(a_package(some_records(3)))
    body = io.BytesIO(genuine.file.getvalue()[genuine.body_start :][: genuine.body_size])  # type: ignore[attr-defined]  # a BytesIO
    stolen = replace(genuine.header, sender=STRANGER.sender, signer=STRANGER.public)
    sink = io.BytesIO()
    write_container(sink, head_of(stolen), body, STRANGER.seed)
    assert refused(sink.getvalue(), trusted=STRANGER.public) is Code.PACKAGE_INCONSISTENT


def test_a_package_passed_on_to_another_reader_is_refused() -> None:
    """Surreptitious forwarding: the reader seals what they read for somebody else, under the old manifest."""
    manifest, _taken = opened(a_package([], readers=(STRANGER,)), by=STRANGER)
    first = manifest.written()
    header = header_for()
    lines = [first, end_line(first)]
    header = replace(header, plain_size=sum(len(line) + 1 for line in lines))
    data = handmade(compressed(*lines), header=header)
    assert refused(data) is Code.PACKAGE_INCONSISTENT


@pytest.mark.parametrize(
    "change",
    [
        {"package_id": "another"},
        {"kind": PackageKind.DOWNLOAD},
        {"sender": STRANGER.sender},
        {"recipients": (STRANGER.device_id,)},
        {"recipients": (HUB.device_id, STRANGER.device_id)},
        {"head_digest": bytes(64)},
    ],
)
def test_a_manifest_that_says_other_than_the_header_is_refused(change: dict[str, object]) -> None:
    def build(header: Header) -> list[bytes]:
        first = manifest_line(header, **change)
        return [first, end_line(first)]

    assert refused(whole(build)) is Code.PACKAGE_INCONSISTENT


THING = record("thing", 1)


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda header: [], id="nothing"),
        pytest.param(lambda header: [manifest_line(header)], id="no end"),
        pytest.param(lambda header: [end_line(b"")], id="no manifest"),
        pytest.param(lambda header: [THING, *proper(header)], id="record before the manifest"),
        pytest.param(lambda header: [*proper(header), THING], id="record after the end"),
        pytest.param(lambda header: [*proper(header), b""], id="empty line after the end"),
        pytest.param(lambda header: [manifest_line(header), *proper(header)], id="two manifests"),
        pytest.param(lambda header: [manifest_line(header), end_line(b"")], id="wrong hash"),
        pytest.param(
            lambda header: [manifest_line(header), end_line(manifest_line(header), count=1)],
            id="wrong count",
        ),
        pytest.param(
            lambda header: [manifest_line(header), THING, end_line(manifest_line(header), THING)],
            id="count other than the header's",
        ),
        pytest.param(lambda header: [b"{}"], id="an object"),
        pytest.param(lambda header: [b'["manifest"]'], id="no value"),
        pytest.param(lambda header: [b'["manifest",'], id="half a line"),
        pytest.param(lambda header: [b'["manifest",' + b"[" * 100_000 + b"]"], id="deep nesting"),
        pytest.param(lambda header: [b'["manifest",{"package":"\\ud800"}]'], id="half a character"),
    ],
)
def test_lines_that_are_not_those_of_a_package_are_refused(
    build: Callable[[Header], list[bytes]],
) -> None:
    assert refused(whole(build)) is Code.PACKAGE_INCONSISTENT


def test_a_body_that_is_not_compressed_lines_is_refused() -> None:
    for body in (b"", b"nonsense", compressed(b"x")[:-3]):
        assert refused(handmade(body, header=header_for())) is Code.PACKAGE_INCONSISTENT


def test_more_than_was_declared_is_refused_before_it_is_all_there() -> None:
    bomb = zstandard.compress(b"x" * 50_000_000)
    assert len(bomb) < 10_000
    assert refused(handmade(bomb, header=header_for())) is Code.PACKAGE_TOO_BIG


def test_a_declared_size_out_of_proportion_is_refused_before_decryption() -> None:
    header = replace(header_for(), plain_size=500_000_000)
    assert refused(handmade(compressed(b"x"), header=header)) is Code.PACKAGE_TOO_BIG


def test_less_than_was_declared_is_refused() -> None:
    header = header_for()
    first = manifest_line(header)
    data = handmade(compressed(first, end_line(first)), header=header)
    assert refused(data) is Code.PACKAGE_INCONSISTENT


def test_a_line_without_end_is_refused_when_it_passes_its_limit() -> None:
    header = replace(header_for(), plain_size=3 * MAX_LINE)
    first = manifest_line(header)
    body = zstandard.ZstdCompressor(level=1).compress(
        first + b"\n" + crypto.random_bytes(2 * MAX_LINE).replace(b"\n", b"x")
    )
    assert refused(handmade(body, header=header)) is Code.PACKAGE_TOO_BIG


def test_a_body_that_wants_more_memory_than_a_laptop_has_is_refused() -> None:
    wish = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    compressor = zstandard.ZstdCompressor(compression_params=wish).compressobj()
    header = header_for()
    body = compressor.compress(manifest_line(header) + b"\n") + compressor.flush()
    assert refused(handmade(body, header=header)) is Code.PACKAGE_INCONSISTENT


def test_a_record_that_is_not_one_line_is_never_written() -> None:
    for raw in (b'{"a":\n1}', b'"' + b"x" * MAX_LINE + b'"'):
        with pytest.raises(ValueError, match="line"):
            raw_record("op", raw)
    with pytest.raises(ValueError, match="line"):
        seal_package(
            io.BytesIO(), a_header(), [b"a\nb"], seed=DEVICE.seed, readers={"h": HUB.recipient}
        )
