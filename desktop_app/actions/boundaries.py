"""Boundaries of desa: looked at, loaded, taken away; and the map that they or tiles make."""

from __future__ import annotations

import logging
from pathlib import Path

from desktop_app.actions.office import Office, needs
from desktop_app.domain.boundary import BoundaryCheck, BoundarySource
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.map_plan import MapPlan, Point, plan_of
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.extracts.boundaries import read_boundaries
from desktop_app.store import audit, boundaries, local_facts
from desktop_app.store.connection import Connection

log = logging.getLogger(__name__)
_CHANGED = frozenset({Topic.BOUNDARIES, Topic.AUDIT})


@needs(Right.IMPORT)
def check_boundaries(office: Office, path: Path) -> BoundaryCheck:
    """What a GeoJSON file holds for the desa of this office; nothing is kept.

    Raises what `read_boundaries` raises.
    """
    return read_boundaries(path, office.reference.regions, office.profile.region)


@needs(Right.IMPORT)
def load_boundaries(office: Office, path: Path) -> Done[BoundaryCheck]:
    """Draw maps within the boundaries of this file from now on; those before give way, or all stays as it was.

    Raises what `read_boundaries` raises.
    """
    check = read_boundaries(path, office.reference.regions, office.profile.region)
    with office.write() as tx:
        boundaries.put(tx, check.boundaries, path.name)
        audit.note(
            tx,
            "boundaries-loaded",
            villages=len(check.boundaries),
            features=check.features,
            unmatched=len(check.unmatched),
        )
    log.info("boundaries-loaded villages=%d points=%d", len(check.boundaries), check.kept)
    return Done(check, _CHANGED)


@needs(Right.IMPORT)
def remove_boundaries(office: Office) -> Done[None]:
    """Draw maps as tiles again. Raises `UserError` (`BOUNDARIES_NONE`)."""
    with office.write() as tx:
        if boundaries.source_of(tx.conn) is None:
            raise UserError(Code.BOUNDARIES_NONE)
        boundaries.remove(tx)
        audit.note(tx, "boundaries-removed")
    return Done(None, _CHANGED)


@needs(Right.READ)
def boundary_source(office: Office) -> BoundarySource | None:
    """Where the boundaries in use came from; None while there are none."""
    with office.read() as conn:
        return boundaries.source_of(conn)


@needs(Right.READ)
def map_of(office: Office, region: str, aspect: float) -> MapPlan:
    """Where each desa of a region lies on a map for a room of this aspect; its own region if empty."""
    with office.read() as conn:
        return plan_in(office, conn, region, aspect)


@needs(Right.REVEAL)
def recorded_points(office: Office, region: str) -> tuple[Point, ...]:
    """Longitude and latitude of every home of a region that somebody recorded here; told to the audit by number.

    For looking only: no paper and no file has them.
    """
    with office.read() as conn:
        found = tuple(local_facts.points_in(conn, region or office.profile.region))
    with office.write() as tx:
        audit.note(tx, "list-revealed", kind="map", found=len(found))
    return found


def plan_in(office: Office, conn: Connection, region: str, aspect: float) -> MapPlan:
    """The same as `map_of` within a view of the database."""
    regions = office.reference.regions
    villages = regions.villages_within(region or office.profile.region)
    return plan_of(villages, boundaries.all_of(conn), regions, aspect=aspect)
