"""Which format is chosen, as pure functions."""

import pytest

from api.formats import Answered, Format
from api.formats.registry import FORMATS, formats_of
from api.negotiation import NotAcceptable, choose_format, split_suffix


def _nothing(_: Answered) -> bytes:
    return b""


JSON = Format("json", "application/json", "", _nothing)
CSV = Format("csv", "text/csv; charset=utf-8", "", _nothing)
LINKED = Format("jsonld", "application/ld+json", "", _nothing)
THREE = (JSON, CSV, LINKED)


@pytest.mark.parametrize(
    ("suffix", "accept", "wanted"),
    [
        (None, None, JSON),
        (None, "", JSON),
        (None, "*/*", JSON),
        (None, "*", JSON),
        ("csv", "application/json", CSV),
        (None, "text/csv", CSV),
        (None, "TEXT/CSV", CSV),
        (None, "text/*", CSV),
        (None, "text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        (None, "application/json;q=0.5, application/ld+json", LINKED),
        (None, "application/json;q=0, */*", CSV),
        (None, "*/*;q=0.1, application/*;q=0.2, application/json;q=0", LINKED),
        (None, "application/ld+json;q=nonsense", LINKED),
        (None, "application/ld+json;q=nan", LINKED),
        (None, ",,text/csv,", CSV),
    ],
)
def test_what_is_chosen(suffix: str | None, accept: str | None, wanted: Format) -> None:
    assert choose_format(THREE, suffix, accept) is wanted


@pytest.mark.parametrize(("suffix", "accept"), [("pdf", None), ("", None), (None, "text/html"), (None, "*/*;q=0")])
def test_what_there_is_not_is_told_with_what_there_is(suffix: str | None, accept: str | None) -> None:
    with pytest.raises(NotAcceptable) as refused:
        choose_format(THREE, suffix, accept)
    assert refused.value.formats == THREE


def test_a_suffix_is_what_follows_the_dot() -> None:
    assert [split_suffix(text) for text in ("ice", "ice.csv", "ice.tar.gz", "ice.")] == [
        ("ice", None),
        ("ice", "csv"),
        ("ice", "tar.gz"),
        ("ice", ""),
    ]


def test_the_formats_differ_in_suffix_and_media_type_and_json_is_first() -> None:
    assert all(one.suffix.strip(".") == one.suffix and one.title for one in FORMATS)
    for question in ("reach", "timeline", "no question"):
        formats = formats_of(question)
        assert len({one.suffix for one in formats}) == len({one.media_type for one in formats}) == len(formats)
        assert formats[0].suffix == "json"
    assert [one.suffix for one in formats_of("releases", graph=False)] == ["json"]
