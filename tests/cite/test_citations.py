"""Citations, read back by the programs' own libraries."""

import datetime
import json

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from pylatexenc.latex2text import LatexNodes2Text

from api.addressed import answered_at
from api.answers import RecordAnswer
from api.cite import bibtex_text, citations_of, csl_json_text, ris_text
from api.cite.citations import Citation
from api.formats import Answered
from graphdb.errors import BadParameter, UnknownId
from graphdb.graph import Graph
from graphdb.model import Source
from tests import real_facts
from tests.http.stores import HOSTILE, PUBLISHED, hostile_release

ROUTE = "route/iso-claimsearch/ice?as_of=2026-11-24"
SOURCES = ["s-reason-claimsearch", "s-404-claimsearch", "s-cato-claimsearch", "s-verisk-core"]
HARD = r"A_B & {C} 100% $1 #2 \cmd ~x^y 'q' é — “z” <b>"


def answered(address: str) -> Answered:
    return answered_at(address, lambda _: real_facts.graph())


def hard() -> Citation:
    return Citation("key-1", "news", HARD, HARD, "2025-07", "https://example.org/a_b?c={d}&e=%20f#g", note=HARD)


def in_words(tex: str) -> str:
    """What TeX prints; the library does not know the commands of three characters."""
    for command, character in ((r"\textbraceleft{}", "<<"), (r"\textbraceright{}", ">>"), (r"\textasciicircum{}", "^")):
        tex = tex.replace(command, character)
    printed: str = LatexNodes2Text().latex_to_text(tex)
    return printed.replace("<<", "{").replace(">>", "}")


def test_an_answer_is_cited_with_the_sources_that_it_names_and_no_others() -> None:
    one = answered(ROUTE)
    citations = citations_of(one)
    assert [citation.key for citation in citations[1:]] == list(one.public.sources)  # type: ignore[attr-defined]
    assert {citation.key for citation in citations[1:]} >= set(SOURCES[:3])
    own = citations[0]
    release = real_facts.graph().name
    assert own.url == f"/v1/route/iso-claimsearch/ice?as_of=2026-11-24&known_at={release}"
    assert own.version == release
    assert own.title == (
        "How does ISO ClaimSearch reach U.S. Immigration and Customs Enforcement? As of 24 November 2026"
    )


def test_the_address_of_a_citation_gives_the_same_answer() -> None:
    for address in (ROUTE, "reach/ice?question=held&basis=occurred&limit=3", "what-if/ice?ended=irs-dhs-mou-2025-04"):
        first = answered(address)
        again = answered(first.address)
        assert again.address == first.address
        assert citations_of(again) == citations_of(first)


def test_every_source_can_be_cited_and_no_date_is_more_exact_than_its_source() -> None:
    sources = [one for one in real_facts.graph().release.records if isinstance(one, Source)]
    for source in sources[::9]:
        one = answered(f"records/{source.id}")
        assert isinstance(one.public, RecordAnswer)
        own = citations_of(one)[0]
        assert source.title in own.title
    dated = {"2025": (2025,), "2025-07": (2025, 7), "2025-07-09": (2025, 7, 9), "202X": (), None: ()}
    for text, parts in dated.items():
        assert Citation("k", "news", "t", "p", text, "u").date_parts == parts


def test_bibtex_is_read_back_by_bibtexparser() -> None:
    library = parse_string(bibtex_text([hard()]))
    assert library.failed_blocks == []
    (entry,) = library.entries
    fields = {field.key: in_words(str(field.value)) for field in entry.fields}
    assert entry.key == "key-1"
    assert fields["title"] == fields["note"] == HARD
    assert (fields["year"], fields["month"], fields["date"]) == ("2025", "7", "2025-07")
    raw = parse_string(bibtex_text(citations_of(answered("reach/ice"))))
    assert raw.failed_blocks == []
    assert len({one.key for one in raw.entries}) == len(raw.entries) > 100
    address = parse_string(bibtex_text([hard()])).entries[0]["url"]
    assert address == "https://example.org/a_b?c=%7Bd%7D&e=%20f#g"


def test_ris_is_read_back_by_rispy() -> None:
    (entry,) = rispy.loads(ris_text([hard()]))
    assert entry["title"] == entry["publisher"] == HARD
    assert (entry["year"], entry["date"]) == ("2025", "2025/07//")
    assert entry["type_of_reference"] == "NEWS"
    entries = rispy.loads(ris_text(citations_of(answered(ROUTE))))
    assert [one["id"] for one in entries] == [one.key for one in citations_of(answered(ROUTE))]
    assert "Disputed" in entries[0]["abstract"]


def test_csl_json_has_the_items_that_zotero_reads() -> None:
    items = json.loads(csl_json_text(citations_of(answered(ROUTE))))
    own, *sources = items
    assert own["type"] == "dataset"
    assert own["abstract"] == answered(ROUTE).public.sentence  # type: ignore[attr-defined]
    news = next(item for item in sources if item["id"] == "s-404-claimsearch")
    assert news["type"] == "article-newspaper"
    assert news["container-title"] == news["publisher"] == "404 Media"
    assert news["issued"] == {"date-parts": [[2025, 7, 9]]}


def test_when_the_release_was_published_is_the_date_of_an_answer() -> None:
    one = answered(ROUTE)
    dated = Answered(one.graph, one.question, one.answer, one.public, one.address, PUBLISHED)
    assert citations_of(dated)[0].date_parts == (2026, 11, 24)
    assert citations_of(one)[0].date_parts == ()
    assert datetime.date(*citations_of(dated)[0].date_parts) == PUBLISHED.date()


def test_a_hostile_name_stays_text() -> None:
    one = answered_at("records/records", lambda _: Graph(hostile_release()))
    text = ris_text(citations_of(one))
    assert len(rispy.loads(text)) == len(citations_of(one))
    library = parse_string(bibtex_text(citations_of(one)))
    assert (len(library.failed_blocks), len(library.entries)) == (0, len(citations_of(one)))
    assert HOSTILE.split()[0] in text


@pytest.mark.parametrize(
    "address",
    [
        *("", "/", "reach", "reach/ice/cbp", "nothing/ice", "search?q=x", "../reach/ice", "records/a/b", "x" * 5000),
        *(
            "reach/ice?no_such=1",
            "reach/ice?as_of=2026-01-01&as_of=2026-01-02",
            "reach/ice?as_of=x",
            "reach/ice?limit=0",
        ),
    ],
)
def test_what_is_no_address_of_an_answer_is_refused(address: str) -> None:
    with pytest.raises(BadParameter):
        answered(address)


def test_an_address_may_be_pasted_as_it_stands_in_a_browser() -> None:
    pasted = answered("https://data.example.org/v1/records/ice?known_at=" + real_facts.graph().name)
    assert pasted.address == answered("records/ice").address
    with pytest.raises(UnknownId):
        answered("records/icee")
