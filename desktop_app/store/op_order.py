"""In which order the ops of a record are folded, as a piece of SQL that every reader of ops shares."""

from __future__ import annotations

FOLDED = "NOT (outcome = 'no-effect' OR (outcome = 'outside' AND is_own = 0))"
"""Ops that make a record. What the hub refused of our own stays visible here, on top of the rest."""

IN_ORDER = "outcome IN ('taken', 'conflict') DESC, log_number IS NULL, log_number, op.position"
"""First what counts in the hub's log, in its order; on top what waits to count, in the order it came."""
