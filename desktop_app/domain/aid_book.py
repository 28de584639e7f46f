"""The catalogue, the rules and the limits together, as one office works with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.aid_rule import AidRule
from desktop_app.domain.catalogue_setting import (
    CatalogueSetting,
    SettingChange,
    applied_to_catalogue,
    applied_to_limits,
    applied_to_rules,
    settings_of,
    with_changes,
)
from desktop_app.domain.indication import IndicationRules
from desktop_app.domain.programme import Catalogue
from desktop_app.domain.programme_revision import ProgrammeRevision, with_revisions


@dataclass(frozen=True, slots=True)
class AidBook:
    """What ships, revised and set; `settings` say what may be set and what holds."""

    catalogue: Catalogue
    rules: tuple[AidRule, ...]
    limits: IndicationRules
    settings: tuple[CatalogueSetting, ...]

    def setting(self, name: str) -> CatalogueSetting | None:
        """The setting with this name."""
        return next((one for one in self.settings if one.name == name), None)

    def of_region(
        self,
        revisions: Sequence[ProgrammeRevision],
        changes: Sequence[SettingChange],
        region: str,
    ) -> AidBook:
        """The book of an office of `region`, made from this one, which ships."""
        if not revisions and not changes:
            return self
        catalogue = with_revisions(self.catalogue, revisions, region)
        settings = with_changes(settings_of(catalogue, self.rules, self.limits), changes, region)
        return AidBook(
            applied_to_catalogue(catalogue, settings),
            applied_to_rules(self.rules, settings),
            applied_to_limits(self.limits, settings),
            settings,
        )


def shipped_book(
    catalogue: Catalogue, rules: tuple[AidRule, ...], limits: IndicationRules
) -> AidBook:
    """The book that ships with the program."""
    return AidBook(catalogue, rules, limits, settings_of(catalogue, rules, limits))
