"""The SVG files: whole, self-contained, within their budgets, with every box and arrow and nothing that runs."""

import re
import subprocess
import sys

import pytest
from lxml import etree

from tests.viz.pictures import HOSTILE, hostile_graph, real, real_route, scene_of
from viz.model import Scene
from viz.svg import card_svg, ladder_svg, map_svg, story_svg

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "g", "a", "rect", "path", "circle", "text", "tspan"}


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False))


def words(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def files(scene: Scene) -> dict[str, str]:
    written = {theme: map_svg(scene, prefix="p", theme=theme) for theme in ("light", "dark", "page")}
    written["links"] = map_svg(scene, prefix="p", theme="page", link=lambda kind, id_: f"/?{kind}={id_}")
    return written | {"ladder": ladder_svg(scene, prefix="p"), "card": card_svg(scene, prefix="p")}


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
def test_the_file_has_the_boxes_and_arrows_of_the_scene(question: str) -> None:
    scene = real(question)
    for svg in (map_svg(scene, prefix="p"), map_svg(scene, prefix="p", theme="page")):
        ids = [id_ for element in parsed(svg).iter(f"{SVG}g") if (id_ := element.get("id"))]
        assert sorted(ids) == sorted(f"p-{part.id}" for part in (*scene.boxes, *scene.arrows))
        for element in parsed(svg).iter(f"{SVG}g"):
            if (element.get("id") or "").startswith("p-a"):
                assert element.findall(f"{SVG}path")


@pytest.mark.parametrize("name", ["light", "dark", "page", "links", "ladder", "card"])
@pytest.mark.parametrize("case", ["real", "hostile"])
def test_nothing_runs_and_nothing_is_fetched(name: str, case: str) -> None:
    scene = real("ever") if case == "real" else scene_of(hostile_graph())
    root = parsed(files(scene)[name])
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED
    for element in root.iter():
        for attribute, value in ((str(key), str(value)) for key, value in element.attrib.items()):
            assert not attribute.lower().startswith("on")
            assert attribute not in ("src", "{http://www.w3.org/1999/xlink}href")
            assert attribute != "href" or value.startswith("/?")
            assert "url(" not in value


def test_hostile_names_are_shown_as_they_are_or_as_escapes() -> None:
    scene = scene_of(hostile_graph())
    root = parsed(map_svg(scene, prefix="p", theme="page"))
    told = "\n".join(words(element) for element in root.iter(f"{SVG}title"))
    for name in HOSTILE[:6]:
        assert name in told
    assert "\u202e" not in told
    assert "right\\u202eto left" in told


def test_ids_of_two_pictures_on_a_page_differ() -> None:
    scene = real()
    ids = [set(re.findall(r' id="([^"]+)"', map_svg(scene, prefix=prefix))) for prefix in ("one", "two")]
    assert not ids[0] & ids[1]


def test_the_picture_has_a_name_a_description_and_its_words() -> None:
    scene = real()
    root = parsed(map_svg(scene, prefix="p"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == scene.alt
    assert root.findtext(f"{SVG}desc") == scene.description
    told = [" ".join(words(element).split()) for element in root.iter(f"{SVG}text")]
    assert scene.title in told
    assert {entry.words for entry in scene.legend} <= set(told)
    assert scene.credit.release in " ".join(told)
    for note in scene.notes:
        assert note in " ".join(told)


def test_every_box_of_a_page_is_a_named_link_and_arrows_are_not_in_the_way() -> None:
    scene = real(pinned="ngi")
    root = parsed(files(scene)["links"])
    assert root.get("role") == "group"
    links = list(root.iter(f"{SVG}a"))
    boxes = [link for link in links if link.get("aria-label")]
    assert [link.get("aria-label") for link in boxes] == [box.label for box in scene.boxes]
    for link, box in zip(boxes, scene.boxes, strict=True):
        kind = "box" if box.record else "group"
        assert link.get("href") == f"/?{kind}={box.record or box.members[0].id}"
        (text,) = link.iter(f"{SVG}text")
        assert words(text) == " ".join(box.lines)
    others = [link for link in links if link not in boxes]
    assert len(others) == len(scene.arrows)
    assert {(link.get("tabindex"), link.get("aria-hidden")) for link in others} == {("-1", "true")}


def test_a_traced_route_is_bold_and_the_rest_is_dim() -> None:
    scene = real(pinned="ngi")
    root = parsed(map_svg(scene, prefix="p"))
    dim = {inner.get("id") for group in root.iter(f"{SVG}g") if group.get("opacity") for inner in group.iter(f"{SVG}g")}
    ends = {end for arrow in scene.arrows if arrow.traced for end in (arrow.source, arrow.target)}
    bright = {f"p-{arrow.id}" for arrow in scene.arrows if arrow.traced} | {f"p-{id_}" for id_ in ends}
    assert dim - {None} == {f"p-{part.id}" for part in (*scene.boxes, *scene.arrows)} - bright
    bold = [path for path in root.iter(f"{SVG}path") if path.get("stroke-width") == "3"]
    assert len(bold) == sum(arrow.traced for arrow in scene.arrows)


def test_lines_and_heads_tell_state_and_copy() -> None:
    scene = real("held")
    root = parsed(map_svg(scene, prefix="p"))
    groups = {element.get("id"): element for element in root.iter(f"{SVG}g")}
    dashes = {"blocked": "7 3 1.5 3", "planned": "5 4", "unconfirmed": "1.5 3.5"}
    for arrow in scene.arrows:
        line, head, *more = groups[f"p-{arrow.id}"].findall(f"{SVG}path")
        assert line.get("stroke-dasharray") == dashes.get(arrow.state.value)
        assert (line.get("stroke") == "#C2410C") == (arrow.state.value == "blocked")
        assert (head.get("d") or "").endswith("z") == arrow.leaves_copy
        assert len(more) == (arrow.state.value == "ended") + arrow.copy_kept + arrow.assumed


def test_the_ladder_has_every_database_with_its_whole_name_state_and_evidence() -> None:
    scene = real("ever")
    told = " ".join(" ".join(str(part) for part in parsed(ladder_svg(scene, prefix="p")).itertext()).split())
    for section in scene.ladder:
        assert section.sector.value.upper() in told
        for row in section.rows:
            assert " ".join(row.name.split()) in told, row.name
            assert row.via in told
            assert row.standing_words in told
    circles = len(list(parsed(ladder_svg(scene, prefix="p")).iter(f"{SVG}circle")))
    assert circles == sum(len(row.hops) - 1 for section in scene.ladder for row in section.rows)
    assert f"Unnamed data of {len(scene.organizations)} organizations" in told


def test_the_ladder_lists_organizations_where_they_are_few() -> None:
    scene = real_route("ssa")
    told = " ".join(str(part) for part in parsed(ladder_svg(scene, prefix="p")).itertext())
    assert "ORGANIZATIONS: UNNAMED DATA" in told
    assert scene.organizations[0].name in told


def test_sizes_are_within_the_budgets() -> None:
    assert len(story_svg(real(variant="story"), prefix="p").encode()) < 60_000
    assert len(ladder_svg(real("ever"), prefix="p").encode()) < 60_000
    assert len(map_svg(real("ever"), prefix="p").encode()) < 100_000
    widths = {name: re.search(r'width="([\d.]+)" height="([\d.]+)"', svg) for name, svg in files(real()).items()}
    assert {name: found.groups() for name, found in widths.items() if found and name == "card"} == {
        "card": ("1200", "630")
    }
    assert float(re.search(r'width="([\d.]+)"', files(real())["ladder"]).group(1)) == 390  # type: ignore[union-attr]
    for question in ("flowing", "held", "ever"):
        scene = real(question)
        assert scene.width <= 1600 - 32
        assert scene.type_size * 1200 / (scene.width + 32) >= 9


def test_only_a_story_is_drawn_as_a_story() -> None:
    with pytest.raises(ValueError, match="variant story"):
        story_svg(real(), prefix="p")


def test_drawing_loads_neither_pyvis_nor_ipython() -> None:
    code = (
        "import sys, api.app\n"
        "from tests.viz.pictures import scene_of, large_graph\n"
        "from viz.svg import map_svg\n"
        "import viz.pyvis_page\n"
        "assert map_svg(scene_of(large_graph(3, 3)), prefix='p')\n"
        "print(sorted({'pyvis', 'IPython', 'networkx'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
