"""The list of a delivery day as something to print."""

from __future__ import annotations

from datetime import date
from functools import partial

from desktop_app.actions.delivery_paper import preview_delivery_list, print_delivery_list
from desktop_app.actions.office import Office
from desktop_app.actions.sheets import DrawnSheet
from desktop_app.domain.changes import Done
from desktop_app.domain.delivery import DeliveryScope
from desktop_app.language import tr
from desktop_app.ui.pages.paper_sheet import Printable


def delivery_printable(scope: DeliveryScope, on: date) -> Printable:
    """The signed list of this day."""
    return Printable(
        title=tr("List to be signed"),
        whole=tr("&Whole NIK and KK numbers"),
        file_name="tanda-terima-{serial}.pdf",
        preview=partial(preview_delivery_list, scope=scope, on=on),
        draw=partial(_draw, scope, on),
    )


def _draw(
    scope: DeliveryScope, on: date, office: Office, purpose: str, is_whole: bool
) -> Done[DrawnSheet]:
    return print_delivery_list(office, scope, purpose, on=on, is_whole=is_whole)
