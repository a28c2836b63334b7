"""CSV, JSON Lines and the briefs: read back, and safe whatever the names are."""

import csv
import io
import json
import re

import pytest
from markdown_it import MarkdownIt

from api.addresses import address_of
from api.every_question import EVERY_QUESTION
from api.formats import Answered
from api.formats.brief import MARKDOWN, PLAIN_TEXT
from api.formats.hops_csv import HOPS_CSV
from api.formats.json_lines import JSON_LINES
from api.further_asking import QUESTIONS
from api.further_parameters import AskedWhatIf
from api.spreadsheet import HOP_COLUMNS
from graphdb.answer_rows import answer_rows, every_hop, rows_apart
from graphdb.texts import MISLEADING
from tests import real_facts
from tests.formats.answered import REAL, hostile, real

ALL = [*range(len(REAL)), -1]


def answered_of(number: int) -> Answered:
    return hostile() if number < 0 else real(number)


@pytest.mark.parametrize("number", ALL)
def test_a_csv_of_hops_has_every_hop_with_its_evidence(number: int) -> None:
    answered = answered_of(number)
    text = HOPS_CSV.write(answered).decode()
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    assert tuple(reader.fieldnames or ()) == HOP_COLUMNS
    lines = list(reader)
    rows = answer_rows(answered.answer)
    assert len(lines) == sum(len(one.route.hops) for one in rows)
    at = iter(lines)
    for number_, one in enumerate(rows, 1):
        for hop in one.route.hops:
            line = next(at)
            sources = answered.graph.sources(hop.sources)
            assert (line["row"], line["flow"], line["evidence"]) == (str(number_), hop.flow, hop.evidence.value)
            assert line["source_urls"].split(" | ") == [source.url for source in sources]
            assert line["archived_urls"] == " | ".join(one.archived_url for one in sources if one.archived_url)
            assert line["release"] == answered.graph.name
            assert line["truncated"] == str(answered.answer.truncated).lower()
            assert line["start"] == (hop.start or "")
    for line in lines:
        for cell in line.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
            assert not MISLEADING.search(cell)


@pytest.mark.parametrize("number", ALL)
def test_json_lines_are_lines_of_json_each_with_its_evidence(number: int) -> None:
    answered = answered_of(number)
    lines = JSON_LINES.write(answered).decode().split("\n")
    assert lines.pop() == ""
    assert not any(MISLEADING.search(line) for line in lines)
    first, *rows = map(json.loads, lines)
    assert (first["release"], first["address"]) == (answered.graph.name, answered.address)
    told = (*answer_rows(answered.answer), *rows_apart(answered.answer))
    for row, one in zip(rows, told, strict=True):
        assert row["sentence"] == one.sentence
        named = [id_ for hop in row["route"]["hops"] for id_ in hop["sources"]]
        assert set(named) <= row["sources"].keys()
        assert row["counted"] == (one.section not in ("reaches_parent", "unconfirmed"))


@pytest.mark.parametrize("number", ALL)
def test_a_brief_tells_every_row_and_source_and_nothing_is_markup(number: int) -> None:
    answered = answered_of(number)
    plain, marked = PLAIN_TEXT.write(answered).decode(), MARKDOWN.write(answered).decode()
    rows = (*answer_rows(answered.answer), *rows_apart(answered.answer))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(marked)
    inline = [child for token in tokens for child in (token.children or ())]
    assert {token.type for token in [*tokens, *inline]} <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "softbreak"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "link_open", "link_close"),
        "text_special",
    }, "no HTML, code, emphasis, image, table or rule comes from a record"
    sources = {id_ for hop in every_hop(rows).values() for id_ in hop.sources}
    sources |= {id_ for hop in getattr(answered.answer, "direct", ()) for id_ in hop.sources}
    sources |= {id_ for hop in every_hop(rows).values() for dispute in hop.disputes for id_ in dispute.sources}
    links = {str(token.attrs["href"]) for token in inline if token.type == "link_open"}
    known = answered.graph.sources(sorted(sources))
    addresses = {one.url for one in known} | {one.archived_url for one in known if one.archived_url}
    assert {unquoted(link) for link in links} == {unquoted(address) for address in addresses if address}
    assert all(address in plain for address in addresses if address)
    read = " ".join(
        "".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"
    )
    for one in rows:
        assert MISLEADING.sub(escape, one.sentence) in read
        assert squeezed(MISLEADING.sub(escape, one.sentence)) in squeezed(plain)
    for told in (answered.graph.name, answered.address):
        assert told in read
        assert told in plain
    assert ("cut short" in plain) == answered.answer.truncated
    assert all(
        len(line) <= 88 or " " not in line.strip(" -") or "—" in line or is_heading(line) for line in plain.split("\n")
    )


def is_heading(line: str) -> bool:
    return bool(re.match(r"(\d+\. )?\S", line))


def unquoted(address: str) -> str:
    """markdown-it writes some letters of an address as per-cent escapes."""
    from urllib.parse import unquote  # noqa: PLC0415

    return unquote(address)


def escape(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - {"routes", "compare"}))
def test_every_further_question_has_a_brief(name: str) -> None:
    graph, question = real_facts.graph(), EVERY_QUESTION[name]
    kind = AskedWhatIf if name == "what-if" else QUESTIONS[name].asked
    given = {"ended": ["cbp-to-ice-eid"]} if name == "what-if" and "cbp-to-ice-eid" in graph.records else {}
    asked = kind(as_of=real_facts.TODAY, **given)
    answer = question.answered(graph, ("ice",), asked)
    public = question.public(graph, answer, asked)
    answered = Answered(graph, name, answer, public, address_of(name, ("ice",), asked, graph.name))
    text = squeezed(PLAIN_TEXT.write(answered).decode())
    assert squeezed(answer.told.sentence) in text
    assert all(squeezed(note) in text for note in answer.told.notes)
    assert answer.coverage.note in text
