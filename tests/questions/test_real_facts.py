"""What must be true on the real facts. Each test cites the records that say so."""

import datetime

import pytest

from graphdb.errors import BadParameter, UnknownId
from graphdb.model import Evidence
from graphdb.questions import outward, route
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.reach import ReachParameters, ask
from graphdb.questions.telling import tell_hop
from graphdb.rules.categories import CategoryFate
from graphdb.sentences import route_sentence, state_words
from tests.real_facts import TODAY, graph, reach_ice, row

TODAYS_FILTERS = Filters(as_of=datetime.date.fromisoformat(TODAY))

SIX_FIELDS = {"citizenship", "immigration_status", "home_address", "phone_number", "date_of_birth", "medicaid_id"}


def test_some_fifty_databases_flow_and_more_did() -> None:
    counts = reach_ice().counts
    assert (counts.flowing, counts.held, counts.ever, counts.organizations) == (47, 52, 62, 48)
    assert counts.databases == counts.flowing
    assert counts.rows == len(reach_ice().datasets) == 49  # T-MSIS counts once, with its two parts
    assert len(reach_ice("held").datasets) == 54
    assert len(reach_ice("ever").datasets) == 64


@pytest.mark.parametrize(
    ("origin", "evidence"),
    [
        ("tmsis", "official"),  # f-cms-to-ice-plaintiff-states
        ("iso-claimsearch", "reported"),  # fl-claimsearch-ice
        ("vigilant-learn", "official"),  # plate readers: fl-vigilant-ice-leids5
        ("flock-network", "reported"),  # plate readers: fl-flock-local-ice
        ("state-dmv-records", "official"),  # driver records: fl-nlets-ice
        ("lexisnexis-accurint", "reported"),  # brokers: fl-accurint-ice-ero
        ("ngi", "documented"),  # fingerprints: f-ngi-to-ident
        ("ident", "documented"),
        ("mobile-fortify", "documented"),  # faces
        ("ccd", "documented"),  # visas: f-ccd-to-ident
        ("state-dept-passport-records", "documented"),  # passports: f-passport-photos-to-tvs
    ],
)
def test_what_flows_today(origin: str, evidence: str) -> None:
    found = row(origin)
    assert found is not None
    assert found.standing == "flowing"
    assert found.route.evidence == evidence
    assert all(hop.sources for hop in found.route.hops)


def test_utility_accounts_are_held_by_way_of_a_broker() -> None:
    assert row("nctue-database") is None  # fl-nctue-equifax-header ended in October 2021
    held = row("nctue-database", "held")
    assert held is not None
    assert held.route.id == "fl-nctue-equifax-header>fl-equifax-tr-clear>fl-clear-falcon"


def test_unnamed_data_and_what_reaches_only_dhs_stand_apart() -> None:
    answer = reach_ice()
    assert {found.origin.kind for found in answer.datasets} == {"dataset"}
    assert {found.origin.kind for found in answer.organizations} == {"organization"}
    assert "ssa" in {found.origin.id for found in answer.organizations}  # f-ssa-addresses-to-ice-feb-2025
    (above,) = answer.reaches_parent
    assert above.parent.id == "dhs"
    assert {found.origin.id for found in above.rows} == {"cbp-one-home", "online-platforms"}
    everything = {found.origin.id for found in answer.datasets + answer.organizations}
    assert everything.isdisjoint({found.origin.id for found in above.rows})


def test_medicaid_flows_by_the_cms_repository_in_july_2025() -> None:
    repository = row("cms-idr", day="2025-07-20")
    assert repository is not None
    assert repository.route.id == "f-idr-to-ice-2025"
    assert repository.route.evidence == "official"
    whole = row("tmsis", day="2025-07-20")
    assert whole is not None
    assert whole.route.id == "f-tmsis-to-idr>f-idr-to-ice-2025"
    assert whole.route.hops[-1].agreement == "cms-dhs-iea-2025-07"


def test_the_plaintiff_states_data_does_not_flow_and_left_no_copy_in_october_2025() -> None:
    for question in ("flowing", "held"):
        assert row("medicaid-plaintiff-states", question, "2025-10-01") is None
    ever = row("medicaid-plaintiff-states", "ever", "2025-10-01")
    assert ever is not None
    assert ever.standing == "ever"
    assert ever.route.id == "f-plaintiff-medicaid-to-ice-2025"  # a login: a window
    assert set(ever.blocked) == {"f-plaintiff-medicaid-to-ice-2025", "f-plaintiff-medicaid-to-ice-2026"}


def test_the_june_2025_copy_is_at_dhs_and_may_not_be_used() -> None:
    answer = reach_ice("held", "2025-10-01")
    (above,) = answer.reaches_parent
    rows = {found.origin.id: found for found in above.rows}
    extract = rows["cms-june-2025-extract"]
    assert extract.standing == "held"
    assert extract.route.id == "f-medicaid-june-2025-transfer"
    assert extract.route.hops[0].use_barred_since == "2025-08-12"
    plaintiffs = rows["medicaid-plaintiff-states"]
    assert plaintiffs.route.id == "f-plaintiff-medicaid-to-june-extract>f-medicaid-june-2025-transfer"
    sentence = route_sentence(plaintiffs.route, above.parent, plaintiffs.deciding)
    assert "A court has forbidden use of the copy since 12 August 2025" in sentence
    assert "D.C. was not among the 20" in sentence


def test_since_january_2026_six_fields_may_flow_for_the_plaintiff_states() -> None:
    assert row("medicaid-plaintiff-states", day="2026-01-05") is None
    found = row("medicaid-plaintiff-states", day="2026-01-06")
    assert found is not None
    by_fate: dict[str, set[str]] = {}
    for fate in found.categories:
        by_fate.setdefault(fate.fate, set()).add(fate.category)
        if fate.fate == CategoryFate.stripped:
            assert fate.decided_by == "f-plaintiff-medicaid-to-ice-2026"
    assert by_fate[CategoryFate.listed] == SIX_FIELDS
    assert by_fate[CategoryFate.stripped] >= {"bank_account", "social_security_number", "health_claims", "diagnosis"}
    assert by_fate.keys() == {CategoryFate.listed, CategoryFate.stripped}
    touches = {touch.on: touch for touch in found.route.hops[0].legal_actions}
    assert touches["cms-notice-2025-20911"].state == "partly_enjoined"
    order = touches["f-plaintiff-medicaid-to-ice-2026"]
    assert order.id == "california-v-hhs-medicaid"
    assert (order.state, order.since) == ("active", "2026-01-06")
    assert order.why == "Six fields only, and only for people not lawfully present."


def test_for_the_other_states_the_rest_is_possible() -> None:
    found = row("medicaid-other-states", day="2026-01-06")
    assert found is not None
    fates = {fate.category: fate for fate in found.categories}
    assert fates["bank_account"].fate == CategoryFate.possible
    assert fates["bank_account"].decided_by == "f-other-medicaid-to-ice-notice"
    assert fates["home_address"].fate == CategoryFate.listed


def test_irs_addresses_are_a_copy_that_may_not_be_used_and_nothing_flows() -> None:
    assert row("irs-address-records") is None
    assert row("irs-address-records", "held", "2025-08-06") is None
    held = row("irs-address-records", "held")
    assert held is not None
    assert held.standing == "held"
    assert held.route.id == "f-irs-to-ice-aug-2025"
    assert held.first_reached.earliest == held.first_reached.latest == "2025-08-07"
    assert held.route.hops[0].use_barred_since == "2026-02-05"
    assert held.blocked == ("f-irs-to-ice-ongoing",)


@pytest.mark.parametrize("question", ["flowing", "held", "ever"])
def test_the_refused_requests_appear_in_no_answer_by_default(question: str) -> None:
    answer = reach_ice(question)
    flows = {hop.flow for found in answer.datasets + answer.organizations for hop in found.route.hops}
    assert flows.isdisjoint({"f-irs-ice-700k-request", "f-irs-ice-7m-request"})


def test_claimsearch_is_reported_with_the_denial_beside_it() -> None:
    found = row("iso-claimsearch")
    assert found is not None
    assert found.route.evidence == Evidence.reported
    (dispute,) = found.route.hops[0].disputes
    assert dispute.by == "Verisk"
    sentence = route_sentence(found.route, reach_ice().target, found.deciding)
    assert "Disputed or qualified on record: Verisk (July 2025): ICE and DHS are not its customers." in sentence
    assert "active as of 9 July 2025 (start not known)" in sentence


def test_falcon_takes_nothing_in_any_more() -> None:
    graph_ = graph()
    falcon = ask(graph_, ReachParameters("falcon-sa", TODAYS_FILTERS))
    assert falcon.outcome == "no_known_route"
    assert falcon.datasets == falcon.organizations == ()


def test_what_was_attested_only_in_2016_says_so() -> None:
    old = [
        flow
        for flow in graph().flows
        if flow.history[-1].state == "active" and str(flow.last_attested or flow.history[-1].date).startswith("2016")
    ]
    assert {flow.id for flow in old} >= {"f-apis-to-tecs"}
    for flow in old:
        words = state_words(tell_hop(graph(), flow, TODAYS_FILTERS.day))
        assert words.startswith("active as of ") or "last attested" in words
        assert "2016" in words


def test_an_unknown_id_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(UnknownId) as caught:
        ask(graph(), ReachParameters("icee", TODAYS_FILTERS))
    assert "ice" in caught.value.suggestions
    with pytest.raises(UnknownId, match="agreement, not of an organization"):
        ask(graph(), ReachParameters("cms-dhs-iea-2025-07", TODAYS_FILTERS))


def test_a_known_dataset_without_a_route_gets_a_note_that_promises_nothing() -> None:
    answer = route.ask(graph(), route.RouteParameters("irs-address-records", "ice", TODAYS_FILTERS))
    assert answer.outcome == "no_known_route"
    assert answer.row is None
    assert {(hop.flow, hop.state) for hop in answer.direct} == {
        ("f-irs-ice-700k-request", "proposed"),
        ("f-irs-ice-7m-request", "proposed"),
        ("f-irs-to-ice-aug-2025", "ended"),
        ("f-irs-to-ice-ongoing", "blocked"),
    }
    assert "No known route does not mean that there is none." in answer.coverage.note
    assert "safe" not in answer.coverage.note
    assert "not shared" not in answer.coverage.note


def test_a_place_of_the_target_is_no_origin() -> None:
    with pytest.raises(BadParameter, match="is a place of"):
        route.ask(graph(), route.RouteParameters("eid", "ice", TODAYS_FILTERS))
    inside = {place.id for place in reach_ice().stands_for}
    for question in ("flowing", "held", "ever"):
        answer = reach_ice(question)
        assert inside.isdisjoint({found.origin.id for found in answer.datasets + answer.organizations})
    assert {"ice", "ice-ero", "ice-hsi", "eid", "sevis"} <= inside
    assert "dhs" not in inside


def test_what_claimsearch_reaches() -> None:
    answer = outward.ask(graph(), outward.OutwardParameters("iso-claimsearch", TODAYS_FILTERS))
    assert {(reached.place.id, reached.row.route.id) for reached in answer.places} == {
        ("nicb", "fl-claimsearch-nicb"),
        ("ice", "fl-claimsearch-ice"),
    }


def test_every_sentence_hedges_and_promises_nothing() -> None:
    for question in Question:
        answer = reach_ice(question.value)
        for found in answer.datasets + answer.organizations:
            sentence = route_sentence(found.route, answer.target, found.deciding)
            start = {
                Evidence.documented: "Documents show (",
                Evidence.official: "Officially confirmed, as seen in ",
                Evidence.reported: "As reported by ",
                Evidence.alleged: "It is alleged (",
            }[found.route.evidence]
            assert sentence.startswith(start)
            assert ("Possible route:" in sentence) == (len(found.route.hops) > 1)
            assert "not shared" not in sentence
            for hop in found.route.hops:
                assert hop.agreement_title is None or f'"{hop.agreement_title}"' in sentence
                assert all(dispute.by in sentence for dispute in hop.disputes)
