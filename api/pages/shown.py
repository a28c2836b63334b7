"""What the template of the explorer is given."""

import json
from collections.abc import Callable
from typing import Any

from fastapi import Request
from markupsafe import Markup

from api.asking import ask_reach
from api.pages import words
from api.pages.asked import AskedExplorer, address, narrowed
from api.pages.explorer import Explorer, read_explorer
from api.pages.frame import base, here
from api.pages.kept import KeptAnswers
from api.pages.pictures import page_map, scene_of
from api.parameters import AskedRows, read_filters, split_words, today
from graphdb.graph import Graph
from graphdb.model import Mechanism
from graphdb.questions.reach import ReachAnswer
from graphdb.stores.base import ReleaseInfo, Store

__all__ = ["kept_answer", "question_words", "shown_explorer"]

_EXAMPLES = {
    "tmsis": "Medicaid",
    "irs-address-records": "Tax addresses (IRS)",
    "state-dmv-records": "Driver records",
    "flock-network": "Licence plates (Flock)",
    "secure-flight": "Air passengers",
}
"""Databases that many people look for, shown where the release has them."""

_ROWS_A_NAME = 7
"""About so many rungs of the ladder stand beside one name of the target."""


def kept_answer(graph: Graph, kept: KeptAnswers, target: str, asked: AskedRows) -> ReachAnswer:
    """The answer to a query, kept by release and query. Raises UnknownId and BadParameter."""
    own = narrowed(AskedRows, asked)
    key = ("reach", graph.name, target, today(), own.model_dump_json(exclude={"known_at"}))
    return kept.get(key, lambda: ask_reach(graph, target, own))


def shown_explorer(
    request: Request, graph: Graph, store: Store, kept: KeptAnswers, asked: AskedExplorer
) -> dict[str, Any]:
    """Everything that the page names. Raises UnknownId and BadParameter."""
    answer = kept_answer(graph, kept, asked.target, asked)
    shown = read_explorer(graph, asked, answer)
    releases = store.releases()
    question = question_words(shown)
    own = here(request)
    drawn = scene_of(graph, kept, answer, asked, "pinned" if shown.view == "pinned" else "map")
    picture = ""
    if shown.view in ("map", "pinned") and drawn.boxes:
        key = ("map", graph.name, today(), asked.model_dump_json())
        picture = kept.get(key, lambda: page_map(drawn, _links(asked, answer)))
    return {
        "page": shown,
        "scene": drawn,
        "picture": Markup(picture),  # noqa: S704 - written by viz.svg, which escapes every word
        "flows": [one for one in drawn.flows if not shown.shown or one.flow in shown.flows],
        "question": question,
        "link": lambda **changed: address("/", asked, **changed),
        "questions": words.QUESTIONS,
        "grades": words.GRADES,
        "mechanisms": list(Mechanism),
        "categories": sorted(graph.categories.values(), key=lambda one: one.label),
        "releases": releases,
        "known_listed": any(one.name.startswith(asked.known_at or "") for one in releases),
        "today": read_filters(asked).as_of == today(),
        "examples": [{"id": id_, "label": label} for id_, label in _EXAMPLES.items() if id_ in graph.place_number],
        "gives": _gives(asked),
        "bars": max(1, (len(shown.answer.datasets)) // _ROWS_A_NAME),
        "here": own,
        "markup": _markup(shown, releases, base(request)),
        "social": {
            "title": question,
            "description": shown.sentence,
            "image": f"{base(request)}{address('/picture/card.png', asked)}",
        },
    }


def _links(asked: AskedExplorer, answer: ReachAnswer) -> Callable[[str, str], str]:
    """Where the boxes and arrows of the map lead: an origin and a flow are pinned, a group is opened."""
    origins = {row.origin.id for row in answer.datasets + answer.organizations}

    def link(kind: str, id_: str) -> str:
        if kind == "flow":
            return address("/", asked, flow=id_, from_=None, route=None) + "#evidence"
        if kind == "group":
            return address("/", asked, open=sorted({*split_words(asked.open), id_}))
        if id_ in origins:
            return address("/", asked, from_=id_, route=None, flow=None) + "#evidence"
        return f"/record/{id_}"

    return link


def question_words(shown: Explorer) -> str:
    """The question that the explorer answers."""
    name = shown.answer.target.short
    return {
        "flowing": f"Which databases reach {name}?",
        "held": f"Which databases does {name} hold data of?",
        "ever": f"Which databases have ever reached {name}?",
    }[shown.answer.parameters.filters.question.value]


def _gives(asked: AskedExplorer) -> list[tuple[str, str]]:
    """What one can take away, each exactly of this view."""
    return [
        ("Embed", address("/embedding", asked)),
        *((name, address(f"/picture/map.{name.lower()}", asked)) for name in ("SVG", "PNG")),
        ("CSV", _data(asked, ".csv")),
        ("JSON", _data(asked)),
        ("Cite", _data(asked, ".bib")),
    ]


def _data(asked: AskedExplorer, suffix: str = "") -> str:
    """The answer as data, in the format of a suffix."""
    own = narrowed(AskedRows, asked)
    query = address("", AskedExplorer(**own.model_dump()))
    return f"/v1/reach/{asked.target}{suffix}{query}"


def _markup(shown: Explorer, releases: tuple[ReleaseInfo, ...], base: str) -> Markup:
    """The graph as a schema.org Dataset, as JSON that is safe in HTML."""
    current = next((one for one in releases if one.name == shown.answer.release), None)
    content = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "datareach: databases that reach Immigration and Customs Enforcement",
        "description": f"{shown.sentence} {shown.answer.coverage.note}",
        "url": f"{base}/",
        "identifier": shown.answer.release,
        "version": shown.answer.release,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "datareach"},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": f"{base}/v1/reach/ice"}
        ],
    }
    if current:
        content["dateModified"] = current.published.date().isoformat()
    text = json.dumps(content)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704
