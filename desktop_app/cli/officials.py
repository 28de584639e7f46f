"""``official add`` and ``official list``: who signs letters; none can be made before somebody does."""

from __future__ import annotations

from desktop_app.actions.settings import officials_of, set_official
from desktop_app.cli.call import Call, typed_day
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, table
from desktop_app.domain.letter import Capacity, Signatory
from desktop_app.domain.office_settings import Official
from desktop_app.language import tr
from desktop_app.words.format import date_short

_CAPACITIES = {capacity.name.lower().replace("_", "-"): capacity for capacity in Capacity}


def add(commands: Commands) -> None:
    """Add the commands about those who sign."""
    verbs = commands.group("official", tr("Who signs letters, and from when to when."))
    verbs.add("list", tr("Everybody who signs."), _list)
    one = verbs.add("add", tr("Add somebody who signs."), _add)
    one.add_argument("--name", required=True, metavar=tr("TEXT"), help=tr("As it is printed."))
    one.add_argument("--position", required=True, metavar=tr("TEXT"), help=tr("The post."))
    one.add_argument("--number", default="", metavar=tr("NO"), help=tr("NIP or NIPD."))
    one.add_argument("--number-label", default="NIP", metavar=tr("TEXT"), help="NIP, NIPD")
    one.add_argument("--rank", default="", metavar=tr("TEXT"), help=tr("The rank."))
    one.add_argument(
        "--capacity",
        choices=list(_CAPACITIES),
        default="own",
        help=tr("In which capacity: own post, a.n., u.b., Plt., Plh. or Pj."),
    )
    one.add_argument(
        "--superior", default="", metavar=tr("TEXT"), help=tr("For whom (a.n., u.b.).")
    )
    one.add_argument(
        "--deputy", default="", metavar=tr("TEXT"), help=tr("Who is in between (u.b.).")
    )
    one.add_argument("--from", dest="since", metavar=tr("DATE"), help=tr("The first day; today."))
    one.add_argument("--until", metavar=tr("DATE"), help=tr("The last day; none if not given."))


def _list(call: Call) -> Answer:
    everybody = officials_of(call.office())
    return Answer(
        {"officials": [_data(one) for one in everybody]},
        table(
            [tr("Name"), tr("Post"), tr("From"), tr("Until"), "ID"],
            [
                (
                    one.signatory.name,
                    one.signatory.position_in_capacity,
                    date_short(one.valid_from),
                    date_short(one.valid_until) if one.valid_until else "",
                    one.id,
                )
                for one in everybody
            ],
        ),
    )


def _add(call: Call) -> Answer:
    since = typed_day(call.since, "valid_from") if call.since else None
    until = typed_day(call.until, "valid_until") if call.until else None
    signatory = Signatory(
        name=call.name,
        position=call.position,
        number=call.number,
        number_label=call.number_label,
        rank=call.rank,
        capacity=_CAPACITIES[call.capacity],
        superior=call.superior,
        deputy=call.deputy,
    )
    office = call.office()
    official = set_official(
        office, signatory, valid_from=since or office.today(), valid_until=until
    ).value
    return Answer(_data(official), tr("{name} signs from now on.").format(name=signatory.name))


def _data(official: Official) -> dict[str, object]:
    signatory = official.signatory
    return {
        "id": official.id,
        "name": signatory.name,
        "position": signatory.position,
        "number": signatory.number,
        "number_label": signatory.number_label,
        "rank": signatory.rank,
        "capacity": signatory.capacity.name.lower().replace("_", "-"),
        "superior": signatory.superior,
        "deputy": signatory.deputy,
        "valid_from": official.valid_from,
        "valid_until": official.valid_until,
    }
