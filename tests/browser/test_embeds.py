"""Embeds in the pages of others: height, headers, pinned releases, corrections, oEmbed."""

import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests import real_facts
from tests.browser.conftest import DAY, Opener
from tests.browser.parents import PARENTS

AT = f"as_of={DAY}"
LOADER = Path(__file__).parents[2] / "viz" / "static" / "loader.js"


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[tuple[str, dict[str, str]]]:
    """Another site, and its pages by path."""
    pages: dict[str, str] = {}

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: the log of the test is enough."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("parent", PARENTS)
def test_a_frame_is_as_high_as_what_is_in_it(
    changed_site: str, elsewhere: tuple[str, dict[str, str]], opened_browser: Opener, parent: str
) -> None:
    host, pages = elsewhere
    body = (
        PARENTS[parent].replace("{address}", f"{changed_site}/embed/map?{AT}").replace("{loader}", LOADER.read_text())
    )
    pages["/page"] = f"<!doctype html><html><body style='margin:0;width:700px'>{body}</body></html>"
    page = opened_browser().page(f"{host}/page")
    frame = page.wait_for_selector("iframe")
    assert frame is not None
    inside = frame.content_frame()
    assert inside is not None
    inside.wait_for_selector(".credit")
    page.wait_for_function("document.querySelector('iframe').getBoundingClientRect().height !== 300", timeout=5_000)
    assert frame.is_visible()
    box = frame.bounding_box()
    assert box is not None
    content = inside.evaluate("document.documentElement.getBoundingClientRect().height")
    assert abs(box["height"] - content) <= 5
    grown = inside.evaluate("document.querySelector('h1').append(document.createElement('br'), ' more'), 1")
    assert grown == 1
    page.wait_for_function(f"document.querySelector('iframe').getBoundingClientRect().height > {box['height'] + 5}")


def test_without_a_parent_script_the_fixed_height_looks_right(
    site: str, elsewhere: tuple[str, dict[str, str]], opened_browser: Opener
) -> None:
    host, pages = elsewhere
    pages["/plain"] = f"<iframe src='{site}/embed/map?{AT}' sandbox='' width='700' height='620'></iframe>"
    one = opened_browser()
    page = one.page(f"{host}/plain")
    frame = page.wait_for_selector("iframe")
    inside = frame.content_frame() if frame else None
    assert inside is not None
    inside.wait_for_selector("h1")
    for selector in ("h1", ".lead"):
        box = inside.locator(selector).first.bounding_box()
        own = frame.bounding_box() if frame else None
        assert box is not None
        assert own is not None
        assert box["y"] + box["height"] <= own["y"] + own["height"]
    one.faults[:] = [
        fault for fault in one.faults if "sandboxed" not in fault
    ]  # that the script may not run is the point


def test_only_embeds_and_pictures_may_be_framed(site: str, opened_browser: Opener) -> None:
    request = opened_browser().context.request
    for path in (f"/embed/map?{AT}", f"/embed/ladder?{AT}", f"/picture/map.svg?{AT}"):
        headers = request.get(site + path).headers
        assert "frame-ancestors *" in headers["content-security-policy"], path
        assert "x-frame-options" not in headers, path
    for path in ("/", "/how/tmsis/ice", "/record/ice", "/find", "/about", "/embedding", "/reach/ice"):
        headers = request.get(site + path).headers
        assert re.search(r"frame-ancestors '(self|none)'", headers["content-security-policy"]), path
        assert "unsafe" not in headers["content-security-policy"]


def test_an_embed_is_small_and_whole(site: str, opened_browser: Opener) -> None:
    one = opened_browser()
    answer = one.context.request.get(f"{site}/embed/map?{AT}")
    page = one.page(f"{site}/embed/map?{AT}")
    assert len(one.requests) == 1
    assert page.evaluate("performance.getEntriesByType('navigation')[0].encodedBodySize") < 100_000
    assert "set-cookie" not in answer.headers
    assert len(LOADER.read_bytes()) <= 300


def test_oembed(site: str, opened_browser: Opener) -> None:
    request = opened_browser().context.request
    page = request.get(f"{site}/?{AT}&from=tmsis").text()
    head = page[: page.index("</head>")]
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', head)
    assert link is not None
    answer = request.get(link[1].replace("&amp;", "&"))
    offer = answer.json()
    assert {"version", "type", "title", "provider_name", "width", "height", "html", "cache_age"} <= offer.keys()
    assert (offer["version"], offer["type"]) == ("1.0", "rich")
    assert {"thumbnail_url", "thumbnail_width", "thumbnail_height"} <= offer.keys()
    assert offer["html"].count("<iframe") == 1
    assert 'title="' in offer["html"]
    assert "<blockquote>" in offer["html"]
    framed = re.search(r'src="([^"]+)"', offer["html"])
    assert framed is not None
    assert request.get(framed[1].replace("&amp;", "&")).ok
    assert "from=tmsis" in framed[1]
    small = request.get(f"{site}/oembed?url={site}/&maxwidth=320&maxheight=400").json()
    assert small["width"] <= 320
    assert small["height"] <= 400
    assert "thumbnail_url" not in small
    assert request.get(f"{site}/oembed?url={site}/&format=xml").status == 501
    for foreign in ("https://example.org/", f"{site}/about", f"{site}.example.org/", "nonsense"):
        assert request.get(f"{site}/oembed?url={foreign}").status == 404, foreign


def test_the_three_ways_give_this_view(site: str, opened_browser: Opener) -> None:
    page = opened_browser(java_script_enabled=False).page(f"{site}/?{AT}&from=tmsis")
    page.click("text=Embed")
    release = real_facts.graph().name[:12]
    address, frame, image = (page.locator(f"#{name} textarea").input_value() for name in ("address", "iframe", "image"))
    for text in (address, frame, image):
        assert "from=tmsis" in text
        assert release in text
    assert 'height="620"' in frame
    assert "<picture>" in image
    assert 'alt="' in image


def test_a_pinned_embed_says_what_was_corrected_and_keeps_its_picture(
    changed_site: str, opened_browser: Opener
) -> None:
    request = opened_browser().context.request
    listed = request.get(f"{changed_site}/releases").json()["releases"]
    third, second, first = (one["name"][:12] for one in listed)
    pinned = request.get(f"{changed_site}/embed/map?{AT}&v={first}").text()
    assert "1 fact under this graphic was corrected since 24 November 2026" in pinned
    assert f"before={first}&amp;known_at={third}" in pinned
    picture = re.search(r"<svg.*</svg>", pinned, re.DOTALL)
    unpinned = request.get(f"{changed_site}/embed/map?{AT}").text()
    assert picture is not None
    assert picture[0] in request.get(f"{changed_site}/embed/map?{AT}&v={first}").text()
    assert "corrected since" not in unpinned
    current = request.get(f"{changed_site}/embed/map?{AT}&v={third}").text()
    assert "corrected since" not in current
    gone = request.get(f"{changed_site}/embed/map?{AT}&v={second}")
    assert gone.status == 410
    assert "It was published by mistake." in gone.text()
    assert request.get(f"{changed_site}/embed/map?{AT}&v=123456").status == 404


def test_the_markup_of_the_first_page_is_a_dataset(site: str, opened_browser: Opener) -> None:
    text = opened_browser().context.request.get(f"{site}/").text()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    markup = json.loads(found[1])
    assert markup["@type"] == "Dataset"
    assert markup["version"] == real_facts.graph().name
