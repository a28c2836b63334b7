"""The public JSON of the further questions. Names here are a promise, as in ``api.answers``.

The models are filled from the answers inside by ``api.further_filling``: a field is taken from the attribute of the same
name, and what is a place, a hop, a route or a row inside becomes the public one.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from api import answers

__all__ = [
    "AnswerChange",
    "CategoriesAnswer",
    "CategoryCell",
    "CategoryRow",
    "Cause",
    "Change",
    "ChangesAnswer",
    "ChokePointsAnswer",
    "CompareAnswer",
    "CountedPeople",
    "CoverageAnswer",
    "Difference",
    "Disjoint",
    "Expiring",
    "FurtherAnswer",
    "KeyChange",
    "LawAnswer",
    "LeadsAnswer",
    "LegalRow",
    "NoKnownRoute",
    "OriginFirst",
    "PeopleAnswer",
    "Point",
    "RankedRoute",
    "RecordChange",
    "RoutesAnswer",
    "RowChange",
    "Share",
    "Side",
    "SmallestCut",
    "SourcesOfKind",
    "Standing",
    "StateChange",
    "ThinRoute",
    "TimelineAnswer",
    "TopicRead",
    "Touch",
    "Unit",
    "Upgrade",
    "WhatIfAnswer",
]


def _public(value: Any, info: ValidationInfo) -> Any:
    """What is inside as what is public; ``context`` is the function that does it."""
    return info.context(value) if info.context is not None else value


Place = Annotated[answers.Place, BeforeValidator(_public)]
Hop = Annotated[answers.Hop, BeforeValidator(_public)]
Route = Annotated[answers.Route, BeforeValidator(_public)]
Row = Annotated[answers.Row, BeforeValidator(_public)]
Touched = Annotated[answers.LegalTouch, BeforeValidator(_public)]
First = Annotated[answers.FirstReached, BeforeValidator(_public)]
Decided = Annotated[answers.Deciding, BeforeValidator(_public)]


class _Public(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class FurtherAnswer(_Public):
    """What every answer to a further question has."""

    release: str = Field(description="Name of the release that answers: the hash of its content.")
    as_of: str = Field(description="The day asked about.")
    title: str = Field(description="What the answer is about.")
    sentence: str = Field(description="The answer in words.")
    notes: list[str] = Field(description="What the answer means, and what it does not say.")
    parameters: answers.Parameters = Field(description="The question as it was understood, as all questions take it.")
    asked: dict[str, Any] = Field(description="The parameters that only this question takes, as they were understood.")
    coverage: answers.Coverage = Field(description="What the answer rests on.")
    truncated: bool = Field(description="Whether a limit cut the answer off.")
    sources: dict[str, answers.Source] = Field(description="Sources that the hops of the answer name, by id.")


class RankedRoute(_Public):
    """A route, and whether it is sure."""

    route: Route = Field(description="The route.")
    sure: bool = Field(description="Whether it is one in every reading of the dates.")
    deciding: Decided | None = Field(description="The date that decides, where it is not sure.")


class Disjoint(_Public):
    """The most routes of which no two share something."""

    routes: list[int] = Field(description="Positions in the list of routes, from 0.")
    exact: bool = Field(description="Whether there are no more; otherwise there are at least as many.")


class RoutesAnswer(FurtherAnswer):
    """By which routes does an origin reach a target?"""

    origin: Place = Field(description="The origin asked about.")
    target: Place = Field(description="The target asked about.")
    outcome: str = Field(description="documented, official, reported, alleged, or no_known_route.")
    routes: list[RankedRoute] = Field(description="The routes, sure ones first, best first.")
    direct: list[Hop] = Field(description="Flows straight from one to the other, of any state, as they stand.")
    without_shared_place: Disjoint = Field(description="The most of the routes of which no two pass the same place.")
    without_shared_agreement: Disjoint = Field(
        description="The most of the routes of which no two rest on the same agreement, or flow without one."
    )


class Unit(_Public):
    """What can end by itself: an agreement with the flows under it, or a flow without one."""

    id: str = Field(description="Id of the agreement or the flow.")
    title: str = Field(description="Its title.")
    kind: str = Field(description="The kind of the agreement; flow for a flow without one.")
    flows: list[str] = Field(description="The flows that go with it.")


class Share(_Public):
    """What depends on one unit alone."""

    unit: Unit = Field(description="The unit.")
    origins: list[Place] = Field(description="The origins that have no route without it.")
    databases: int = Field(description="How many databases these are.")


class SmallestCut(_Public):
    """A smallest set of units whose end leaves no route."""

    units: list[Unit] = Field(description="The units.")
    at_least: int = Field(description="No set of fewer leaves no route.")
    proven: bool = Field(description="Whether that is their number: there is no smaller set.")


class ChokePointsAnswer(FurtherAnswer):
    """Where could it be stopped?"""

    target: Place = Field(description="The place asked about.")
    reaching: list[Place] = Field(description="The origins that reach, possible ones included.")
    databases: int = Field(description="How many databases these are.")
    on_every_route: list[Unit] = Field(description="The units without which none of them reaches.")
    places_on_every_route: list[Place] = Field(description="The places between that are on every route of all of them.")
    shares: list[Share] = Field(description="Units on which an origin depends alone, most databases first.")
    shares_exact: bool = Field(description="Whether these are all; otherwise more may depend on them.")
    cut: SmallestCut | None = Field(description="A smallest set that leaves none a route; null where none reaches.")


class Cause(_Public):
    """An entry in the history of a flow that brought a change about."""

    flow: str = Field(description="The flow.")
    date: str = Field(description="The date, as precise as its source.")
    state: str = Field(description="The state that it came into.")
    agreement: str | None = Field(description="Its agreement.")
    legal_action: str | None = Field(description="The legal action behind it.")
    why: str | None = Field(description="Why, as the record says.")


class Standing(_Public):
    """How an origin stands on a day."""

    sure: bool = Field(description="Whether in every reading of the dates.")
    evidence: str = Field(description="The grade of its best route.")
    route: list[str] = Field(description="The flows of that route.")


class Change(_Public):
    """What changed for one origin."""

    origin: Place = Field(description="The origin.")
    kind: str = Field(description="came, went, grade, sure or unsure.")
    before: Standing | None = Field(description="How it stood; null: it did not reach.")
    after: Standing | None = Field(description="How it stands; null: it does not reach.")
    causes: list[Cause] = Field(description="What brought it about; empty for a change over a longer time.")


class Point(_Public):
    """A day with changes."""

    day: str = Field(description="The day.")
    changes: list[Change] = Field(description="Its changes.")
    databases: int = Field(description="How many databases surely reach from then on.")
    possible: int = Field(description="How many more do so possibly.")


class StateChange(_Public):
    """An entry in the history of a flow on a way, or of its agreement."""

    day: str = Field(description="The first day that its date may mean.")
    date: str = Field(description="The date, as precise as its source.")
    record: str = Field(description="Id of the flow or agreement.")
    state: str = Field(description="The state.")
    legal_action: str | None = Field(description="The legal action behind it.")
    why: str | None = Field(description="Why, as the record says.")


class OriginFirst(_Public):
    """When data of an origin was first at the target."""

    origin: Place = Field(description="The origin.")
    first_reached: First = Field(description="The first day.")


class TimelineAnswer(FurtherAnswer):
    """When did it change?"""

    target: Place = Field(description="The place asked about.")
    points: list[Point] = Field(description="The days with changes, in order.")
    states: list[StateChange] = Field(description="Entries in the histories of flows and agreements, in order.")
    between: list[Change] = Field(description="Over the whole time, each origin once.")
    first_reached: list[OriginFirst] = Field(description="By origin, up to the day.")


class Touch(_Public):
    """A flow on a way to the target that a legal action touches."""

    flow: str = Field(description="The flow.")
    touch: Touched = Field(description="How it is touched.")


class LegalRow(_Public):
    """A legal action."""

    id: str = Field(description="Its id.")
    name: str = Field(description="Its name.")
    kind: str = Field(description="suit, appeal, audit or investigation.")
    court: str | None = Field(description="Id of the court.")
    status: str = Field(description="pending, decided, settled, dismissed or withdrawn.")
    outcome: str = Field(description="What came of it so far.")
    filed: str | None = Field(description="When it was filed.")
    touches: list[Touch] = Field(description="The flows that it touches.")
    blocked: list[str] = Field(description="Those that it holds up on the day.")
    use_barred: list[str] = Field(description="Those whose copy it forbids to use.")
    stopped: list[Place] = Field(description="Origins on the way over a blocked flow that surely flow by no way.")
    copies: list[Place] = Field(description="Those of them of which the target surely holds data.")
    still_flowing: list[Place] = Field(description="Origins on the way over a blocked flow that flow by another way.")


class LawAnswer(FurtherAnswer):
    """What do courts and audits do to it?"""

    target: Place = Field(description="The place asked about.")
    rows: list[LegalRow] = Field(description="The legal actions, those that hold something up first.")


class RowChange(_Public):
    """An origin in both answers, not alike."""

    before: Row = Field(description="Its row in the first answer.")
    after: Row = Field(description="Its row in the second answer.")
    differs: list[str] = Field(description="In what they differ.")


class Difference(_Public):
    """What differs between two answers."""

    came: list[Row] = Field(description="Rows of the second answer only.")
    went: list[Row] = Field(description="Rows of the first answer only.")
    changed: list[RowChange] = Field(description="Origins of both that are not alike.")


class Side(_Public):
    """One of two answers about what reaches a target."""

    target: Place = Field(description="The place asked about.")
    as_of: str = Field(description="The day asked about.")
    question: str = Field(description="flowing, held or ever.")
    evidence: str | None = Field(description="The lowest grade wanted.")
    sentence: str = Field(description="The answer in words.")
    databases: int = Field(description="Databases that surely reach.")
    rows: dict[str, str] = Field(description="The best route of each origin, by its id.")


class WhatIfAnswer(FurtherAnswer):
    """What would change, if?"""

    before: Side = Field(description="The answer as it is.")
    after: Side = Field(description="The answer as it would be.")
    difference: Difference = Field(description="From one to the other.")
    changed_flows: list[str] = Field(description="The flows that would be in another state.")
    copies_stay: list[Place] = Field(description="Of the datasets that would no longer flow, those still held.")


class CompareAnswer(FurtherAnswer):
    """How do two answers differ?"""

    first: Side = Field(description="The first answer.")
    second: Side = Field(description="The second answer.")
    differs: list[str] = Field(description="The parameters in which they differ.")
    common: list[str] = Field(description="The origins in both.")
    difference: Difference = Field(description="From the first to the second.")


class CategoryCell(_Public):
    """A category of an origin."""

    origin: Place = Field(description="The origin.")
    category: str = Field(description="Id of the category.")
    fate: str = Field(description="listed, possible, stripped or added.")
    decided_by: str | None = Field(description="The flow that strips it, leaves it open or adds it.")
    sure: bool = Field(description="Whether the origin surely reaches.")
    route: Route | None = Field(description="The best route by which it arrives so, where one origin is asked about.")


class CategoryRow(_Public):
    """Where a category comes from."""

    category: str = Field(description="Id of the category.")
    label: str = Field(description="Its name.")
    cells: list[CategoryCell] = Field(description="Its origins, strongest first.")


class CategoriesAnswer(FurtherAnswer):
    """Which kinds of data reach it, and from where?"""

    target: Place = Field(description="The place asked about.")
    origins: list[Place] = Field(description="All origins that reach it.")
    rows: list[CategoryRow] = Field(description="A row for each category.")


class CountedPeople(_Public):
    """A figure that a source gives."""

    what: str = Field(description="held, affected, matched, requested or covered.")
    count: int = Field(description="How many people.")
    as_of: str | None = Field(description="As of when.")
    record: str = Field(description="Id of the dataset or flow.")
    origin: Place = Field(description="The dataset, or where the flow leaves.")
    counted: bool = Field(description="Whether it is in the bounds.")
    sources: list[str] = Field(description="Ids of the sources that give it.")


class PeopleAnswer(FurtherAnswer):
    """How many people?"""

    target: Place = Field(description="The place asked about.")
    bounds: list[answers.People] = Field(description="Bounds for each kind of count.")
    figures: list[CountedPeople] = Field(description="Every figure.")
    without_figure: list[Place] = Field(description="Databases that reach and for which no source gives a number.")


class SourcesOfKind(_Public):
    """How many sources of a kind were read."""

    kind: str = Field(description="news, court_order, primary_document ...")
    count: int = Field(description="How many.")


class TopicRead(_Public):
    """What was read on a topic."""

    topic: str = Field(description="The topic.")
    sources: int = Field(description="How many sources.")
    newest_source: str | None = Field(description="The date of the newest.")
    datasets: int = Field(description="How many datasets.")
    flows: int = Field(description="How many flows.")
    last_attested: str | None = Field(description="The last date at which one of the flows is attested.")


class NoKnownRoute(_Public):
    """A dataset without a known route; which does not mean that there is none."""

    dataset: Place = Field(description="The dataset.")
    flows_out: list[str] = Field(description="What was looked at: the flows that leave it.")
    last_attested: str | None = Field(description="The last date at which one of them is attested.")
    sources: list[str] = Field(description="Ids of the sources of the dataset.")


class ThinRoute(_Public):
    """An origin whose best route hangs on little."""

    origin: Place = Field(description="The origin.")
    flow: str = Field(description="The hop on which it hangs.")
    publishers: list[str] = Field(description="The independent publishers of that hop.")
    last_attested: str | None = Field(description="The last date at which it is attested.")


class CoverageAnswer(FurtherAnswer):
    """What do the answers rest on, and where are they thin?"""

    target: Place = Field(description="The place asked about.")
    source_kinds: list[SourcesOfKind] = Field(description="How many sources of each kind were read.")
    topics: list[TopicRead] = Field(description="What was read, by topic.")
    no_known_route: list[NoKnownRoute] = Field(description="Datasets without a known route up to the day.")
    reaching: int = Field(description="How many origins reach.")
    one_publisher: list[ThinRoute] = Field(description="Best routes with a hop that one publisher alone witnesses.")
    aggregator: list[ThinRoute] = Field(description="Best routes with a hop that only a retelling site witnesses.")
    old: list[ThinRoute] = Field(description="Best routes with a hop that was attested long ago only.")


class Expiring(_Public):
    """An agreement that expires soon."""

    agreement: str = Field(description="Its id.")
    title: str = Field(description="Its title.")
    expires: str = Field(description="When it expires.")
    flows: list[str] = Field(description="Its flows on a way to the target.")
    request: str = Field(description="What to ask for, and whom.")


class Upgrade(_Public):
    """A flow of which a document would change answers."""

    flow: str = Field(description="The flow.")
    evidence: str = Field(description="Its grade now.")
    state: str = Field(description="Its state on the day.")
    origins: list[Place] = Field(description="The origins that would do better.")
    databases: int = Field(description="How many databases these are.")
    request: str = Field(description="What to ask for, and whom.")


class LeadsAnswer(FurtherAnswer):
    """Where to look next?"""

    target: Place = Field(description="The place asked about.")
    expiring: list[Expiring] = Field(description="Agreements that expire soon, first ones first.")
    upgrades: list[Upgrade] = Field(description="Flows of which a document would change most answers.")


class KeyChange(_Public):
    """A key of a record that was corrected."""

    key: str = Field(description="The key.")
    before: str | None = Field(description="Its value before, as JSON.")
    after: str | None = Field(description="Its value after, as JSON.")


class RecordChange(_Public):
    """A record that changed."""

    kind: str = Field(description="Its kind.")
    id: str = Field(description="Its id.")
    name: str = Field(description="Its name.")
    what: str = Field(description="added, withdrawn, renamed or corrected.")
    keys: list[KeyChange] = Field(description="What was corrected.")
    now: str | None = Field(description="Its id now, where it was renamed.")


class AnswerChange(_Public):
    """An answer that differs."""

    target: Place = Field(description="The target.")
    origin: Place = Field(description="The origin.")
    what: str = Field(description="came, went or changed.")
    differs: list[str] = Field(description="In what its rows differ.")
    before: Route | None = Field(description="Its best route before.")
    after: Route | None = Field(description="Its best route after.")
    because: list[str] = Field(description="Changed records on which the routes rest.")


class ChangesAnswer(FurtherAnswer):
    """What changed between two releases?"""

    before: str = Field(description="Name of the earlier release.")
    records: list[RecordChange] = Field(description="The records that changed.")
    answers: list[AnswerChange] = Field(description="The answers that differ.")
