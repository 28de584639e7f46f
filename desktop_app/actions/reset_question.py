"""What a locked office keeps while it waits for its hub: the one-time key that opens the answer.

It is used once, and it ends by the clock: whoever finds it in the folder later, beside a copy of an
answer, must not come in by it.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop_app.errors import MachineError
from desktop_app.exchange.reset import is_timely
from desktop_app.files import create_private, erase, write_whole

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ResetQuestion:
    """A question without an answer yet; the match code is what the hub is told by telephone."""

    nonce: bytes
    identity: str = field(repr=False)
    asked_at: datetime
    match_code: str

    @classmethod
    def read(cls, path: Path) -> ResetQuestion | None:
        """The question in the folder of an office; None where there is none that can be understood."""
        try:
            held = json.loads(path.read_text("utf-8"))
            asked_at = datetime.fromisoformat(held["asked_at"])
            if asked_at.tzinfo is None:
                return None
            nonce = bytes.fromhex(held["nonce"])
            return cls(nonce, str(held["identity"]), asked_at, str(held["match_code"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @classmethod
    def waiting(cls, path: Path, now: datetime) -> ResetQuestion | None:
        """The question if it is still good; anything else is wiped."""
        found = cls.read(path)
        if found is not None and is_timely(found.asked_at, now):
            return found
        cls.wipe(path)
        return None

    @staticmethod
    def wipe(path: Path) -> None:
        """Overwrite the one-time key. A disk that refuses is asked again when the office is next opened."""
        try:
            if path.exists():
                erase(path)
                log.info("reset-question-wiped")
        except MachineError:
            log.warning("reset-question-left")

    def keep(self, path: Path) -> None:
        """Let it wait in the folder of the office; the one before is worth nothing from now on."""
        self.wipe(path)
        text = json.dumps(
            {
                "nonce": self.nonce.hex(),
                "identity": self.identity,
                "asked_at": self.asked_at.isoformat(),
                "match_code": self.match_code,
            }
        )
        write_whole(path, text.encode(), opened=create_private)
