"""Reading the log of who did what, and proving that nobody changed it."""

from __future__ import annotations

from desktop_app.actions.office import Office, needs
from desktop_app.domain.roles import Right
from desktop_app.store import audit
from desktop_app.store.audit import AuditLine, AuditVerdict


@needs(Right.AUDIT)
def verify_audit(office: Office) -> AuditVerdict:
    """Walk the whole chain; a line that was changed, removed or put in is found."""
    with office.read() as conn:
        return audit.verify(conn, office.audit_key)


@needs(Right.AUDIT)
def audit_lines(office: Office, *, newest: int = 200) -> list[AuditLine]:
    """The newest lines first."""
    with office.read() as conn:
        return audit.lines_of(conn, newest=newest)
