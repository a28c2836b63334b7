"""Questions over HTTP on the real facts: the answers are those of the questions, and the parameters are read strictly."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests import real_facts

DAY = {"as_of": real_facts.TODAY}


def get(client: TestClient, address: str, **parameters: Any) -> dict[str, Any]:
    response = client.get(address, params=DAY | parameters)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_reach_gives_the_rows_of_the_question(client: TestClient) -> None:
    for question in ("flowing", "held", "ever"):
        answer, inside = get(client, "/reach/ice", question=question), real_facts.reach_ice(question)
        for name in ("datasets", "organizations"):
            told = [
                (row["origin"]["id"], row["evidence"], row["publishers"], row["route"]["id"]) for row in answer[name]
            ]
            assert told == [
                (row.origin.id, row.route.evidence.value, row.route.publishers, row.route.id)
                for row in getattr(inside, name)
            ]
        assert answer["counts"]["databases"] == inside.counts.databases
        assert answer["parameters"]["question"] == question
        assert answer["as_of"] == real_facts.TODAY
        assert not answer["truncated"]


def test_the_sentence_counts_and_says_which_question_it_answers(client: TestClient) -> None:
    assert get(client, "/reach/ice")["sentence"].startswith(
        "As of 24 November 2026, open routes are known from 47 databases to U.S. Immigration and Customs Enforcement "
        "(ICE) (35 directly, 12 by a chain of flows); copies from 5 more were received; 10 more "
        "reached it in the past. Unnamed data of 48 organizations flows too."
    )
    held = get(client, "/reach/ice", question="held")["sentence"]
    assert "data of 52 databases is known to be open to" in held
    ever = get(client, "/reach/ice", question="ever")["sentence"]
    assert ever.startswith("Up to 24 November 2026, data of 62 databases is known to have reached")


def test_every_source_that_an_answer_names_is_in_it(client: TestClient) -> None:
    answer = get(client, "/reach/ice")
    rows = (
        answer["datasets"] + answer["organizations"] + [row for one in answer["reaches_parent"] for row in one["rows"]]
    )
    hops = [hop for row in rows for hop in row["route"]["hops"]]
    named = {id_ for hop in hops for id_ in hop["sources"]}
    named |= {id_ for hop in hops for dispute in hop["disputes"] for id_ in dispute["sources"]}
    assert named == answer["sources"].keys()
    assert all(source["url"].startswith("http") and source["publisher"] for source in answer["sources"].values())


def test_what_reaches_only_the_parent_is_apart(client: TestClient) -> None:
    answer = get(client, "/reach/ice")
    (above,) = answer["reaches_parent"]
    assert above["parent"]["id"] == "dhs"
    assert {row["origin"]["id"] for row in above["rows"]} == {"online-platforms", "cbp-one-home"}
    assert not {"online-platforms", "cbp-one-home"} & {
        row["origin"]["id"] for row in answer["datasets"] + answer["organizations"]
    }


def test_the_irs_addresses_are_held_and_do_not_flow(client: TestClient) -> None:
    answer = get(client, "/reach/ice")  # f-irs-to-ice-ongoing was blocked, f-irs-to-ice-aug-2025 left a copy
    assert "irs-address-records" in {place["id"] for place in answer["held_only"]}
    assert "irs-address-records" not in {row["origin"]["id"] for row in answer["datasets"]}


def test_claimsearch_is_reported_and_verisk_disputes_it(client: TestClient) -> None:
    answer = get(client, "/route/iso-claimsearch/ice")  # fl-claimsearch-ice
    assert answer["outcome"] == "reported"
    (hop,) = answer["row"]["route"]["hops"]
    assert hop["flow"] == "fl-claimsearch-ice"
    assert [dispute["by"] for dispute in hop["disputes"]] == ["Verisk"]
    assert "Verisk" in answer["sentence"]
    assert answer["sources"]["s-404-claimsearch"]["publisher"] == "404 Media"


def test_a_known_place_without_a_route_is_answered_with_what_was_read(client: TestClient) -> None:
    answer = get(client, "/route/irs-address-records/ice")
    assert answer["outcome"] == "no_known_route"
    assert answer["row"] is None
    assert {hop["flow"]: hop["state"] for hop in answer["direct"]}["f-irs-to-ice-ongoing"] == "blocked"
    assert "does not mean that there is none" in answer["coverage"]["note"]
    for word in ("safe", "not shared"):
        assert word not in answer["sentence"]
        assert word not in answer["coverage"]["note"]


def test_dates_stay_as_precise_as_their_source(client: TestClient) -> None:
    answer = get(client, "/route/tr-clear/ice")
    (hop,) = answer["row"]["route"]["hops"]
    assert hop["start"] == str(real_facts.graph().flow(hop["flow"]).history[0].date)
    assert {len(hop["start"]), len(hop["last_attested"])} <= {4, 7, 10}


def test_from_tells_the_places(client: TestClient) -> None:
    answer = get(client, "/from/tmsis")
    assert {one["place"]["id"] for one in answer["places"]} == {"ice", "cms-idr"}
    assert answer["parts"] == ["medicaid-other-states", "medicaid-plaintiff-states"]
    assert answer["count"] == 2


def test_a_limit_cuts_rows_and_not_counts(client: TestClient) -> None:
    answer = get(client, "/reach/ice", limit=3)
    assert len(answer["datasets"]) == 3
    assert answer["truncated"] is True
    assert answer["counts"]["databases"] == 47


@pytest.mark.parametrize(
    ("parameters", "grades"),
    [
        ({"evidence": "documented"}, {"documented"}),
        ({"evidence": "official"}, {"documented", "official"}),
        ({"evidence": "alleged"}, {"documented", "official", "reported", "alleged"}),
    ],
)
def test_evidence_is_the_lowest_grade(client: TestClient, parameters: dict[str, str], grades: set[str]) -> None:
    assert {row["evidence"] for row in get(client, "/reach/ice", **parameters)["datasets"]} == grades


def test_lists_repeat_the_name_or_use_commas(client: TestClient) -> None:
    twice = client.get("/reach/ice", params=[*DAY.items(), ("mechanism", "purchase"), ("mechanism", "matching")]).json()
    comma = get(client, "/reach/ice", mechanism="purchase,matching")
    assert twice == comma
    assert comma["parameters"]["mechanism"] == ["matching", "purchase"]
    hops = [hop for row in comma["datasets"] for hop in row["route"]["hops"]]
    assert {hop["mechanism"] for hop in hops} == {"purchase", "matching"}


def test_a_category_narrows(client: TestClient) -> None:
    answer = get(client, "/reach/ice", category="bank_account")
    assert answer["datasets"]
    for row in answer["datasets"]:
        assert any(one["category"] == "bank_account" and one["fate"] != "stripped" for one in row["categories"])
    assert "bank account may be in it" in answer["sentence"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("question", "now"),
        ("as_of", "2026"),
        ("as_of", "2025-02-30"),
        ("as_of", ""),
        ("known_at", ""),
        ("basis", "guessed"),
        ("basis", ","),
        ("evidence", "certain"),
        ("joins", "all"),
        ("category", "no_such"),
        ("mechanism", "osmosis"),
        ("state", "ended"),
        ("state", "dreamt"),
        ("attested_since", "last year"),
        ("attested_since", "0"),
        ("limit", "0"),
        ("limit", "1e3"),
        ("limit", "10001"),
        ("limit", "\u0663"),
        ("question", "f" * 500),
    ],
)
def test_what_cannot_be_read_is_refused(client: TestClient, name: str, value: str) -> None:
    response = client.get("/reach/ice", params=DAY | {name: value})
    assert response.status_code == 400, response.text
    assert response.json()["code"] == "bad_parameter"


def test_a_release_that_does_not_exist_is_not_found(client: TestClient) -> None:
    for known_at in ("abcdef", "2020-01-01", "abc", "yesterday-ish"):
        response = client.get("/reach/ice", params=DAY | {"known_at": known_at})
        assert (response.status_code, response.json()["code"]) == (404, "unknown_release")


def test_a_place_of_the_target_is_no_origin(client: TestClient) -> None:
    response = client.get("/route/icm/ice")
    assert (response.status_code, response.json()["code"]) == (400, "bad_parameter")


def test_a_flow_is_no_place(client: TestClient) -> None:
    response = client.get("/reach/fl-claimsearch-ice")
    assert (response.status_code, response.json()["code"]) == (404, "unknown_id")
