"""The embed: one answer, pinned to a release, as a page for the frame of another site."""

import base64
import datetime
import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlencode

from markupsafe import Markup
from pydantic import Field

from api.graphs import Graphs
from api.pages.asked import AskedExplorer, address, narrowed
from api.pages.explorer import read_explorer
from api.pages.frame import squeezed, static_file
from api.pages.kept import KeptAnswers
from api.pages.pictures import page_map, scene_of
from api.pages.shown import kept_answer, question_words
from api.parameters import Text
from graphdb.errors import BadParameter, Withdrawn
from graphdb.graph import Graph
from graphdb.questions.changes import record_changes
from graphdb.stores.base import Store
from viz.model import Scene

__all__ = ["VIEWS", "AskedEmbed", "Corrected", "embed_content", "embed_policy", "release_of"]

VIEWS = ("map", "story", "ladder")
_FIRST_ROWS = 15
_ROWS_A_NAME = 6


class AskedEmbed(AskedExplorer):
    """What an embed takes: a view of the explorer, the release, and what frames add to the address."""

    v: Text | None = Field(default=None, description="The release that the embed shows for good.")
    frame: Annotated[Text | None, Field(alias="childId", description="Added by pym.js.")] = None
    width: Annotated[Text | None, Field(alias="initialWidth", description="Added by pym.js.")] = None
    title: Annotated[str | None, Field(alias="parentTitle", max_length=1000, description="Added by pym.js.")] = None
    parent: Annotated[str | None, Field(alias="parentUrl", max_length=2000, description="Added by pym.js.")] = None
    id: Text | None = Field(default=None, description="Added for listeners that name their frames.")


@dataclass(frozen=True, slots=True)
class Corrected:
    """``count``: the drawn records that were corrected or withdrawn since the release of the embed."""

    count: int
    since: datetime.date
    address: str


def release_of(graphs: Graphs, store: Store, asked: AskedEmbed) -> Graph:
    """The graph of the release that an embed shows.

    Raises:
        UnknownRelease: there is no such release.
        Withdrawn: the release was withdrawn, with the reason.
        BadParameter: ``v`` and ``known_at`` are both given.
    """
    if asked.v is not None and asked.known_at is not None:
        raise BadParameter("v and known_at both name a release.", "Give one of them.")
    named = asked.v or asked.known_at
    current = graphs.get()
    if named is None:
        return current
    name = store.find(named).name
    for gone in current.withdrawn.values():
        if len(gone.id) >= 6 and name.startswith(gone.id):
            raise Withdrawn(f"The release {name[:12]} was withdrawn on {gone.date}: {gone.reason}")
    return graphs.get(name)


def embed_content(
    view: str, asked: AskedEmbed, *, graphs: Graphs, store: Store, kept: KeptAnswers, base: str
) -> dict[str, Any]:
    """What the embed shows. Raises UnknownId, UnknownRelease, Withdrawn and BadParameter."""
    graph = release_of(graphs, store, asked)
    own = narrowed(AskedExplorer, asked)
    answer = kept_answer(graph, kept, own.target, own)
    shown = read_explorer(graph, own, answer)
    pinned = own.model_copy(update={"known_at": graph.name[:12], "as_of": answer.parameters.filters.as_of.isoformat()})
    drawn = scene_of(graph, kept, answer, own, "story" if view == "story" else "map")
    rungs = [rung for ladder in shown.ladders for rung in ladder.rungs] + list(shown.unnamed.rungs)
    if own.origin is not None:
        rungs = sorted(rungs, key=lambda rung: not rung.pinned)

    def link(kind: str, id_: str) -> str:
        return base + (f"/record/{id_}" if kind != "group" else address("/", pinned))

    picture = page_map(drawn, link) if view != "ladder" and drawn.boxes else ""
    return {
        "view": view,
        "answer": answer,
        "question": question_words(shown),
        "sentence": shown.sentence,
        "scene": drawn,
        "target": answer.target,
        "picture": Markup(picture),  # noqa: S704 - written by viz.svg, which escapes every word
        "legend": drawn.legend if picture else (),
        "notes": drawn.notes if picture else (),
        "first": rungs[:_FIRST_ROWS],
        "rest": rungs[_FIRST_ROWS:],
        "bars": max(1, len(rungs[:_FIRST_ROWS]) // _ROWS_A_NAME),
        "corrected": _corrected(graphs.get(), graph, store, drawn, base) if asked.v or asked.known_at else None,
        "pinned_release": bool(asked.v or asked.known_at),
        "explore": base + address("/", pinned),
        "base": base,
        "style": Markup(_style()),  # noqa: S704 - our own files
        "script": Markup(_script()),  # noqa: S704
    }


def _corrected(current: Graph, graph: Graph, store: Store, drawn: Scene, base: str) -> Corrected | None:
    """The drawn facts that the current release says otherwise, or no longer."""
    facts = {id_ for row in drawn.flows for id_ in (row.flow, row.source, row.target, row.agreement) if id_}
    facts |= {row.origin for row in drawn.rows}
    changed = [
        one for one in record_changes(graph, current) if one.what in ("corrected", "withdrawn") and one.id in facts
    ]
    if not changed:
        return None
    query = urlencode({"before": graph.name[:12], "known_at": current.name[:12]})
    return Corrected(len(changed), store.find(graph.name).published.date(), f"{base}/corrections?{query}")


@cache
def _style() -> str:
    return squeezed(static_file("explorer.css").decode())


@cache
def _script() -> str:
    return squeezed(static_file("embed.js").decode())


@cache
def embed_policy() -> str:
    """Any page may frame an embed. Its own style and script are allowed by their hashes, and nothing else."""
    style, script = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (_style(), _script())
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors *"
    )
