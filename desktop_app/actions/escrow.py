"""The office's side of the escrow: a copy of its database key that only the hub's paper opens."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from desktop_app.actions.hub_papers import known_root
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.errors import Code, LuringError, UserError
from desktop_app.exchange.reset import Escrowed
from desktop_app.exchange.roster import Root
from desktop_app.store import audit
from desktop_app.store.keyring import KeyRing

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EscrowState:
    """Whether the hub of this office keeps an escrow key, and whether the copy for it is sealed."""

    has_hub_key: bool
    is_sealed: bool


@needs(Right.USERS)
def escrow_of(office: Office) -> EscrowState | None:
    """How it stands with the way back in over the hub; None at a hub, which has nobody above it."""
    if office.profile.kind is OfficeKind.HUB:
        return None
    root = _root_of(office)
    if root is None or not root.escrow_key:
        return EscrowState(has_hub_key=False, is_sealed=False)
    ring = KeyRing.load(office.paths.keys)
    return EscrowState(True, bool(ring.escrow) and ring.escrow_to == root.escrow_key)


@needs(Right.USERS)
def seal_for_hub(office: Office) -> Done[EscrowState]:
    """Seal the key of the database to the hub's escrow key, anew where that was done before.

    Raises `UserError` (`ESCROW_KEY_MISSING` while the hub has none) and `MachineError`.
    """
    root = _root_of(office)
    if root is None or not root.escrow_key:
        raise UserError(Code.ESCROW_KEY_MISSING)
    _seal(office, root)
    return Done(EscrowState(True, True), frozenset({Topic.SETTINGS, Topic.AUDIT}))


def renew_escrow(office: Office) -> None:
    """Seal the key to the escrow key that the hub's newest root names, unless that was done.

    What was just taken in or opened stands whatever happens here: a copy that cannot be written now is
    written after the next package, or when the office is opened next.
    """
    try:
        root = _root_of(office)
        if root is None or not root.escrow_key:
            return
        if KeyRing.load(office.paths.keys).escrow_to != root.escrow_key:
            _seal(office, root)
    except LuringError as error:
        log.warning("escrow-not-renewed code=%s", error.code)


def _root_of(office: Office) -> Root | None:
    """The root of the hub that this office joined; a hub has its own main key and no other hub."""
    if office.profile.kind is OfficeKind.HUB:
        return None
    with office.read() as conn:
        return known_root(conn)


def _seal(office: Office, root: Root) -> None:
    profile = office.profile
    escrowed = Escrowed(profile.office_id, profile.device_id, office.store.key).sealed_for(
        root.escrow_key
    )
    # Within a transaction, as every change of the ring: they must not overwrite one another.
    with office.write() as tx:
        audit.note(tx, "escrow-renewed", root.hub_id)
        ring = KeyRing.load(office.paths.keys)
        ring.with_escrow(root.escrow_key, escrowed).save(office.paths.keys)
    log.info("escrow-renewed")
