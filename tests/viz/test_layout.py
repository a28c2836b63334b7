"""Where things stand: no overlap, no line through a box, every label inside its box, the same on every machine."""

import itertools
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from graphdb.errors import PictureFailed
from tests.viz.pictures import large_graph, real, scene_of, tangled_graph
from viz.layout import Size, lay_out
from viz.lettering import text_width
from viz.model import BoxKind, Scene, Variant

GOLDEN = Path(__file__).with_name("golden_layout.json")
SCENES: dict[str, Callable[[], Scene]] = {
    **{f"ice-{question}": partial(real, question) for question in ("flowing", "held", "ever")},
    "ice-story": partial(real, variant="story"),
    "ice-pinned": partial(real, variant="pinned", pinned="tmsis"),
    **{f"tangled-{seed}": partial(lambda seed: scene_of(tangled_graph(seed)), seed) for seed in range(6)},
    "tangled-pinned": lambda: scene_of(tangled_graph(7), variant=Variant.pinned),
    "large": lambda: scene_of(large_graph(149, 149)),
}


@pytest.fixture(params=SCENES)
def scene(request: pytest.FixtureRequest) -> Scene:
    return SCENES[request.param]()


def test_boxes_do_not_overlap_and_share_the_width_of_their_column(scene: Scene) -> None:
    columns = defaultdict(list)
    for box in scene.boxes:
        columns[box.column].append(box)
    for boxes in columns.values():
        assert len({(box.x, box.width) for box in boxes}) == 1
        ordered = sorted(boxes, key=lambda box: box.y)
        for above, below in itertools.pairwise(ordered):
            assert above.y + above.height + 3 <= below.y
    edges = sorted((boxes[0].x, boxes[0].x + boxes[0].width) for boxes in columns.values())
    assert all(right < left for (_, right), (left, _) in itertools.pairwise(edges))


def test_no_arrow_crosses_a_box_that_it_does_not_touch(scene: Scene) -> None:
    for arrow in scene.arrows:
        others = [box for box in scene.boxes if box.id not in (arrow.source, arrow.target)]
        for x, y in _sampled(arrow.points):
            for box in others:
                inside = box.x < x < box.x + box.width and box.y < y < box.y + box.height
                assert not inside, (arrow.label, box.name)


def test_an_arrow_starts_and_ends_on_its_boxes(scene: Scene) -> None:
    boxes = {box.id: box for box in scene.boxes}
    for arrow in scene.arrows:
        source, target = boxes[arrow.source], boxes[arrow.target]
        (x0, y0), (x1, y1) = arrow.points[0], arrow.points[-1]
        forwards = source.column < target.column
        assert x0 == pytest.approx(source.x + (source.width if forwards else 0), abs=0.11)
        assert x1 == pytest.approx(target.x + (0 if forwards else target.width), abs=0.11)
        assert source.y < y0 < source.y + source.height
        assert target.y < y1 < target.y + target.height


def test_ends_on_a_side_are_apart(scene: Scene) -> None:
    ends = defaultdict(list)
    for arrow in scene.arrows:
        ends[arrow.source, arrow.points[0][0]].append(arrow.points[0][1])
        ends[arrow.target, arrow.points[-1][0]].append(arrow.points[-1][1])
    for heights in ends.values():
        ordered = sorted(heights)
        assert all(below - above > 5 for above, below in itertools.pairwise(ordered))


def test_labels_are_inside_their_boxes(scene: Scene) -> None:
    for box in scene.boxes:
        assert 1 <= len(box.lines) <= 4
        assert len(box.lines) * scene.type_size * 1.2 <= box.height
        for line in box.lines:
            bold = box.kind == BoxKind.target
            assert 12 + text_width(line, scene.type_size, bold=bold) <= box.width, line


def test_everything_is_on_the_map_and_the_frame_holds_the_target(scene: Scene) -> None:
    last = max(box.column for box in scene.boxes)
    for box in scene.boxes:
        assert 0 <= box.x < box.x + box.width <= scene.width + 0.11
        assert 0 <= box.y < box.y + box.height <= scene.height + 0.11
        assert (box.kind == BoxKind.target) == (box.column == last)
    for arrow in scene.arrows:
        assert all(-0.11 <= x <= scene.width and -0.11 <= y <= scene.height + 0.11 for x, y in arrow.points)
    if scene.frame:
        frame = scene.frame
        for box in scene.boxes:
            held = frame.x < box.x and box.x + box.width < frame.x + frame.width
            held = held and frame.y < box.y and box.y + box.height < frame.y + frame.height
            assert held == (box.kind == BoxKind.target)


def test_an_arrow_that_goes_back_is_drawn_leftwards() -> None:
    sizes = [Size(80, 30), Size(80, 30), Size(80, 30, last=True)]
    layout = lay_out(sizes, [(0, 1), (1, 0), (1, 2), (0, 2)])
    forwards = {(tail, head) for tail, head in [(0, 1), (1, 0)] if layout.columns[tail] < layout.columns[head]}
    assert len(forwards) == 1
    for (tail, head), line in zip([(0, 1), (1, 0)], layout.lines, strict=False):
        assert (line[0][0] < line[-1][0]) == ((tail, head) in forwards)


def test_boxes_without_arrows_have_a_place() -> None:
    layout = lay_out([Size(80, 30), Size(80, 40), Size(80, 30, last=True), Size(80, 30, last=True)], [])
    assert layout.columns == (0, 0, 1, 1)
    assert lay_out([], []).corners == ()
    assert lay_out([Size(80, 30, last=True)], []).corners == ((0.0, 0.0),)


def test_the_layout_of_the_pinned_graphviz_is_as_it_was() -> None:
    scene = scene_of(tangled_graph(3))
    placed = {
        "boxes": {box.id: [box.x, box.y, box.width, box.height] for box in scene.boxes},
        "arrows": {arrow.id: [list(point) for point in arrow.points] for arrow in scene.arrows},
    }
    if os.environ.get("DATAREACH_GOLDEN") == "write":
        GOLDEN.write_text(json.dumps(placed, indent=0) + "\n", encoding="utf-8")
    assert placed == json.loads(GOLDEN.read_text(encoding="utf-8")), "DATAREACH_GOLDEN=write, and look at the picture"


_DIGEST = """
import hashlib
from tests.viz.pictures import real
from viz.png import png
from viz.pyvis_page import export_page
from viz.svg import card_svg, ladder_svg, map_svg
scene = real("held", pinned="tmsis")
files = [map_svg(scene, prefix="a"), ladder_svg(scene, prefix="b"), card_svg(scene, prefix="c"), export_page(scene)]
files += [scene.model_dump_json(), png(files[2], width=600).hex()]
print([hashlib.sha256(file.encode()).hexdigest() for file in files])
"""


def test_two_processes_with_other_hash_seeds_write_the_same_bytes() -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", _DIGEST],
            env=os.environ | {"PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "4242")
    ]
    told = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], told
    assert told[0][0] == told[1][0]


def test_a_graphviz_that_is_missing_or_fails_is_said() -> None:
    with pytest.raises(PictureFailed, match="Graphviz failed"):
        lay_out([Size(80, 30)], [], program="/no/such/dot")
    with pytest.raises(PictureFailed, match="Graphviz failed"):
        lay_out([Size(80, 30)], [], program="false")


def _sampled(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """Points along a line as it is drawn: curves with level tangents, and level lines."""
    sampled = []
    for at, ((x0, y0), (x1, y1)) in enumerate(itertools.pairwise(points)):
        for step in range(1, 24):
            t = step / 24
            x = x0 + (x1 - x0) * (1.5 * t * (1 - t) + t**3 + 1.5 * t**2 * (1 - t) if at % 2 == 0 else t)
            bend = 3 * t**2 * (1 - t) + t**3
            sampled.append((x, y0 + (y1 - y0) * (bend if at % 2 == 0 else t)))
    return sampled
