"""``privacy …``: the papers on privacy, and what the office prints and erases for its sake."""

from __future__ import annotations

from pathlib import Path

from desktop_app import files
from desktop_app.actions.incident import (
    USUAL_DAYS,
    incident_facts,
    print_incident_sheet,
)
from desktop_app.actions.papers import draw_paper, papers_of
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.cli.usage import Parser, WrongUsage, whole_number
from desktop_app.language import tr
from desktop_app.words.audit import deed_name
from desktop_app.words.format import moment, number
from desktop_app.words.paper_words import incident_words


def add(commands: Commands) -> None:
    """Add the commands about privacy."""
    verbs = commands.group("privacy", tr("Papers on privacy, and what is printed for its sake."))
    verbs.add("papers", tr("Which papers there are."), _papers)
    paper = verbs.add("paper", tr("Write one paper as a PDF on F4."), _paper)
    paper.add_argument("name", metavar=tr("NAME"), help=tr("One that “papers” names."))
    _add_out(paper)
    incident = verbs.add(
        "incident",
        tr("What this office holds, exchanged and gave out: for when data may have leaked."),
        _incident,
        epilog=tr("Without --out only the counts are shown; with it the sheet is in the audit."),
    )
    incident.add_argument(
        "--days",
        type=whole_number,
        default=USUAL_DAYS,
        metavar="N",
        help=tr("How far back to look; {n} days if not given.").format(n=USUAL_DAYS),
    )
    incident.add_argument(
        "--reason", default="", metavar=tr("TEXT"), help=tr("What happened, in a few words.")
    )
    incident.add_argument(
        "--out", type=Path, metavar=tr("FILE"), help=tr("The PDF that is written.")
    )


def _add_out(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar=tr("FILE"), help=tr("The PDF that is written.")
    )


def _papers(call: Call) -> Answer:
    titles = papers_of(call.office())
    return Answer(
        {"papers": [{"name": name, "title": title} for name, title in titles.items()]},
        table([tr("Name"), tr("Title")], list(titles.items())),
    )


def _paper(call: Call) -> Answer:
    paper = draw_paper(call.office(), call.name)
    files.write_whole(call.out, paper.pdf)
    return Answer(
        {"file": call.out, "pages": paper.pages},
        tr("The paper was saved as {name}.").format(name=call.out.name),
    )


def _incident(call: Call) -> Answer:
    office = call.office()
    if call.out is None and call.reason:
        raise WrongUsage(tr("These are missing: {names}.").format(names="--out"))
    facts = incident_facts(office, call.days)
    families = facts.release.families if facts.release else 0
    persons = facts.release.persons if facts.release else 0
    data = {
        "office": office.profile.name,
        "device_id": office.profile.device_id,
        "days": facts.days,
        "release": facts.release.label if facts.release else None,
        "families": families,
        "persons": persons,
        "children": facts.children,
        "sensitive_fields": facts.sensitive_fields,
        "records": dict(facts.records),
        "exchanges": [
            {"at": one.handled_at, "direction": one.direction, "kind": one.kind, "ops": one.ops}
            for one in facts.exchanges
        ],
        "exports": [
            {"at": one.at, "deed": one.deed, "facts": dict(one.facts)} for one in facts.exports
        ],
        "more_exports": facts.more_exports,
        "users": [
            {"user": one.name, "role": one.role, "deeds": one.deeds, "last_at": one.last_at}
            for one in facts.users
        ],
        "wrong_passphrases": facts.wrong_passphrases,
    }
    text = paragraphs(
        pairs(
            [
                (tr("Families"), number(families)),
                (tr("People"), number(persons)),
                (tr("Children"), number(facts.children)),
                (tr("Wrong passphrases typed"), number(facts.wrong_passphrases)),
            ]
        ),
        table(
            [tr("When"), tr("Deed")],
            [(moment(one.at), deed_name(one.deed)) for one in facts.exports],
        )
        if facts.exports
        else tr("Nothing went out in these days."),
    )
    if call.out is None:
        return Answer(data, text)
    paper = print_incident_sheet(office, call.reason, incident_words(), call.days).value
    files.write_whole(call.out, paper.pdf)
    said = tr("The sheet was saved as {name}.").format(name=call.out.name)
    return Answer(
        {**data, "file": call.out, "pages": paper.pages, "serial": paper.serial},
        paragraphs(text, said),
    )
