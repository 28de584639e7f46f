"""House and assets of a family, in the words of the code book."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.family import FamilySheet
from desktop_app.language import tr
from desktop_app.ui.style import L, M
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Rule, Text
from desktop_app.words.fields import FAMILY_FIELD, label_of
from desktop_app.words.fields import fact_words as words_of_fact
from desktop_app.words.people import place_words, region_codes

HOUSE = ("house_ownership", "floor_type", "floor_area_m2", "wall_type", "roof_type")
WATER_AND_POWER = ("drinking_water", "lighting", "power_class", "pln_customer_no", "cooking_fuel")
TOILET = ("toilet_facility", "toilet_type", "sewage")
ASSETS = tuple(name for name in FAMILY_FIELD if name.startswith("asset_"))
LIVESTOCK = tuple(name for name in FAMILY_FIELD if name.startswith("livestock_"))
_YES = 1
_NO = 2


class HouseTab(Pane):
    """Six groups; what is not known is said once, not in a row of dashes."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(left=0, parent=parent)
        self.column.setContentsMargins(0, M, M, M)
        self.column.setSpacing(M)
        self.grids: dict[str, KeyValueGrid] = {}
        for key, heading in (
            ("house", tr("House")),
            ("water", tr("Water and power")),
            ("toilet", tr("Sanitation")),
            ("place", tr("Desa")),
        ):
            self.column.addWidget(Text(heading, "heading"))
            self.grids[key] = KeyValueGrid(columns=3)
            self.column.addWidget(self.grids[key])
            self.column.addSpacing(L - M)
            self.column.addWidget(Rule())
        self.column.addWidget(Text(tr("Assets"), "heading"))
        self.grids["assets"] = KeyValueGrid(columns=1)
        self.column.addWidget(self.grids["assets"])
        self.column.addStretch(1)

    def show_family(self, sheet: FamilySheet, lookups: Lookups) -> None:
        """Show house and assets of this family."""
        codes = lookups.codes
        for key, names in (("house", HOUSE), ("water", WATER_AND_POWER), ("toilet", TOILET)):
            self.grids[key].show_lines(
                [
                    KeyValue(label_of(name), fact_words(sheet, name, codes) or tr("Not filled in"))
                    for name in names
                ]
            )
        kemendagri, bps = region_codes(lookups.regions, sheet.village, sheet.values)
        self.grids["place"].show_lines(
            [
                KeyValue(tr("Desa"), place_words(lookups.regions, sheet.village)),
                KeyValue(tr("Code of Kemendagri"), kemendagri),
                KeyValue(tr("Code of BPS"), bps),
            ]
        )
        self.grids["assets"].show_lines(_asset_lines(sheet, codes))


def fact_words(sheet: FamilySheet, name: str, codes: CodeBook) -> str:
    """What the extract says about one column of a family; empty if nothing."""
    return words_of_fact(
        FAMILY_FIELD[name], sheet.values, raw=sheet.raw, extra=sheet.extra, codes=codes
    )


def _asset_lines(sheet: FamilySheet, codes: CodeBook) -> list[KeyValue]:
    def named(wanted: int | None) -> str:
        return ", ".join(label_of(name) for name in ASSETS if sheet.values[name] == wanted)

    odd = ", ".join(
        f"{label_of(name)}: {fact_words(sheet, name, codes)}"
        for name in ASSETS
        if sheet.values[name] not in (_YES, _NO, None)
    )
    animals = ", ".join(
        f"{label_of(name)} {fact_words(sheet, name, codes)}"
        for name in LIVESTOCK
        if sheet.values[name]
    )
    lines = [
        KeyValue(tr("Owns"), named(_YES) or tr("None of the assets asked for")),
        KeyValue(tr("Does not own"), named(_NO)),
        KeyValue(tr("Livestock"), animals or tr("None")),
    ]
    if unknown := named(None):
        lines.append(KeyValue(tr("Not filled in"), unknown))
    if odd:
        lines.append(KeyValue(tr("Written in another way"), odd))
    return lines
