"""``demo create``: an office filled with invented people, to try everything."""

from __future__ import annotations

import time

from desktop_app import bootstrap_demo
from desktop_app.actions.demo import DEMO_PASSPHRASE, DEMO_REGION, DEMO_USER, DemoWish
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs
from desktop_app.cli.passphrase import given_passphrase
from desktop_app.cli.usage import whole_number
from desktop_app.language import tr
from desktop_app.words.format import duration, number

_WISH = DemoWish()


def add(commands: Commands) -> None:
    """Add the command that makes a demo office."""
    verbs = commands.group("demo", tr("An office of invented people, to try everything."))
    create = verbs.add(
        "create",
        tr("Make such an office, and beside it a hub that it has joined."),
        _create,
        epilog=tr(
            "Its user is “{user}”, its passphrase “{passphrase}”, unless others are given. Nobody in "
            "it exists: their numbers end in 9000 to 9999."
        ).format(user=DEMO_USER, passphrase=DEMO_PASSPHRASE),
    )
    create.add_argument(
        "--persons",
        type=whole_number,
        default=_WISH.persons,
        metavar="N",
        help=tr("How many people; {n} if not given.").format(n=_WISH.persons),
    )
    create.add_argument(
        "--interventions",
        type=whole_number,
        default=_WISH.interventions,
        metavar="N",
        help=tr("How much help to record; {n} if not given.").format(n=_WISH.interventions),
    )
    create.add_argument(
        "--seed",
        type=whole_number,
        default=_WISH.seed,
        metavar="N",
        help=tr("The same number gives the same people."),
    )
    create.add_argument(
        "--region",
        default=DEMO_REGION,
        metavar=tr("CODE"),
        help=tr("Where they live; {region} if not given.").format(region=DEMO_REGION),
    )


def _create(call: Call) -> Answer:
    began = time.perf_counter()
    user, given = call.user or DEMO_USER, given_passphrase(call.passphrase_file)
    passphrase = given or DEMO_PASSPHRASE
    wish = DemoWish(call.persons, call.seed, call.interventions)
    with call.watched() as progress:
        demo = bootstrap_demo.create_demo(
            call.folder, wish, progress, user=user, passphrase=passphrase, region=call.region
        )
    profile, filled = call.keep(demo.office).profile, demo.filled
    seconds = time.perf_counter() - began
    return Answer(
        {
            "office_id": profile.office_id,
            "device_id": profile.device_id,
            "region": profile.region,
            "name": profile.name,
            "user": user,
            # One that was given is never printed; this one everybody knows.
            "passphrase": None if given else DEMO_PASSPHRASE,
            "recovery_code": demo.recovery_code,
            "releases": list(filled.releases),
            "families": filled.families,
            "persons": filled.persons,
            "interventions": filled.interventions,
            "proposals": filled.proposals,
            "hub": demo.hub_folder,
            "stick": demo.stick,
            "hub_fingerprint": demo.hub_fingerprint,
            "seconds": round(seconds, 2),
        },
        paragraphs(
            tr("“{name}” was made in {time}.").format(name=profile.name, time=duration(seconds)),
            pairs(
                [
                    (tr("User"), user),
                    (tr("Passphrase"), tr("the one that was given") if given else passphrase),
                    (tr("Families"), number(filled.families)),
                    (tr("Persons"), number(filled.persons)),
                    (tr("Interventions"), number(filled.interventions)),
                    (tr("Hub"), str(demo.hub_folder)),
                    (tr("Stick"), str(demo.stick)),
                ]
            ),
        ),
    )
