"""Characters that mislead: one list for what is refused and for what is shown as an escape."""

import csv
import datetime
import io
import json
import unicodedata

import pytest

from api.cli.terminal import echo_json, plain
from api.spreadsheet import reach_lines
from graphdb.questions.parameters import Filters
from graphdb.questions.reach import ReachParameters, ask
from graphdb.texts import MISLEADING, visible
from ingest.check.texts import complaint
from tests import small

NAMED = [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)]
EVERY = [chr(number) for number in range(0x110000)]


def test_whole_properties_of_unicode_are_in_the_list() -> None:
    misleading = {one for one in EVERY if MISLEADING.fullmatch(one)}
    assert set(map(chr, NAMED)) <= misleading
    assert {one for one in EVERY if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")} <= misleading
    turning = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    assert {one for one in EVERY if unicodedata.bidirectional(one) in turning} <= misleading
    # Of what can be read, nothing but the fillers of Hangul, marks without a shape, and what is not assigned.
    others = {one for one in misleading if unicodedata.category(one) not in ("Cc", "Cs", "Zl", "Zp", "Cf", "Cn")}
    assert {f"{ord(one):04X}" for one in others} == {
        "034F",
        "115F",
        "1160",
        "17B4",
        "17B5",
        "180B",
        "180C",
        "180D",
        "180F",
        "3164",
        "FFA0",
    }


@pytest.mark.parametrize(
    "text", ["Café", "Zo\u00eb \U0001f600", "\u4e2d\u6587", "\u0627\u0644", "a\u00a0b", "\u2764\ufe0f"]
)
def test_what_people_write_stays(text: str) -> None:
    assert (visible(text), complaint(text)) == (text, None)


def test_each_is_refused_and_shown_as_an_escape() -> None:
    for one in map(chr, NAMED):
        escape = one.encode("unicode_escape").decode("ascii")
        assert complaint(f"a{one}b") == (f"holds an invisible character (U+{ord(one):04X})", "Take it out.")
        assert plain(f"a{one}b") == f"a{escape}b"


def test_json_and_csv_hold_none_and_json_gives_them_back(capsys: pytest.CaptureFixture[str]) -> None:
    name = "".join(map(chr, NAMED)) + "\x1b\u202e end"
    echo_json({"name": name})
    written = capsys.readouterr().out
    assert MISLEADING.sub("", written.replace("\n", "")) == written.replace("\n", "")
    assert json.loads(written) == {"name": name}
    dataset = {"operator": "broker", "name": name}
    flow = {"from": "d", "to": "ice"}
    graph = small.graph({"organizations": ["ice", "broker"], "datasets": {"d": dataset}, "flows": {"f": flow}})
    answer = ask(graph, ReachParameters("ice", Filters(as_of=datetime.date(2026, 1, 1))))
    (row,) = csv.DictReader(io.StringIO(reach_lines(graph, answer)))
    assert row["origin_name"] == visible(name)
