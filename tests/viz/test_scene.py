"""What a scene shows is what the answer says: every flow once, both of a blocked and an open way, words and counts alike."""

from dataclasses import replace

import pytest

from graphdb.answers import Hop
from graphdb.errors import BadParameter, UnknownId
from graphdb.model import Basis, Evidence
from graphdb.questions.flows import answer_flows, blocked_flows
from graphdb.questions.telling import tell_hop
from tests import real_facts, small
from tests.viz.pictures import large_graph, real, real_route, scene_of
from viz.model import Arrow, Box, BoxKind, LineState, Scene, Variant
from viz.scene import draw
from viz.sectors import TOPICS, Sector, sector_of
from viz.wording import line_of

QUESTIONS = ("flowing", "held", "ever")


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_flow_of_the_answer_is_drawn_once(question: str) -> None:
    graph, answer, scene = real_facts.graph(), real_facts.reach_ice(question), real(question)
    counted = {hop.flow for hop in (*answer_flows(graph, answer), *blocked_flows(graph, answer))}
    drawn = [flow for arrow in scene.arrows for flow in arrow.flows]
    assert len(drawn) == len(set(drawn)) == sum(arrow.count for arrow in scene.arrows)
    assert set(drawn) == counted
    assert [row.flow for row in scene.flows] == [*sorted(counted), *answer.inside]
    for row in scene.flows:
        arrows = [arrow.id for arrow in scene.arrows if row.flow in arrow.flows]
        assert arrows == ([row.arrow] if row.arrow else []), row.flow


@pytest.mark.parametrize("question", QUESTIONS)
def test_rows_are_those_of_the_answer(question: str) -> None:
    answer, scene = real_facts.reach_ice(question), real(question)
    rows = {row.origin.id: row for row in answer.datasets + answer.organizations}
    assert {row.origin for row in scene.rows} == rows.keys()
    assert len(scene.rows) == len(rows)
    boxes = {member.id: box.id for box in scene.boxes for member in box.members}
    for row in scene.rows:
        told = rows[row.origin]
        assert [hop.flow for hop in row.hops] == [hop.flow for hop in told.route.hops]
        assert (row.standing, row.grade, row.publishers) == (told.standing, told.route.evidence, told.route.publishers)
        assert len(row.blocked) == len(told.blocked)
        assert row.box == boxes[row.origin]
    for section in scene.ladder:
        assert {row.sector for row in section.rows} == {section.sector}
        assert [len(row.hops) for row in section.rows] == sorted(len(row.hops) for row in section.rows)


def test_a_place_is_in_one_box_and_only_what_receives_is_a_box_of_the_target() -> None:
    scene, answer = real(), real_facts.reach_ice()
    members = [member.id for box in scene.boxes for member in box.members]
    assert len(members) == len(set(members))
    own = {place.id for place in answer.stands_for}
    receiving = {row.target for row in scene.flows if row.arrow}
    for box in scene.boxes:
        ids = {member.id for member in box.members}
        assert (ids <= own) == (box.kind == BoxKind.target)
        assert box.kind != BoxKind.target or ids <= receiving
    assert sum(box.kind == BoxKind.target for box in scene.boxes) <= 12
    assert "dhs" not in members


def test_a_blocked_direct_route_and_an_open_one_are_both_shown() -> None:
    scene = real(pinned="medicaid-plaintiff-states")
    (box,) = [box for box in scene.boxes if box.pinned]
    states = sorted(arrow.state for arrow in scene.arrows if arrow.source == box.id and arrow.traced)
    assert states == [LineState.active, LineState.blocked, LineState.blocked]
    (row,) = [row for row in scene.rows if row.origin == "medicaid-plaintiff-states"]
    assert all("blocked by a court since" in words for words in row.blocked)
    assert "flowing now" in box.label


def test_held_shows_the_copy_that_stayed() -> None:
    flowing, held = real("flowing"), real("held")
    assert not any(arrow.copy_kept for arrow in flowing.arrows)
    kept = {flow for arrow in held.arrows if arrow.copy_kept for flow in arrow.flows}
    counted = answer_flows(real_facts.graph(), real_facts.reach_ice("held"))
    assert kept == {hop.flow for hop in counted if hop.leaves_copy and not hop.open}
    assert kept
    added = {row.origin for row in held.rows} - {row.origin for row in flowing.rows}
    best = {hop.flow for row in held.rows if row.origin in added for hop in row.hops}
    assert best & kept


def test_a_flow_that_was_blocked_before_it_began_left_no_copy() -> None:
    graph = small.graph(
        {
            "organizations": ["agency", "ice"],
            "datasets": {"d": "agency"},
            "legal_actions": {"case": {"about": ["never"]}},
            "flows": {
                "never": {"from": "d", "to": "ice", "history": ["2024 blocked by=case"]},
                "once": {"from": "d", "to": "ice", "history": ["2020 active", "2021-01-01 ended"]},
            },
        }
    )
    kept = {arrow.flows: arrow.copy_kept for arrow in scene_of(graph, "held").arrows}
    assert kept == {("never",): False, ("once",): True}


def test_flowing_has_no_ended_line_and_only_active_ones_beside_what_is_blocked() -> None:
    assert {arrow.state for arrow in real().arrows} <= {LineState.active, LineState.unconfirmed, LineState.blocked}
    best = {hop.state for row in real().rows for hop in row.hops}
    assert best <= {LineState.active, LineState.unconfirmed}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": "blocked", "state_by": "case"}, (LineState.blocked, "blocked by a court")),
        ({"state": "blocked", "state_by": None}, (LineState.blocked, "blocked")),
        ({"state": "suspended", "evidence": Evidence.alleged}, (LineState.blocked, "suspended")),
        ({"state": "ended", "basis": Basis.permitted}, (LineState.ended, "ended")),
        ({"state": "proposed"}, (LineState.planned, "proposed")),
        ({"state": "planned", "evidence": Evidence.alleged}, (LineState.planned, "planned")),
        ({"state": "not yet"}, (LineState.planned, "not yet active")),
        (
            {"basis": Basis.permitted, "evidence": Evidence.alleged},
            (LineState.planned, "permitted, no sign that it happened"),
        ),
        ({"state": "unconfirmed"}, (LineState.unconfirmed, "unconfirmed")),
        ({"evidence": Evidence.alleged}, (LineState.unconfirmed, "alleged")),
        ({}, (LineState.active, "active")),
    ],
)
def test_the_first_state_that_fits_draws_the_line(changes: dict[str, object], expected: tuple[LineState, str]) -> None:
    graph = small.graph({"organizations": ["o", "ice"], "flows": {"f": {"from": "o", "to": "ice"}}})
    hop: Hop = replace(tell_hop(graph, graph.flow("f"), 738_000), **changes)  # type: ignore[arg-type]
    assert line_of(hop) == expected


def test_an_alleged_flow_that_is_open_is_never_solid() -> None:
    graph = small.graph(
        {
            "organizations": ["agency", "ice"],
            "datasets": {"d": "agency"},
            "flows": {"f": {"from": "d", "to": "ice", "evidence": "alleged"}},
        }
    )
    (arrow,) = scene_of(graph).arrows
    assert (arrow.state, arrow.word) == (LineState.unconfirmed, "alleged")


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_legend_has_what_occurs_and_nothing_else(question: str) -> None:
    scene = real(question)
    legend = {(entry.kind, entry.key) for entry in scene.legend}
    assert {key for kind, key in legend if kind == "line"} == {arrow.state for arrow in scene.arrows}
    coloured = (BoxKind.dataset, BoxKind.group)
    assert {key for kind, key in legend if kind == "sector"} == {
        box.sector.name for box in scene.boxes if box.kind in coloured and box.sector
    }
    heads = {"copy" if arrow.leaves_copy else "window" for arrow in scene.arrows}
    heads |= {"copy_kept" for arrow in scene.arrows if arrow.copy_kept}
    assert {key for kind, key in legend if kind == "head"} == heads


def test_tooltips_have_seven_lines_at_most_and_the_state_of_the_table() -> None:
    scene = real("held")
    rows = {row.flow: row for row in scene.flows}
    for arrow in scene.arrows:
        assert 4 <= len(arrow.tooltip) <= 7 or arrow.count > 1
        if arrow.count == 1:
            row = rows[arrow.flows[0]]
            assert arrow.tooltip[0] == f"{row.source_name} → {row.target_name}"
            assert arrow.tooltip[2].startswith(row.state_words)
            assert arrow.tooltip[-1] == "Select for the sources"


def test_an_assumed_join_is_told_and_is_no_flow() -> None:
    graph = small.graph(
        {
            "organizations": ["agency", "bureau", "ice"],
            "datasets": {"tax": "agency", "held": "bureau"},
            "flows": {"f1": {"from": "tax", "to": "bureau"}, "f2": {"from": "held", "to": "ice"}},
        }
    )
    scene = scene_of(graph, joins="assumed")
    by_flows = {arrow.flows: arrow for arrow in scene.arrows}
    assert by_flows.keys() == {("f1",), ("f2",), ()}
    assert by_flows[()].assumed
    assert by_flows[()].word == "assumed"
    assert {"assumed"} == {entry.key for entry in scene.legend if entry.words == "Assumed"}


def test_a_story_has_the_best_rows_whole_and_says_what_it_leaves_out() -> None:
    scene, answer = real(variant="story"), real_facts.reach_ice()
    assert len(scene.boxes) <= 30
    assert scene.type_size >= 13
    drawn = {flow for arrow in scene.arrows for flow in arrow.flows}
    whole = [{hop.flow for hop in row.route.hops} <= drawn for row in answer.datasets]
    shown = whole.index(False)
    assert shown >= 20
    assert f"{shown} of {len(scene.rows)} origins are drawn" in " ".join(scene.notes)
    assert len(scene.rows) == len(real().rows)


def test_over_150_boxes_operators_are_merged_and_the_pinned_route_stays_whole() -> None:
    graph = large_graph(200, 10)
    scene = scene_of(graph, pinned="d007")
    assert len(scene.boxes) <= 150
    groups = [box for box in scene.boxes if box.kind == BoxKind.group]
    assert {len(box.members) for box in groups} <= {19, 20}
    assert all(f"{len(box.members)} datasets" in box.name for box in groups)
    (pinned,) = [box for box in scene.boxes if box.pinned]
    assert [member.id for member in pinned.members] == ["d007"]
    assert f"stand for {sum(len(box.members) for box in groups)} places" in scene.notes[0]
    assert {flow for arrow in scene.arrows for flow in arrow.flows} == {flow.id for flow in graph.flows}
    assert {arrow.count for arrow in scene.arrows if arrow.source == groups[0].id} == {len(groups[0].members)}


def test_where_groups_do_not_help_there_is_no_map_and_the_table_is_whole() -> None:
    scene = scene_of(large_graph(160, 160))
    assert (scene.boxes, scene.arrows, scene.frame) == ((), (), None)
    assert "161 boxes" in scene.notes[0]
    assert len(scene.rows) == 160
    assert len(scene.flows) == 160


def test_a_group_is_opened() -> None:
    answer, graph = real_facts.reach_ice(), real_facts.graph()
    group = next(box for box in real().boxes if box.kind == BoxKind.organizations)
    opened = draw(graph, answer, opened=frozenset(member.id for member in group.members))
    alone = {box.record for box in opened.boxes}
    assert {member.id for member in group.members} <= alone


def test_groups_send_to_the_same_boxes_and_receive_nothing() -> None:
    scene = real("ever")
    receiving = {arrow.target for arrow in scene.arrows}
    groups = [box for box in scene.boxes if box.kind == BoxKind.organizations]
    assert groups
    for box in groups:
        assert box.id not in receiving
        heads = {_box(scene, arrow).id for arrow in scene.arrows if arrow.source == box.id}
        flows = [row for row in scene.flows if row.source in {member.id for member in box.members} and row.arrow]
        by_member = {
            member.id: {_holding(scene, row.target) for row in flows if row.source == member.id}
            for member in box.members
        }
        assert all(own == heads for own in by_member.values())


def test_a_route_is_drawn_with_its_direct_flows() -> None:
    scene = real_route("irs-address-records")
    assert {box.record: box.kind for box in scene.boxes} == {
        "irs-address-records": BoxKind.dataset,
        "ice": BoxKind.target,
    }
    assert {arrow.state for arrow in scene.arrows} == {LineState.planned, LineState.ended, LineState.blocked}
    assert scene.title.endswith("?")
    assert "No known route" in scene.subtitle
    found = real_route("ngi")
    assert [box.record for box in sorted(found.boxes, key=lambda box: box.x)] == [
        "ngi",
        "ident",
        "mobile-fortify",
        "ice",
    ]


def test_no_route_at_all_is_a_picture_of_two_boxes() -> None:
    scene = real_route("hart")
    assert len(scene.boxes) == 2
    assert scene.arrows == ()


def test_what_cannot_be_pinned_is_an_error() -> None:
    graph, answer = real_facts.graph(), real_facts.reach_ice()
    with pytest.raises(UnknownId):
        draw(graph, answer, pinned="nothing-like-it")
    with pytest.raises(BadParameter, match="no origin"):
        draw(graph, answer, pinned="irs-address-records")
    with pytest.raises(BadParameter, match="no flow"):
        draw(graph, answer, flow="tmsis")


def test_a_pinned_route_is_numbered_in_order() -> None:
    scene = real(pinned="ngi")
    steps = sorted((arrow.steps, arrow.flows) for arrow in scene.arrows if arrow.steps)
    (row,) = [row for row in scene.rows if row.origin == "ngi"]
    assert steps == [((at,), (hop.flow,)) for at, hop in enumerate(row.hops, start=1)]
    assert {arrow.flows for arrow in scene.arrows if arrow.traced} == {flows for _, flows in steps}


def test_pinned_puts_all_origins_first_where_they_are_few() -> None:
    graph = small.graph(
        {
            "organizations": ["agency", "ice"],
            "datasets": {"a": "agency", "b": "agency", "c": "agency"},
            "flows": {"f": {"from": "a", "to": "b"}, "g": {"from": "b", "to": "ice"}, "h": {"from": "c", "to": "ice"}},
        }
    )
    columns = {box.record: box.column for box in scene_of(graph, variant=Variant.pinned).boxes}
    assert columns == {"a": 0, "b": 1, "c": 0, "ice": 2}


def test_every_topic_of_the_facts_has_a_sector() -> None:
    graph = real_facts.graph()
    topics = {place.topic for place in graph.places}
    assert topics - TOPICS.keys() == {"shared"}
    assert sector_of(graph, "tmsis") == Sector.health
    companies = [place.id for place in graph.places if place.topic == "shared" and place.kind == "company"]
    assert all(sector_of(graph, id_) == Sector.brokers for id_ in companies)


def test_the_scene_is_json_and_back() -> None:
    assert Scene.model_validate_json(real().model_dump_json()) == real()


def _box(scene: Scene, arrow: Arrow) -> Box:
    return next(box for box in scene.boxes if box.id == arrow.target)


def _holding(scene: Scene, place: str) -> str:
    return next(box.id for box in scene.boxes if place in {member.id for member in box.members})
