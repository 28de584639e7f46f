"""The office's side of the escrow: a copy of its database key that only the hub's paper opens."""

from __future__ import annotations

import logging

from desktop_app.actions.hub_papers import known_root
from desktop_app.actions.office import Office
from desktop_app.errors import LuringError
from desktop_app.exchange.reset import Escrowed
from desktop_app.store import audit
from desktop_app.store.keyring import KeyRing

log = logging.getLogger(__name__)


def renew_escrow(office: Office) -> None:
    """Seal the key to the escrow key that the hub's newest root names, unless that was done.

    What was just taken in stands whatever happens here: a copy that cannot be written now is written
    after the next package.
    """
    with office.read() as conn:
        root = known_root(conn)
    if root is None or not root.escrow_key:
        return
    try:
        if KeyRing.load(office.paths.keys).escrow_to == root.escrow_key:
            return
        escrowed = Escrowed(
            office.profile.office_id, office.profile.device_id, office.store.key
        ).sealed_for(root.escrow_key)
        # Within a transaction, as every change of the ring: they must not overwrite one another.
        with office.write() as tx:
            audit.note(tx, "escrow-renewed", root.hub_id)
            ring = KeyRing.load(office.paths.keys)
            ring.with_escrow(root.escrow_key, escrowed).save(office.paths.keys)
    except LuringError as error:
        log.warning("escrow-not-renewed code=%s", error.code)
        return
    log.info("escrow-renewed")
