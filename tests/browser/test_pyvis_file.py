"""The offline page in a real browser, from a file, with the network off: it stands still, tells evidence, prints the SVG."""

from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.viz.pictures import hostile_graph, real, real_route, scene_of
from viz.pyvis_page import STRETCH, export_page


def _opened(browser: Browser, path: Path, text: str, width: int = 1400) -> tuple[Page, list[str]]:
    path.write_text(text, encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    told: list[str] = []
    page.on("request", lambda request: told.append(f"request {request.url}"))
    page.on("console", lambda message: told.append(f"console {message.text}"))
    page.on("pageerror", lambda error: told.append(f"error {error}"))
    page.on("dialog", lambda dialog: told.append(f"dialog {dialog.message}"))
    page.goto(path.as_uri())
    return page, told


def test_the_map_stands_where_the_scene_says_and_stays_there(browser: Browser, tmp_path: Path) -> None:
    scene = real("held")
    page, told = _opened(browser, tmp_path / "ice.html", export_page(scene))
    page.wait_for_function("window.datareachNetwork !== undefined")
    expected = {box.id: (box.x + box.width / 2, (box.y + box.height / 2) * STRETCH) for box in scene.boxes}
    for _ in range(2):
        positions = page.evaluate("ids => window.datareachNetwork.getPositions(ids)", list(expected))
        for id_, (x, y) in expected.items():
            assert positions[id_]["x"] == pytest.approx(x, abs=1)
            assert positions[id_]["y"] == pytest.approx(y, abs=1)
        page.wait_for_timeout(1500)
    scale = page.evaluate("window.datareachNetwork.getScale()")
    assert scale * scene.type_size >= 9
    sizes = page.evaluate(
        "ids => ids.map(id => window.datareachNetwork.body.nodes[id]).map(n => [n.y, n.shape.height])", list(expected)
    )
    columns: dict[int, list[tuple[float, float]]] = {}
    for box, (y, height) in zip(scene.boxes, sizes, strict=True):
        columns.setdefault(box.column, []).append((y - height / 2, y + height / 2))
    for spans in columns.values():
        ordered = sorted(spans)
        assert all(above[1] <= below[0] for above, below in pairwise(ordered))
    assert told == [f"request {(tmp_path / 'ice.html').as_uri()}"]


def test_a_click_tells_the_evidence_with_its_sources(browser: Browser, tmp_path: Path) -> None:
    scene = real()
    page, told = _opened(browser, tmp_path / "ice.html", export_page(scene))
    page.wait_for_function("window.datareachNetwork !== undefined")
    box = next(box for box in scene.boxes if box.record == "tmsis")
    (row,) = [row for row in scene.rows if row.origin == "tmsis"]
    page.evaluate("id => { window.datareachNetwork.body.emitter.emit('click', {nodes: [id], edges: []}) }", box.id)
    panel = page.locator("#evidence")
    assert row.sentence in panel.inner_text()
    edge = page.evaluate(
        "flow => window.datareachNetwork.body.data.edges.get().find(e => e.flow === flow).id", row.hops[0].flow
    )
    page.evaluate("id => window.datareachNetwork.body.emitter.emit('click', {nodes: [], edges: [id]})", edge)
    (flow,) = [one for one in scene.flows if one.flow == row.hops[0].flow]
    for source in (one for one in scene.references if one.id in flow.sources):
        assert source.title in panel.inner_text()
        assert panel.locator(f'a[href="{source.url}"]').count() == 1
    assert len(told) == 1


def test_hostile_names_run_nowhere(browser: Browser, tmp_path: Path) -> None:
    scene = scene_of(hostile_graph())
    page, told = _opened(browser, tmp_path / "hostile.html", export_page(scene))
    page.wait_for_function("window.datareachNetwork !== undefined")
    for part in (*scene.boxes, *scene.arrows):
        page.evaluate(
            """id => { const net = window.datareachNetwork;
            const edges = net.body.data.edges.get().filter(edge => edge.arrow === id).map(edge => edge.id);
            net.body.emitter.emit('click', {nodes: edges.length ? [] : [id], edges}); }""",
            part.id,
        )
    page.mouse.move(700, 500)
    page.wait_for_timeout(400)
    for summary in page.locator("summary").all():
        summary.click()
    assert page.locator("img").count() == 0
    assert len(told) == 1


def test_phones_read_the_ladder_first_and_print_has_the_svg(browser: Browser, tmp_path: Path) -> None:
    scene = real()
    for width in (390, 320):
        page, _ = _opened(browser, tmp_path / "ice.html", export_page(scene), width)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator(".ladder li").count() == sum(len(section.rows) for section in scene.ladder)
        assert not page.locator("#picture").is_visible()
        page.get_by_role("button", name="Show the map").click()
        assert page.locator("#picture canvas").is_visible()
    page, _ = _opened(browser, tmp_path / "ice.html", export_page(scene))
    assert not page.locator("#static").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#static svg").is_visible()
    assert not page.locator("#picture").is_visible()


def test_without_scripts_the_svg_and_the_tables_are_there(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "ice.html"
    path.write_text(export_page(real()), encoding="utf-8")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(path.as_uri())
    assert page.locator("#static svg").is_visible()
    assert page.locator("summary").count() == 3


def test_axe_finds_nothing(browser: Browser, tmp_path: Path) -> None:

    for width in (1400, 390):
        page, _ = _opened(browser, tmp_path / "ice.html", export_page(real_route("ngi")), width)
        for summary in page.locator("summary").all():
            summary.click()
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found] == []
