"""What can be seen: by everyone (axe), on a phone, in the dark, on paper, without colour."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import real_facts
from tests.browser.conftest import DAY, Opener

AT = f"as_of={DAY}"
PAGES = (
    f"/?{AT}",
    f"/?{AT}&from=tmsis",
    f"/?question=held&{AT}&view=table",
    f"/how/tmsis/ice?{AT}",
    "/record/california-v-hhs-medicaid",
    f"/time/ice?{AT}",
    "/find?q=medicaid",
    "/corrections",
    f"/about?{AT}",
    f"/embed/map?{AT}",
    "/embed/ladder",
    "/embedding",
)


@pytest.mark.parametrize(("scheme", "paths"), [("light", PAGES), ("dark", PAGES[1:5])])
def test_axe_finds_nothing(site: str, opened_browser: Opener, scheme: str, paths: tuple[str, ...]) -> None:
    one = opened_browser(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    page = one.page()
    found = {}
    for path in paths:
        page.goto(site + path)
        result = Axe().run(page, options={"resultTypes": ["violations"]})
        bad = {violation["id"]: violation["nodes"][0]["html"][:200] for violation in result.response["violations"]}
        if bad:
            found[path] = bad
    assert found == {}


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_nothing_scrolls_sideways_and_no_name_is_cut(site: str, opened_browser: Opener, width: int) -> None:
    page = opened_browser(width=width, height=800).page()
    for path in PAGES:
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(f"{site}/?{AT}")
    cut = page.eval_on_selector_all(
        "a.rung .name", "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
    )
    assert cut == []
    assert not page.locator(".map .pane").is_visible()
    page.click("#show-map")
    assert page.locator(".map .pane").is_visible()
    sizes = page.eval_on_selector_all(
        ".map text",
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)",
    )
    assert min(sizes) >= 9


def test_the_steps_open_under_the_row_on_a_phone(site: str, opened_browser: Opener) -> None:
    page = opened_browser(width=390).page(f"{site}/?{AT}")
    page.wait_for_selector("html[data-ready]")
    page.click('a.rung[data-origin="tmsis"]')
    page.wait_for_selector("a.rung[aria-current] + #evidence")
    assert "T-MSIS" in page.inner_text("#evidence h2 >> nth=0")


def test_on_paper_are_map_list_address_and_date(site: str, opened_browser: Opener) -> None:
    page = opened_browser().page(f"{site}/?{AT}")
    page.emulate_media(media="print")
    assert page.locator(".map .pane svg").is_visible()
    assert page.locator("a.rung").first.is_visible()
    assert "24 November 2026" in page.inner_text("footer")
    address = page.evaluate("getComputedStyle(document.querySelector('footer'), '::after').content")
    assert f"/?{AT}" in address
    assert not page.locator("form.find").is_visible()


def test_states_are_told_by_dashes_and_words_and_not_only_by_colour(site: str, opened_browser: Opener) -> None:
    page = opened_browser().page(f"{site}/?{AT}&evidence=alleged")
    dashes = {
        state: page.eval_on_selector_all(
            f".map .dr-line-{state}", "all => [...new Set(all.map(one => getComputedStyle(one).strokeDasharray))]"
        )
        for state in ("active", "blocked", "unconfirmed")
    }
    assert dashes["active"] == ["none"]
    assert len({str(dash) for dash in dashes.values()}) == 3
    alleged = [flow.id for flow in real_facts.graph().flows if flow.evidence == "alleged"]
    solid = page.eval_on_selector_all(
        ".map .dr-arrow:has(.dr-line-active)", "all => all.flatMap(one => one.dataset.flows.split(' '))"
    )
    assert not set(alleged) & set(solid)
    ended = {flow.id for flow in real_facts.graph().flows if flow.history[-1].state == "ended"}
    assert not ended & set(drawn_on_routes(page))


def drawn_on_routes(page: Page) -> list[str]:
    """The flows of every best route."""
    flows: list[str] = page.eval_on_selector_all("a.rung", "all => all.flatMap(one => one.dataset.flows.split(' '))")
    return flows


def test_no_page_is_blank(site: str, opened_browser: Opener) -> None:
    page = opened_browser(color_scheme="dark").page()
    for path in PAGES:
        page.goto(site + path)
        assert len(page.screenshot()) > 15_000, path  # a page of one colour takes 5,000 bytes


def test_the_first_page_is_light(site: str, opened_browser: Opener) -> None:
    one = opened_browser()
    answer = one.context.request.get(f"{site}/?{AT}", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    style = re.search(r'href="(/static/[^"]+\.css)"', answer.text())
    assert style is not None
    sizes = []
    page = one.page()
    client = one.context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{site}/?{AT}")
    page.wait_for_load_state("networkidle")
    assert len(sizes) >= 3
    assert sum(sizes) <= 60_000
