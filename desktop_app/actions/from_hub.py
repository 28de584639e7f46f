"""What an office asks of everything that comes from its hub: whose it is, for whom, and its papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.actions.device_keys import DEVICE, PRIVATE_KEYS, KeyPair, pair_of
from desktop_app.actions.hub_papers import known_root
from desktop_app.actions.office import Office
from desktop_app.domain.office import OfficeProfile
from desktop_app.errors import Code, UserError
from desktop_app.exchange.container import Container, check_signature
from desktop_app.exchange.download import Papers
from desktop_app.exchange.enrolment import require_kind, roots_in
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.header import Header, PackageKind
from desktop_app.exchange.roster import (
    Certificate,
    Root,
    Signed,
    trusted_certificate,
    trusted_roster,
)
from desktop_app.store import audit, roster, settings
from desktop_app.store.store import Transaction


@dataclass(frozen=True, slots=True)
class FromHub:
    """A package whose signature is our hub's, and what it is opened with."""

    root: Root
    new_roots: tuple[tuple[Root, Signed], ...]
    keys: KeyPair
    enrolment: dict[str, Any]


def checked_hub(container: Container, office: Office, kind: PackageKind) -> FromHub:
    """Check that our hub signed this package for us; raises `UserError` for anything else."""
    name = container.name
    require_kind(container, kind)
    with office.read() as conn:
        enrolment = settings.get(conn, "enrolment")
        keys = pair_of(conn, office.derived_key(PRIVATE_KEYS), DEVICE)
        known = known_root(conn)
    if enrolment is None or keys is None or known is None:
        raise UserError(Code.HUB_NOT_KNOWN)
    root, new_roots = roots_in(container, known)
    if container.header.signer not in root.signing_keys:
        raise UserError(Code.PACKAGE_SIGNER_UNKNOWN, name=name)
    check_signature(container, container.header.signer)
    if office.profile.device_id not in container.header.recipients:
        raise UserError(Code.PACKAGE_NOT_FOR_US, name=name)
    return FromHub(root, new_roots, keys, enrolment)


def note_taken_in(tx: Transaction, header: Header, **counts: int) -> None:
    """Note that a package of the hub was taken in, with how much of it.

    The head of the hub's own log goes along: a hub that rewrites its log is seen.
    """
    head = {"hub_audit": header.audit_head} if header.audit_head else {}
    audit.note(tx, "package-taken-in", header.package_id, **counts, **head)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The papers of one package, found to be ours."""

    papers: Papers
    certificate: Certificate
    roster_version: int


def accepted(papers: Papers, hub: FromHub, profile: OfficeProfile) -> Accepted:
    """The papers, if the hub signed them and they are of this device; `Distrusted`, `Malformed`."""
    keys = hub.root.signing_keys
    certificate = trusted_certificate(papers.certificate, keys)
    listed = trusted_roster(papers.roster, keys)
    is_ours = (
        certificate.device_id == profile.device_id
        and certificate.sign_public == hub.keys.sign_public
        and listed.hub_id == hub.root.hub_id
    )
    if not is_ours:
        raise Malformed("papers")
    return Accepted(papers, certificate, listed.version)


def keep_papers(
    tx: Transaction, hub: FromHub, found: Accepted, *, made_at: datetime, epoch: int | None = None
) -> None:
    """Keep what is newer than what is here; `epoch` is given by what follows the hub's logs.

    Papers only move forward: an old package brings its lines and not its papers. The latest moment
    that the hub has named is kept as well, for a clock that was set back.
    """
    certificate, papers = found.certificate, found.papers
    for root, signed in hub.new_roots:
        roster.put_document(tx, "root", root.version, signed.written())
    enrolment = {**hub.enrolment}
    if epoch is not None:
        enrolment["epoch"] = epoch
    if found.roster_version >= enrolment["roster"]:
        roster.put_document(tx, "roster", found.roster_version, papers.roster.written())
        enrolment["roster"] = found.roster_version
    if certificate.roster_version >= roster.newest_version(tx.conn, "certificate"):
        roster.put_document(
            tx, "certificate", certificate.roster_version, papers.certificate.written()
        )
        enrolment |= {
            "region": certificate.region,
            "partitions": list(certificate.partitions),
            "valid_until": certificate.valid_until.isoformat(),
        }
    heard = enrolment.get("heard_at")
    if heard is None or datetime.fromisoformat(heard) < made_at:
        enrolment["heard_at"] = made_at.isoformat()
    settings.put(tx, "enrolment", enrolment)
