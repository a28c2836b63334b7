"""The pyvis Network and the offline page: the scene's positions, counts and words, and nothing that comes from elsewhere."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.viz.pictures import HOSTILE, hostile_graph, real, scene_of
from viz.model import LineState, Scene
from viz.pyvis_page import STRETCH, export_page, to_pyvis


class _Page(HTMLParser):
    """The elements of a page, with their attributes; texts of scripts apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = "" if tag else self._open

    def handle_data(self, data: str) -> None:
        if self._open == "script":
            self.scripts[-1] += data


def test_positions_and_arrows_are_those_of_the_scene() -> None:
    scene = real("held", pinned="ngi")
    network = to_pyvis(scene)
    nodes = {node["id"]: node for node in network.nodes}
    for box in scene.boxes:
        node = nodes[box.id]
        assert node["x"] == pytest.approx(box.x + box.width / 2, abs=0.06)
        assert node["y"] == pytest.approx((box.y + box.height / 2) * STRETCH, abs=0.06)
        assert node["label"].split("\n") == list(box.lines)
    bends = {id_ for id_ in nodes if id_.startswith("~")}
    assert nodes.keys() - bends == {box.id for box in scene.boxes}
    assert len(bends) == sum(len(arrow.points) for arrow in scene.arrows)
    for arrow in scene.arrows:
        pieces = [edge for edge in network.edges if edge["arrow"] == arrow.id]
        assert len(pieces) == len(arrow.points) - 1
        assert {piece["flow"] for piece in pieces} == {" ".join(arrow.flows)}
        assert len({piece["title"] for piece in pieces}) == 1
        heads = [piece["arrows"] for piece in pieces]
        last = heads[-1]["to"]["type"]
        assert last == ("triangle" if arrow.leaves_copy else "vee")
        assert all("to" not in head for head in heads[:-1])
        assert ("from" in heads[0]) == (arrow.state == LineState.ended)
        way = [(nodes[piece["from"]]["x"], nodes[piece["to"]]["x"]) for piece in pieces]
        assert [x for x, _ in way] + [way[-1][1]] == [x for x, _ in arrow.points]


def test_the_page_holds_picture_table_sources_and_credit() -> None:
    scene = real()
    page = export_page(scene)
    assert len(page.encode()) < 1_000_000
    seen = _Page(page)
    tags = [tag for tag, _ in seen.elements]
    assert tags.count("tr") == 2 + len(scene.rows) + len(scene.flows)
    assert sum((element.get("id") or "").startswith("source-") for _, element in seen.elements) == len(scene.references)
    drawn = [element.get("id") or "" for tag, element in seen.elements if tag == "g"]
    assert sum(bool(re.fullmatch(r"static-[an]\d+", id_)) for id_ in drawn) == len(scene.boxes) + len(scene.arrows)
    assert tags.count("main") == tags.count("h1") == tags.count("svg") == 1
    assert ("html", {"lang": "en"}) in seen.elements
    for words in (scene.sentence, scene.credit.words, *scene.notes):
        assert words in page


def test_nothing_comes_from_elsewhere() -> None:
    scene = real()
    sources = {url for one in scene.references for url in (one.url, one.archived_url) if url}
    seen = _Page(export_page(scene))
    (policy,) = [element["content"] for tag, element in seen.elements if "http-equiv" in element]
    assert policy is not None
    assert policy.startswith(
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
    )
    for tag, element in seen.elements:
        assert "src" not in element, tag
        assert tag != "link"
        address = element.get("href")
        assert address is None or address.startswith("#source-") or address in sources


def test_hostile_names_run_nowhere() -> None:
    scene = scene_of(hostile_graph())
    page = export_page(scene, title=HOSTILE[0])
    seen = _Page(page)
    assert len(seen.scripts) == 2
    allowed = {
        "id",
        "class",
        "style",
        "href",
        "rel",
        "lang",
        "charset",
        "content",
        "http-equiv",
        "name",
        "scope",
        "role",
    }
    allowed |= {"tabindex", "type", "data-by"}
    for tag, element in seen.elements:
        assert tag not in ("img", "iframe", "object", "base", "form")
        drawn = tag in ("svg", "g", "rect", "path", "text", "tspan", "circle")
        assert drawn or {key for key in element if not key.startswith("aria-")} <= allowed, (tag, element)
        assert not any(key.startswith("on") for key in element)
        assert not (element.get("href") or "").lower().startswith("javascript")
    assert "{{" not in re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL).replace("{{ 7 * 7 }}", "")
    assert "49 " not in page[: page.index("<script>")].replace("{{ 7 * 7 }}", "").split("<main>")[0]
    for name in ("nodes", "edges", "evidence"):
        assert re.search(rf"[ ,]{name} = [\[{{]", seen.scripts[1])
    assert "<" not in re.findall(r"var nodes = (.*?), edges = ", seen.scripts[1])[0]
    assert "\u202e" not in page


def test_data_in_the_script_is_json() -> None:
    scene = real()
    script = _Page(export_page(scene)).scripts[1]
    nodes = json.JSONDecoder().raw_decode(script, script.index("var nodes = ") + len("var nodes = "))[0]
    evidence = json.JSONDecoder().raw_decode(script, script.index("evidence = ") + len("evidence = "))[0]
    assert {node["id"] for node in nodes if node["id"][0] != "~"} == {box.id for box in scene.boxes}
    assert evidence.keys() == {part.id for part in (*scene.boxes, *scene.arrows)}
    for arrow in scene.arrows:
        assert tuple(evidence[arrow.id]["tip"]) == arrow.tooltip


def test_no_file_is_left_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    export_page(scene_of(hostile_graph()))
    assert list(tmp_path.rglob("*")) == []


def test_an_answer_without_a_map_is_still_a_page() -> None:
    scene = real().model_copy(update={"boxes": (), "arrows": (), "frame": None, "width": 0.0, "height": 0.0})
    assert isinstance(scene, Scene)
    assert "All origins" in export_page(scene)
