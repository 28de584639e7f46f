"""A device joins by a code that two people compare, and takes an answer only to its own question."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from desktop_app import crypto
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, UserError
from desktop_app.exchange.enrolment import (
    Activation,
    EnrolmentRequest,
    read_activation,
    read_request,
    write_activation,
    write_request,
)
from desktop_app.exchange.header import PackageKind
from desktop_app.exchange.record import raw_record
from desktop_app.exchange.roster import sign_certificate, sign_root, sign_roster
from desktop_app.exchange.sealing import seal_package
from tests.exchange.parties import AT, DEVICE, HUB, STRANGER, Party, a_header, a_package, contained
from tests.exchange.test_roster import ROOT_SEED, a_certificate, a_root, a_roster

NONCE = bytes(range(16))
REQUEST = EnrolmentRequest(
    device_id=DEVICE.device_id,
    office_id=DEVICE.office_id,
    office_kind=OfficeKind.DESA,
    region=DEVICE.region,
    office_name="Desa Contoh",
    label="Laptop balai desa",
    sign_public=DEVICE.public,
    recipient=DEVICE.recipient,
    nonce=NONCE,
    asked_at=AT,
)


def a_request(request: EnrolmentRequest = REQUEST, *, seed: bytes = DEVICE.seed) -> bytes:
    sink = io.BytesIO()
    write_request(sink, request, seed=seed, package_id="p1", app_version="0.1.0")
    return sink.getvalue()


def an_answer(
    request: EnrolmentRequest = REQUEST,
    *,
    certificate: object = None,
    hub: Party = HUB,
    root_seed: bytes = ROOT_SEED,
) -> bytes:
    root = replace(
        a_root(seeds=(root_seed,)), signing_keys=(hub.public,), encryption_keys=(hub.recipient,)
    )
    header = replace(
        a_header(hub, PackageKind.ACTIVATION), roots=(sign_root(root, [root_seed]).written(),)
    )
    signed = sign_certificate(certificate or a_certificate(), hub.seed)  # type: ignore[arg-type]  # a certificate
    sink = io.BytesIO()
    write_activation(
        sink,
        request,
        header,
        certificate=signed,
        roster=sign_roster(a_roster(), hub.seed),
        seed=hub.seed,
    )
    return sink.getvalue()


def answered(
    data: bytes, *, by: Party = DEVICE, nonce: bytes = NONCE, known: bool = False
) -> Activation:
    return read_activation(
        contained(data),
        device_id=by.device_id,
        nonce=nonce,
        sign_public=by.public,
        recipient=by.recipient,
        identities=[by.identity],
        known=a_root() if known else None,
    )


def refused(data: bytes, **more: object) -> Code:
    with pytest.raises(UserError) as caught:
        answered(data, **more)  # type: ignore[arg-type]  # by, nonce, known
    return caught.value.code


def test_the_request_comes_back_the_same_with_the_same_match_code() -> None:
    found = read_request(contained(a_request()))
    assert found == REQUEST
    assert found.match_code == REQUEST.match_code
    assert len(found.match_code.split()) == 6


def test_the_match_code_is_another_whatever_is_changed() -> None:
    changed = [
        replace(REQUEST, device_id="x"),
        replace(REQUEST, office_id="x"),
        replace(REQUEST, office_kind=OfficeKind.KECAMATAN),
        replace(REQUEST, region="33.26.13"),
        replace(REQUEST, office_name="x"),
        replace(REQUEST, label="x"),
        replace(REQUEST, sign_public=STRANGER.public),
        replace(REQUEST, recipient=STRANGER.recipient),
        replace(REQUEST, nonce=bytes(16)),
    ]
    assert len({REQUEST.match_code, *(each.match_code for each in changed)}) == len(changed) + 1


def test_a_request_signed_by_another_key_than_it_is_about_is_refused() -> None:
    sink = io.BytesIO()
    header = a_header(DEVICE, PackageKind.ENROLMENT)
    seal_package(
        sink, header, [raw_record("request", REQUEST.written())], seed=STRANGER.seed, readers={}
    )
    with pytest.raises(UserError) as caught:
        read_request(contained(sink.getvalue()))
    assert caught.value.code is Code.PACKAGE_INCONSISTENT


@pytest.mark.parametrize(
    "records", [[], [raw_record("request", REQUEST.written())] * 2, [raw_record("request", b"{}")]]
)
def test_a_package_that_does_not_hold_one_request_is_refused(records: list[bytes]) -> None:
    data = a_package(records, kind=PackageKind.ENROLMENT, readers=())
    with pytest.raises(UserError) as caught:
        read_request(contained(data))
    assert caught.value.code is Code.PACKAGE_INCONSISTENT


def test_a_request_in_which_any_byte_was_changed_is_refused() -> None:
    data = a_request()
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]
        try:
            found = read_request(contained(changed))
        except UserError:
            continue
        pytest.fail(f"byte {at} was changed and {found.device_id} was read")


def test_another_kind_of_package_is_no_request_and_no_answer() -> None:
    with pytest.raises(UserError) as caught:
        read_request(contained(a_package()))
    assert caught.value.code is Code.PACKAGE_WRONG_KIND
    assert refused(a_request()) is Code.PACKAGE_WRONG_KIND


def test_the_answer_gives_the_certificate_and_who_the_hub_is() -> None:
    answer = answered(an_answer())
    assert answer.certificate == a_certificate()
    assert answer.root.fingerprint == a_root().fingerprint
    assert answer.roster == a_roster()
    assert answer.hub_device_id == HUB.device_id


def test_an_answer_to_an_earlier_question_is_not_for_us() -> None:
    assert refused(an_answer(), nonce=bytes(16)) is Code.ACTIVATION_NOT_FOR_US


def test_an_answer_to_another_device_is_not_for_us() -> None:
    assert refused(an_answer(), by=STRANGER) is Code.PACKAGE_NOT_FOR_US
    twin = replace(STRANGER, device_id=DEVICE.device_id)
    assert refused(an_answer(), by=twin) is Code.PACKAGE_NOT_FOR_US


def test_a_certificate_for_other_keys_is_not_for_us() -> None:
    for certificate in (
        replace(a_certificate(), sign_public=STRANGER.public),
        replace(a_certificate(), recipient=STRANGER.recipient),
        replace(a_certificate(), device_id=STRANGER.device_id),
    ):
        assert refused(an_answer(certificate=certificate)) is Code.ACTIVATION_NOT_FOR_US


def test_another_hub_has_another_fingerprint_and_is_refused_by_who_knows_theirs() -> None:
    impostor = an_answer(hub=STRANGER, root_seed=crypto.new_signing_seed())
    assert answered(impostor).root.fingerprint != a_root().fingerprint
    assert refused(impostor, known=True) is Code.PACKAGE_SIGNER_UNKNOWN


def test_an_answer_without_a_root_comes_from_nobody() -> None:
    data = a_package(sender=HUB, readers=(DEVICE,), kind=PackageKind.ACTIVATION)
    assert refused(data) is Code.PACKAGE_SIGNER_UNKNOWN


def test_an_answer_signed_by_a_key_the_root_does_not_name_is_refused() -> None:
    sink = io.BytesIO()
    header = replace(
        a_header(HUB, PackageKind.ACTIVATION), roots=(sign_root(a_root(), [ROOT_SEED]).written(),)
    )
    write_activation(
        sink,
        REQUEST,
        header,
        certificate=sign_certificate(a_certificate(), HUB.seed),
        roster=sign_roster(a_roster(), HUB.seed),
        seed=STRANGER.seed,
    )
    assert refused(sink.getvalue()) is Code.PACKAGE_SIGNER_UNKNOWN
