"""``hub release``: the hub cuts a release for its offices."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.hub_release import ReleasePackage, cut_release
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.language import tr
from desktop_app.words.format import file_size, number


def add_release(verbs: Commands) -> None:
    """Add the command."""
    release = verbs.add(
        "release",
        tr("Cut a release for every office: each gets the people of its own desa, sealed."),
        _release,
    )
    release.add_argument("label", metavar=tr("LABEL"), help=tr("What the release is called."))
    release.add_argument(
        "--out", type=Path, required=True, metavar=tr("FOLDER"), help=tr("The stick or a folder.")
    )
    release.add_argument(
        "--region", default="", metavar=tr("CODE"), help=tr("Only for this office.")
    )


def _release(call: Call) -> Answer:
    office = call.office()
    region = office.reference.regions.parse(call.region) if call.region else ""
    with call.watched() as progress:
        given = cut_release(office, call.label, call.stick(), progress, region=region).value
    left = ""
    if given.left_families or given.left_persons:
        left = tr(
            "{families} families and {persons} persons name no desa of this kabupaten: they stay here."
        ).format(families=number(given.left_families), persons=number(given.left_persons))
    without = ""
    if given.without:
        without = tr("The release has nobody of: {regions}.").format(
            regions=", ".join(given.without)
        )
    return Answer(
        {
            "label": given.label,
            "packages": [_package(one) for one in given.packages],
            "without": list(given.without),
            "left_families": given.left_families,
            "left_persons": given.left_persons,
        },
        paragraphs(
            table(
                [
                    tr("Region"),
                    tr("Name"),
                    tr("Families"),
                    tr("Persons"),
                    tr("Size"),
                    tr("Package"),
                ],
                [
                    (
                        one.region,
                        one.name,
                        number(one.families),
                        number(one.persons),
                        file_size(one.package.bytes),
                        one.package.file,
                    )
                    for one in given.packages
                ],
                right=(2, 3, 4),
            ),
            pairs(
                [
                    (tr("Packages"), number(len(given.packages))),
                    (
                        tr("There already"),
                        number(sum(one.was_there for one in given.packages)),
                    ),
                ]
            ),
            left,
            without,
            tr("All were read back and are the same. The stick may be taken out."),
        ),
    )


def _package(one: ReleasePackage) -> dict[str, object]:
    return {
        "file": one.package.path,
        "bytes": one.package.bytes,
        "package_id": one.package.package_id,
        "device_id": one.device_id,
        "region": one.region,
        "families": one.families,
        "persons": one.persons,
        "was_there": one.was_there,
    }
