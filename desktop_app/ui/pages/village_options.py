"""The desa of an office as things to choose, each kecamatan first as a whole where there are several."""

from __future__ import annotations

from desktop_app.actions.lookups import Lookups
from desktop_app.language import tr
from desktop_app.ui.widgets.choice import Option


def village_options(lookups: Lookups) -> list[Option]:
    """By kecamatan and name; the value is a Kemendagri code."""
    villages = sorted(lookups.villages, key=lambda one: (one.subdistrict_name, one.local_name))
    subdistricts = dict.fromkeys(one.subdistrict_name for one in villages)
    options = []
    for subdistrict in subdistricts:
        own = [one for one in villages if one.subdistrict_name == subdistrict]
        if len(subdistricts) > 1:
            around = own[0].code.rpartition(".")[0]
            options.append(Option(around, tr("All of Kec. {name}").format(name=subdistrict)))
        options += [Option(one.code, one.local_name) for one in own]
    return options
