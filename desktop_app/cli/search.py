"""``search``: one query for a person, or many in one warm process."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.search_export import Answered, export_answers
from desktop_app.actions.search_list import (
    PAGE,
    count_by_village,
    count_people,
    everybody,
    page_of,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.numbers import Numbers, numbers_of_list
from desktop_app.cli.output import Answer, paragraphs, table
from desktop_app.cli.usage import WrongUsage, decile_range, whole_number
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.person import PersonLine
from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.language import tr, trn
from desktop_app.words.format import number
from desktop_app.words.people import standing_words, village_words

_LIMIT = 50


@dataclass(frozen=True, slots=True)
class _Query:
    id: str | int
    text: str


def add(commands: Commands) -> None:
    """Add the command that searches."""
    search = commands.add(
        "search",
        tr("Find people and families by name, NIK, KK or desa; the best first."),
        _search,
        epilog=tr(
            'With --batch each line of IN is {"id": …, "query": …} and each line of OUT '
            '{"id": …, "hits": [NIK…], "took_ms": …}; it needs --reveal.'
        ),
    )
    search.add_argument("text", nargs="?", metavar=tr("TEXT"), help=tr("What to look for."))
    search.add_argument(
        "--village", default="", metavar=tr("CODE"), help=tr("Only in this desa or kecamatan.")
    )
    search.add_argument(
        "--decile", type=decile_range, metavar="A-B", help=tr("Only these national deciles.")
    )
    search.add_argument(
        "--programme",
        default="",
        metavar=tr("CODE"),
        help=tr("Only families that this programme has helped."),
    )
    search.add_argument(
        "--never-helped",
        action="store_true",
        help=tr("Only families without a record of aid in this office."),
    )
    search.add_argument(
        "--page",
        type=whole_number,
        metavar="N",
        help=tr("Everybody who is meant, by name: page N of {n} people each.").format(n=PAGE),
    )
    search.add_argument(
        "--by-village", action="store_true", help=tr("How many of them live in which desa.")
    )
    search.add_argument(
        "--limit",
        type=whole_number,
        default=_LIMIT,
        metavar="N",
        help=tr("How many at most; {n} if not given.").format(n=_LIMIT),
    )
    search.add_argument(
        "--batch", type=Path, metavar="IN.jsonl", help=tr("Many queries, one a line.")
    )
    search.add_argument(
        "--out", type=Path, metavar="OUT.jsonl", help=tr("Where the answers of --batch go.")
    )
    search.add_argument(
        "--recipient",
        default="",
        metavar=tr("TEXT"),
        help=tr("Who gets it; written in the file and in the log."),
    )


def _search(call: Call) -> Answer:
    if call.batch is not None and (call.text is not None or call.page is not None):
        raise WrongUsage(tr("Give either a text to look for or --batch."))
    is_list = call.page is not None or call.by_village
    if call.batch is None and call.text is None and not is_list:
        raise WrongUsage(tr("Give either a text to look for or --batch."))
    if call.batch is not None:
        if call.out is None:
            raise WrongUsage(tr("--batch needs --out."))
        if call.reveal is None:
            raise WrongUsage(tr("--batch writes whole numbers, so it needs --reveal."))
        return _search_batch(call, call.office())
    office = call.office()
    search = _narrowed(call, office, call.text or "")
    if call.by_village:
        return _by_village(office, count_by_village(office, search))
    count: int | None
    began = time.perf_counter()
    if call.page is not None:
        everyone = everybody(office, search)
        if not 1 <= call.page <= max(1, everyone.pages):
            raise WrongUsage(
                trn("There is {n} page.", "There are {n} pages.", everyone.pages).format(
                    n=number(everyone.pages)
                )
            )
        found = page_of(office, everyone, call.page - 1) if everyone.pages else []
        took, count = _ms_since(began), everyone.count
    else:
        found = find_people(office, search)
        took, count = _ms_since(began), count_people(office, search)
    numbers = numbers_of_list(call, office, "search", len(found))
    return Answer(
        {"hits": [_hit(line, numbers) for line in found], "count": count, "took_ms": took},
        _found_text(office, found, count, numbers),
    )


def _by_village(office: Office, found: list[tuple[str, int]]) -> Answer:
    regions = office.reference.regions
    return Answer(
        {
            "villages": [
                {"village": code, "name": regions.name_of(code), "count": n} for code, n in found
            ]
        },
        table(
            [tr("Code"), tr("Desa"), tr("People")],
            [(code, village_words(regions, code), number(n)) for code, n in found],
            right=(2,),
        ),
    )


def _search_batch(call: Call, office: Office) -> Answer:
    queries = list(_queries(call.batch))
    # What for and for whom is asked before anything is looked up.
    errand = Errand(call.reveal, call.recipient or tr("not stated")).checked()
    began = time.perf_counter()
    answers = []
    with call.watched() as progress:
        progress.begin("searching", total=len(queries))
        for query in queries:
            one_began = time.perf_counter()
            found = find_people(office, _narrowed(call, office, query.text), is_typing=True)
            hits = tuple(line.national_id for line in found if line.national_id is not None)
            answers.append(Answered(query.id, hits, _ms_since(one_began)))
            progress.advance()
    seconds = time.perf_counter() - began
    left = export_answers(office, answers, call.out, errand=errand).value
    return Answer(
        {
            "queries": len(queries),
            "file": call.out,
            "seconds": round(seconds, 3),
            "holds": left.holds.value,
            "serial": left.note.serial,
        },
        trn(
            "{n} query answered in {file}.", "{n} queries answered in {file}.", len(queries)
        ).format(n=number(len(queries)), file=call.out),
    )


def _queries(path: Path) -> Iterator[_Query]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise machine_error(error, name=path.name) from error
    except UnicodeDecodeError as error:
        raise UserError(Code.FILE_UNREADABLE, name=path.name) from error
    for line in lines:
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            yield _Query(asked["id"], str(asked["query"]))
        except (ValueError, KeyError, TypeError) as error:
            raise UserError(Code.FILE_UNREADABLE, name=path.name) from error


def _narrowed(call: Call, office: Office, text: str) -> Search:
    village = office.reference.regions.parse(call.village) if call.village else ""
    low, high = call.decile or (None, None)
    return Search(
        text,
        village=village,
        decile_min=low,
        decile_max=high,
        programme=call.programme,
        is_unhelped=call.never_helped,
        limit=call.limit,
    )


def _hit(line: PersonLine, numbers: Numbers) -> dict[str, Any]:
    return {
        "person_id": line.person_id,
        "family_id": line.family_id,
        "nik": numbers.shown(line.national_id),
        "family_card_no": numbers.shown(line.family_card_no),
        "name": line.name,
        "birth_date": line.birth_date,
        "village": line.village,
        "decile": line.decile,
        "score": line.score,
        "reason": line.reason.value,
        "is_head": line.is_head,
        "head_name": line.head_name,
        "address": line.address,
    }


def _found_text(
    office: Office, found: list[PersonLine], count: int | None, numbers: Numbers
) -> str:
    if not found:
        return tr("Nobody was found.")
    regions = office.reference.regions
    return paragraphs(
        table(
            ["NIK", tr("Name"), tr("Born"), tr("Desa"), tr("Decile"), tr("In the family"), "ID"],
            [
                (
                    numbers.cell(line.national_id),
                    line.name,
                    line.birth_date or "-",
                    village_words(regions, line.village),
                    "-" if line.decile is None else str(line.decile),
                    standing_words(line),
                    line.person_id,
                )
                for line in found
            ],
            right=(4,),
        ),
        trn("{n} person", "{n} persons", len(found)).format(n=number(len(found)))
        if count is None or count <= len(found)
        else tr("{shown} of {n} people").format(shown=number(len(found)), n=number(count)),
    )


def _ms_since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 2)
