"""Who speaks for a hub moves forward only, and only by the keys that spoke before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app import crypto
from desktop_app.domain.roles import OfficeKind
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.roster import (
    Certificate,
    DeviceStatus,
    Distrusted,
    Root,
    Roster,
    RosterLine,
    Signed,
    read_signed,
    same_code,
    short_code,
    sign_certificate,
    sign_root,
    sign_roster,
    trusted_certificate,
    trusted_root,
    trusted_roster,
)
from tests.exchange.parties import AT, DEVICE, HUB, STRANGER

ROOT_SEED, NEXT_SEED = crypto.new_signing_seed(), crypto.new_signing_seed()


def a_root(
    version: int = 1, *, seeds: tuple[bytes, ...] = (ROOT_SEED,), threshold: int = 1
) -> Root:
    return Root(
        version=version,
        hub_id="hub",
        region="33.26",
        root_keys=tuple(map(crypto.public_of, seeds)),
        threshold=threshold,
        signing_keys=(HUB.public,),
        encryption_keys=(HUB.recipient,),
        issued_at=AT,
    )


def a_certificate() -> Certificate:
    return Certificate(
        serial="c1",
        device_id=DEVICE.device_id,
        office_id=DEVICE.office_id,
        office_kind=OfficeKind.DESA,
        region=DEVICE.region,
        name="Desa Contoh",
        partitions=(DEVICE.region,),
        capabilities=("naik",),
        sign_public=DEVICE.public,
        recipient=DEVICE.recipient,
        valid_from=AT,
        valid_until=AT + timedelta(days=450),
        roster_version=1,
    )


def a_roster(version: int = 1) -> Roster:
    line = RosterLine(DEVICE.device_id, "c1", DEVICE.region, DeviceStatus.ACTIVE)
    return Roster(version, "hub", 0, AT, (line,))


ONE = sign_root(a_root(), [ROOT_SEED])
ROTATED = a_root(2, seeds=(NEXT_SEED,))
TWO = sign_root(ROTATED, [ROOT_SEED, NEXT_SEED])
THREE = sign_root(a_root(3, seeds=(NEXT_SEED,)), [NEXT_SEED])


def test_documents_come_back_from_their_text_the_same() -> None:
    assert trusted_root([read_signed(ONE.written())]) == a_root()
    certificate = sign_certificate(a_certificate(), HUB.seed)
    assert trusted_certificate(read_signed(certificate.written()), [HUB.public]) == a_certificate()
    roster = sign_roster(a_roster(), HUB.seed)
    assert trusted_roster(read_signed(roster.written()), [HUB.public]) == a_roster()


def test_a_chain_is_walked_to_its_end_even_over_several_changes() -> None:
    assert trusted_root([ONE, TWO, THREE]).version == 3
    assert trusted_root([ONE, TWO, THREE], known=a_root()).version == 3


def test_what_is_known_is_never_gone_back_from() -> None:
    assert trusted_root([ONE], known=ROTATED) == ROTATED
    assert trusted_root([], known=ROTATED) == ROTATED


@pytest.mark.parametrize(
    "chain",
    [
        pytest.param([], id="nothing"),
        pytest.param([ONE, THREE], id="one left out"),
        pytest.param([ONE, sign_root(ROTATED, [NEXT_SEED])], id="without the keys before"),
        pytest.param([ONE, sign_root(ROTATED, [ROOT_SEED])], id="without its own keys"),
        pytest.param(
            [ONE, sign_root(replace(ROTATED, hub_id="other"), [ROOT_SEED, NEXT_SEED])],
            id="another hub",
        ),
        pytest.param([sign_root(a_root(), [NEXT_SEED])], id="signed by nobody it names"),
        pytest.param([Signed(TWO.text, ONE.signatures)], id="another's signature"),
    ],
)
def test_a_chain_with_a_break_is_not_trusted(chain: list[Signed]) -> None:
    with pytest.raises(Distrusted):
        trusted_root(chain)


def test_a_root_names_an_escrow_key_only_where_there_is_one() -> None:
    assert "escrow" not in ONE.text
    root = replace(a_root(), escrow_key=HUB.recipient)
    assert trusted_root([sign_root(root, [ROOT_SEED])]) == root


def test_two_of_two_signatures_are_needed_where_two_are_asked_for() -> None:
    root = a_root(seeds=(ROOT_SEED, NEXT_SEED), threshold=2)
    assert trusted_root([sign_root(root, [ROOT_SEED, NEXT_SEED])]) == root
    with pytest.raises(Distrusted):
        trusted_root([sign_root(root, [ROOT_SEED])])
    with pytest.raises(Distrusted):
        trusted_root([sign_root(root, [ROOT_SEED, ROOT_SEED])])


def test_one_key_hands_over_to_two_of_three_holders_and_they_to_others() -> None:
    """The road from the root that a hub begins with to one of several holders, and on from there."""
    holders = tuple(crypto.new_signing_seed() for _ in range(3))
    shared = a_root(2, seeds=holders, threshold=2)
    handed = sign_root(shared, [ROOT_SEED, *holders[:2]])
    assert trusted_root([ONE, handed]) == shared
    for signers in ([ROOT_SEED], [ROOT_SEED, holders[0]], list(holders)):
        with pytest.raises(Distrusted):
            trusted_root([ONE, sign_root(shared, signers)])
    others = (holders[0], crypto.new_signing_seed(), crypto.new_signing_seed())
    following = a_root(3, seeds=others, threshold=2)
    assert (
        trusted_root([ONE, handed, sign_root(following, [*holders[1:], *others[1:]])]) == following
    )
    # Two of the new and one of the old are no threshold of the old.
    for signers in ([holders[0], *others[1:]], [ROOT_SEED, *others]):
        with pytest.raises(Distrusted):
            trusted_root([ONE, handed, sign_root(following, signers)])


@pytest.mark.parametrize(
    "root",
    [
        replace(a_root(), threshold=0),
        replace(a_root(), threshold=2),
        replace(a_root(), signing_keys=()),
        replace(a_root(), encryption_keys=()),
        replace(a_root(), encryption_keys=("age1nonsense",)),
        replace(a_root(), escrow_key="age1nonsense"),
    ],
)
def test_a_root_that_asks_for_nothing_or_names_nobody_is_malformed(root: Root) -> None:
    with pytest.raises((Malformed, Distrusted)):
        trusted_root([sign_root(root, [ROOT_SEED])])


def test_the_fingerprint_stays_with_the_root_keys_and_changes_with_them() -> None:
    assert a_root(5).fingerprint == a_root().fingerprint
    assert replace(a_root(), signing_keys=(STRANGER.public,)).fingerprint == a_root().fingerprint
    assert ROTATED.fingerprint != a_root().fingerprint


def test_a_certificate_of_another_hub_or_with_a_letter_changed_is_not_trusted() -> None:
    signed = sign_certificate(a_certificate(), HUB.seed)
    with pytest.raises(Distrusted):
        trusted_certificate(signed, [STRANGER.public])
    widened = Signed(signed.text.replace("33.26.13.2012", "33.26.13.2013"), signed.signatures)
    with pytest.raises(Distrusted):
        trusted_certificate(widened, [HUB.public])


def test_a_document_is_good_only_as_what_it_is() -> None:
    with pytest.raises(Distrusted):
        trusted_certificate(sign_roster(a_roster(), HUB.seed), [HUB.public])
    with pytest.raises(Distrusted):
        trusted_roster(sign_certificate(a_certificate(), HUB.seed), [HUB.public])


def test_an_older_roster_never_replaces_a_newer_one() -> None:
    with pytest.raises(Distrusted):
        trusted_roster(sign_roster(a_roster(3), HUB.seed), [HUB.public], known_version=4)
    assert (
        trusted_roster(sign_roster(a_roster(4), HUB.seed), [HUB.public], known_version=4).version
        == 4
    )


def test_a_certificate_covers_its_own_partitions_only() -> None:
    assert a_certificate().covers("33.26.13.2012")
    assert not a_certificate().covers("33.26.13.2013")


def test_a_short_code_is_typed_with_any_gaps() -> None:
    code = short_code(b"anything")
    assert len(code.replace(" ", "")) == 24
    assert same_code(code.replace(" ", ""), code)
    assert same_code(code.replace(" ", "-") + "\n", code)
    for wrong in ("", code[:-1], code + "0", short_code(b"other"), code.replace(" ", "x")):
        assert not same_code(wrong, code)
