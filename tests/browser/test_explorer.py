"""The explorer as a reader uses it: with and without a script, by mouse and by keyboard, from a pasted address."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import real_facts
from tests.browser.conftest import DAY, Opener

AT = f"as_of={DAY}"


def ready(page: Page) -> Page:
    page.wait_for_selector("html[data-ready]")
    return page


def texts(page: Page, selector: str) -> list[str]:
    return [one.strip() for one in page.locator(selector).all_text_contents()]


def test_every_kind_of_page_asks_no_other_host(site: str, opened_browser: Opener) -> None:
    one = opened_browser()
    page = one.page()
    for path in PATHS:
        page.goto(site + path)
        own = page.eval_on_selector_all("[src]", "all => all.map(one => one.getAttribute('src'))")
        assert all(address.startswith(("/", site)) for address in own), path
        loaded = page.eval_on_selector_all("link[href]", "all => all.map(one => one.getAttribute('href'))")
        assert all(address.startswith(("/", site, "data:")) for address in loaded), path
    assert one.elsewhere() == []


PATHS = (
    "/", f"/?{AT}&from=tmsis", f"/?{AT}&flow=f-cms-to-ice-plaintiff-states", f"/how/tmsis/ice?{AT}", "/record/ice",
    "/record/tmsis", "/record/cms-notice-2025-20911", "/record/f-cms-to-ice-plaintiff-states",
    "/record/california-v-hhs-medicaid", "/record/s-kff-brief-copy", "/record/home_address", f"/time/ice?{AT}",
    "/find?q=medicaid", "/published", "/corrections", f"/about?{AT}", "/embedding", f"/embed/map?{AT}", "/embed/ladder",
)  # fmt: skip


def test_without_a_script_everything_is_there_and_works(site: str, opened_browser: Opener) -> None:
    page = opened_browser(java_script_enabled=False).page(f"{site}/?{AT}")
    answer = real_facts.reach_ice()
    assert "open routes are known from" in page.inner_text("#sentence")
    assert f"{answer.counts.databases} databases" in page.inner_text("#sentence")
    origins = set(page.eval_on_selector_all("a.rung", "all => all.map(one => one.dataset.origin)"))
    assert origins == {row.origin.id for row in answer.datasets + answer.organizations}
    shown = set(page.eval_on_selector_all("#flows tbody tr", "all => all.map(one => one.dataset.flow)"))
    assert {hop.flow for row in answer.datasets for hop in row.route.hops} <= shown
    page.locator('.map a:has([data-places="tmsis"])').click()
    assert "from=tmsis" in page.url
    assert "Transformed Medicaid" in page.inner_text("#evidence h2")
    assert page.locator(".map .dr-pinned").count() == 1
    page.click("#clear")
    page.select_option("#question", "held")
    page.click("#ask button")
    assert "question=held" in page.url
    assert "irs-address-records" in page.eval_on_selector_all("a.rung", "all => all.map(one => one.dataset.origin)")


def test_page_picture_and_answer_count_the_same(site: str, opened_browser: Opener) -> None:
    one = opened_browser()
    page = one.page(f"{site}/?{AT}")
    boxes, arrows = page.locator(".map .dr-box").count(), page.locator(".map .dr-arrow").count()
    told = re.search(r"(\d+) boxes, (\d+) arrows", page.locator(".map svg > title").text_content() or "")
    assert told is not None
    assert (boxes, arrows) == (int(told[1]), int(told[2]))
    picture = one.context.request.get(f"{site}/picture/map.svg?{AT}").text()
    assert len(re.findall(r'<g id="datareach-[^"]*b\d', picture)) in (0, boxes)
    answer = one.context.request.get(f"{site}/reach/ice?{AT}").json()
    assert page.locator("a.rung").count() == len(answer["datasets"]) + len(answer["organizations"])
    embed = one.page(f"{site}/embed/map?{AT}")
    assert (embed.locator(".map .dr-box").count(), embed.locator(".map .dr-arrow").count()) == (boxes, arrows)
    assert embed.locator("a.rung").count() == page.locator("a.rung").count()


def test_a_newcomer_finds_what_ice_can_see_about_a_medicaid_patient(site: str, opened_browser: Opener) -> None:
    page = ready(opened_browser().page(f"{site}/"))
    page.fill("#q", "medicaid patient")
    page.press("#q", "Enter")
    page.click(".found[data-kind=dataset] a >> text=Transformed Medicaid")
    page.wait_for_url("**/how/tmsis/ice")
    said = page.inner_text("main")
    for words in ("Medicaid ID", "home address", "flowing now", "official", "Disputed or qualified", "partly enjoined"):
        assert words in said, words
    assert page.locator(".sources a[rel~=external]").count() > 5


def test_by_keyboard_alone(site: str, opened_browser: Opener) -> None:
    page = ready(opened_browser().page(f"{site}/?{AT}"))
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("medicaid")
    expect(page.locator("#suggestions li").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".tools button").last.focus()
    page.keyboard.press("Tab")
    assert focused(page, "one.querySelector('.dr-box') !== null")
    stops = page.eval_on_selector_all(".pane a[tabindex='0']", "all => all.length")
    assert stops == 1
    page.keyboard.press("End")
    assert focused(page, "one.querySelector('.dr-target') !== null")
    page.keyboard.press("Home")
    before = name(page)
    page.keyboard.press("ArrowDown")
    assert name(page) != before
    page.locator('.pane a:has([data-places="tmsis"])').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#evidence")).to_be_focused()
    assert "from=tmsis" in page.url
    assert page.locator("#evidence .sources a[href^=http]").count() > 0
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_have_count(0)
    assert focused(page, "one.querySelector('[data-places=tmsis]') !== null")
    assert "from=" not in page.url


def focused(page: Page, says: str) -> bool:
    return bool(page.evaluate(f"(one => {says})(document.activeElement)"))


def name(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))


def test_the_drawer_does_not_cover_what_is_focused(site: str, opened_browser: Opener) -> None:
    page = ready(opened_browser().page(f"{site}/?{AT}&from=tmsis"))
    page.locator(".pane .dr-target").first.locator("xpath=ancestor::*[name()='a']").focus()
    box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
    drawer = page.evaluate("document.querySelector('#evidence').getBoundingClientRect().toJSON()")
    assert box["right"] <= drawer["left"] + 1


def test_a_pasted_address_restores_the_view_and_back_works(site: str, opened_browser: Opener) -> None:
    release = real_facts.graph().name[:12]
    address = f"{site}/?question=held&as_of=2026-01-31&known_at={release}&evidence=reported&from=tmsis"
    page = ready(opened_browser().page(address))
    assert page.input_value("#as_of") == "2026-01-31"
    assert page.input_value("#known_at") == release
    assert page.input_value("#least") == "reported"
    assert page.input_value("#question") == "held"
    assert page.locator("#evidence h2").first.inner_text().startswith("Transformed Medicaid")
    page.click("#clear")
    expect(page.locator("section#evidence")).to_have_count(0)
    page.go_back()
    expect(page.locator("section#evidence")).to_have_count(1)
    assert "from=tmsis" in page.url
    page.go_forward()
    expect(page.locator("section#evidence")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/how/nowhere/ice", 404, "There is no such record"),
        ("/?from=nowhere", 404, "There is no such record"),
        ("/?question=maybe", 400, "'maybe' is no value of question"),
        ("/?sector=oranges", 400, "There is no sector 'oranges'"),
        ("/?no_such=1", 400, "There is no parameter 'no_such' here"),
        ("/?known_at=123456", 404, "There is no such release"),
    ],
)
def test_what_is_unknown_is_an_error_page_and_not_no_route(
    site: str, opened_browser: Opener, path: str, status: int, words: str
) -> None:
    one = opened_browser()
    answer = one.context.request.get(site + path)
    assert answer.status == status
    text = answer.text()
    assert words in text.replace("&#39;", "'")
    assert "No known route" not in text
    assert "says nothing about whether data flows" in text


def test_the_two_clocks_are_apart(site: str, opened_browser: Opener) -> None:
    page = ready(opened_browser().page(f"{site}/?as_of=2026-01-31"))
    page.locator("#known_at option").nth(1).wait_for(state="attached")
    page.select_option("#known_at", index=1)
    page.click("#ask button")
    page.wait_for_url("**known_at=*")
    assert page.input_value("#as_of") == "2026-01-31"
    assert "As of 31 January 2026" in page.inner_text("#sentence")


def test_a_blocked_direct_way_and_an_open_one_are_both_shown(site: str, opened_browser: Opener) -> None:
    blocked = [row for row in real_facts.reach_ice().datasets if row.blocked]
    assert blocked
    page = opened_browser().page(f"{site}/?{AT}")
    for row in blocked:
        rung = page.locator(f'a.rung[data-origin="{row.origin.id}"]').inner_text()
        assert "flowing" in rung
        assert "direct: " in rung


def test_the_parent_is_listed_apart(site: str, opened_browser: Opener) -> None:
    above = real_facts.reach_ice().reaches_parent[0]
    page = opened_browser().page(f"{site}/?{AT}")
    said = page.locator("section", has_text="Known to reach DHS, but not ICE").last.inner_text()
    for row in above.rows:
        assert row.origin.name in said
        assert page.locator(f'.map [data-places~="{row.origin.id}"]').count() == 0
