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
from desktop_app.actions.retention import (
    due_for_erasure,
    erase_due,
    keepings_of,
    set_keeping,
)
from desktop_app.actions.subject_paper import print_subject_sheet
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.cli.usage import Parser, WrongUsage, whole_number
from desktop_app.domain.retention import Kept
from desktop_app.language import tr
from desktop_app.words.audit import deed_name
from desktop_app.words.format import file_size, moment, number
from desktop_app.words.paper_words import incident_words, subject_words
from desktop_app.words.retention import due_words, keeping_words, kept_name

_EVER = "ever"


def add(commands: Commands) -> None:
    """Add the commands about privacy."""
    verbs = commands.group("privacy", tr("Papers on privacy, and what is printed for its sake."))
    verbs.add("papers", tr("Which papers there are."), _papers)
    paper = verbs.add("paper", tr("Write one paper as a PDF on F4."), _paper)
    paper.add_argument("name", metavar=tr("NAME"), help=tr("One that “papers” names."))
    _add_out(paper)
    _add_subject(verbs)
    _add_keeping(verbs)
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


def _add_keeping(verbs: Commands) -> None:
    keeping = verbs.add(
        "keeping", tr("How long each class of data is kept; sets it for one class."), _keeping
    )
    keeping.add_argument(
        "kind", nargs="?", choices=[kind.value for kind in Kept], help=tr("The class that changes.")
    )
    keeping.add_argument(
        "time",
        nargs="?",
        metavar="N",
        help=tr("A number of its unit, or “{word}”.").format(word=_EVER),
    )
    erase = verbs.add(
        "erase",
        tr("Erase what is over its time of keeping; without a reason it is only shown."),
        _erase,
        epilog=tr(
            "What was recorded travels in packages and is at the hub too: it is never erased here. "
            "Backups keep what they held until newer ones take their place."
        ),
    )
    erase.add_argument(
        "kinds",
        nargs="*",
        metavar=tr("CLASS"),
        help=tr("Only these classes: {names}.").format(names=", ".join(Kept)),
    )
    erase.add_argument(
        "--reason", default="", metavar=tr("TEXT"), help=tr("Why it goes; kept in the audit.")
    )


def _keeping(call: Call) -> Answer:
    office = call.office()
    if call.kind is not None:
        if call.time is None or not (call.time == _EVER or call.time.isdecimal()):
            raise WrongUsage(tr("Give a number, or “{word}”.").format(word=_EVER))
        set_keeping(office, Kept(call.kind), None if call.time == _EVER else int(call.time))
    keepings = keepings_of(office)
    return Answer(
        {
            "keeping": [
                {
                    "kind": one.kind.value,
                    "keep": one.keep,
                    "unit": one.rule.unit.value,
                    "usual": one.rule.usual,
                }
                for one in keepings
            ]
        },
        table(
            [tr("Class"), tr("Data"), tr("Kept")],
            [(one.kind.value, kept_name(one.kind), keeping_words(one)) for one in keepings],
        ),
    )


def _erase(call: Call) -> Answer:
    unknown = [kind for kind in call.kinds if kind not in set(Kept)]
    if unknown:
        raise WrongUsage(tr("There is no class “{name}”.").format(name=unknown[0]))
    kinds = [Kept(kind) for kind in call.kinds] or list(Kept)
    office = call.office()
    due = [one for one in due_for_erasure(office) if one.kind in kinds]
    data = {
        "due": [
            {
                "kind": one.kind.value,
                "count": one.count,
                "oldest": one.oldest,
                "bytes": one.bytes,
                "names": list(one.names),
            }
            for one in due
        ]
    }
    text = (
        table(
            [tr("Class"), tr("Due"), tr("Names")],
            [(one.kind.value, due_words(one), ", ".join(one.names)) for one in due],
        )
        if due
        else tr("Nothing is over its time of keeping.")
    )
    if not call.reason or not due:
        return Answer({**data, "erased": {}, "freed": 0}, text)
    with call.watched() as progress:
        erased = erase_due(office, kinds, call.reason, progress).value
    counts = {kind.value: count for kind, count in erased.counts.items()}
    said = tr("Erased. {size} freed.").format(size=file_size(erased.freed_bytes))
    return Answer({**data, "erased": counts, "freed": erased.freed_bytes}, paragraphs(text, said))


def _add_subject(verbs: Commands) -> None:
    subject = verbs.add(
        "subject",
        tr("Print everything held about one person, to be handed to them."),
        _subject,
        epilog=tr("Needs the right to print and to reveal; it is in the audit log."),
    )
    subject.add_argument(
        "key",
        metavar="NIK|ID",
        help=tr("The NIK of the person, their id, or the id of help for somebody outside DTSEN."),
    )
    subject.add_argument(
        "--checked",
        required=True,
        metavar=tr("TEXT"),
        help=tr("How you made sure who is asking, for example: came in person, KTP seen."),
    )
    _add_out(subject)


def _subject(call: Call) -> Answer:
    paper = print_subject_sheet(call.office(), call.key, call.checked, subject_words()).value
    files.write_whole(call.out, paper.pdf)
    return Answer(
        {"file": call.out, "pages": paper.pages, "serial": paper.serial},
        tr("The sheet was saved as {name}.").format(name=call.out.name),
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
    paper = print_incident_sheet(office, call.reason, incident_words(), facts=facts).value
    files.write_whole(call.out, paper.pdf)
    said = tr("The sheet was saved as {name}.").format(name=call.out.name)
    return Answer(
        {**data, "file": call.out, "pages": paper.pages, "serial": paper.serial},
        paragraphs(text, said),
    )
