"""Records whose every text is an attack. The browser's own guard (the policy of the page) is off: only escaping protects."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DAY, Opener
from tests.browser.stores import ATTACKS

AT = f"as_of={DAY}"
KINDS = ("records", "broker", "contract", "f", "case", "s-gazette", "name", "law")


def paths(number: int) -> list[str]:
    own = [f"/record/{kind}-{number}" for kind in KINDS]
    return [
        *own,
        f"/how/records-{number}/ice?evidence=alleged&{AT}",
        f"/?from=records-{number}&{AT}",
        f"/?flow=f-{number}&{AT}",
    ]


EVERYWHERE = (
    f"/?{AT}", f"/?{AT}&view=table", f"/time/ice?{AT}", f"/embed/map?{AT}", f"/embed/ladder?{AT}", f"/embed/story?{AT}",
    "/embedding", "/find?q=script", "/find?q=%3C/script%3E%3Cscript%3Ewindow.ran=1%3C/script%3E", "/about", "/published",
    "/corrections", "/record/%3Cimg%20src=x%20onerror=window.ran=1%3E", "/?target=%22%3E%3Csvg%20onload=window.ran=1%3E",
)  # fmt: skip

_DANGEROUS = """() => [...document.querySelectorAll('*')].flatMap(one =>
  [...one.attributes].filter(attribute => /^on/i.test(attribute.name)
    || (/^(href|src|action|xlink:href)$/i.test(attribute.name) && /^\\s*javascript:/i.test(attribute.value)))
  .map(attribute => one.tagName + ' ' + attribute.name))"""


def harmless(page: Page) -> None:
    """Nothing ran, and nothing is there that could."""
    assert page.evaluate("window.ran") is None
    assert page.evaluate(_DANGEROUS) == []
    assert (
        page.locator("main img, main script:not([type='application/ld+json'])").count()
        <= page.locator(".embed script").count()
    )
    assert "49" not in page.title()


def test_nothing_runs_anywhere(hostile_site: str, opened_browser: Opener) -> None:
    one = opened_browser(bypass_csp=True)
    page = one.page()
    every = [*EVERYWHERE, *(path for number in range(len(ATTACKS)) for path in paths(number))]
    for path in every:
        page.goto(hostile_site + path)
        harmless(page)
        assert "\u202e" not in page.content(), path
    one.faults[:] = [fault for fault in one.faults if "404" not in fault]  # two of the addresses are no records


def test_nothing_runs_on_hover_click_and_search(hostile_site: str, opened_browser: Opener) -> None:
    page = opened_browser(bypass_csp=True).page(f"{hostile_site}/?{AT}&evidence=alleged")
    page.wait_for_selector("html[data-ready]")
    for box in page.locator(".map a:has(.dr-box)").all()[:12]:
        box.hover()
    page.fill("#q", "script")
    page.wait_for_selector("#suggestions li")
    page.press("#q", "Escape")
    page.locator("a.rung").first.click()
    page.wait_for_selector("section#evidence")
    page.locator("section#evidence details summary").first.click()
    harmless(page)


@pytest.mark.parametrize("name", ["map.svg", "story.svg"])
def test_nothing_runs_in_a_picture(hostile_site: str, opened_browser: Opener, name: str) -> None:
    page = opened_browser(bypass_csp=True).page(f"{hostile_site}/picture/{name}?{AT}&evidence=alleged")
    assert page.evaluate("window.ran") is None
    assert page.evaluate(_DANGEROUS) == []
    assert page.evaluate("document.querySelectorAll('script, image, foreignObject, style').length") == 0


def test_the_markup_and_the_offer_hold_no_attack(hostile_site: str, opened_browser: Opener) -> None:
    one = opened_browser()
    offer = one.context.request.get(f"{hostile_site}/oembed?url={hostile_site}/?target=broker-0").json()
    assert re.findall(r"<(\w+)", offer["html"]) == ["iframe", "blockquote", "p", "p", "a"]
    page = one.context.request.get(f"{hostile_site}/").text()
    assert len(re.findall(r"<script", page)) == 2  # the module and the markup
    answer = one.context.request.get(f"{hostile_site}/embedding?target=broker-0")
    assert answer.ok
    assert "<script>window" not in answer.text()
