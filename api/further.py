"""The public JSON of the further questions about routes. Names here are a promise, as in ``api.answers``; those about
what is known are in ``api.further_known``.

The models are filled from the answers inside by ``api.further_filling``: a field is taken from the attribute of the same
name, and what is a place, a hop, a route or a row inside becomes the public one.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from api import answers

__all__ = [
    "Cause",
    "Change",
    "ChokePointsAnswer",
    "CompareAnswer",
    "Difference",
    "Disjoint",
    "FurtherAnswer",
    "LawAnswer",
    "LegalRow",
    "OriginFirst",
    "Point",
    "RankedRoute",
    "RoutesAnswer",
    "RowChange",
    "Share",
    "Side",
    "SmallestCut",
    "Standing",
    "StateChange",
    "TimelineAnswer",
    "Touch",
    "Unit",
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


class Public(BaseModel):
    """Filled from the attributes of what is inside."""

    model_config = ConfigDict(from_attributes=True)


class FurtherAnswer(Public):
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


class RankedRoute(Public):
    """A route, and whether it is sure."""

    route: Route = Field(description="The route.")
    sure: bool = Field(description="Whether it is one in every reading of the dates.")
    deciding: Decided | None = Field(description="The date that decides, where it is not sure.")


class Disjoint(Public):
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


class Unit(Public):
    """What can end by itself: an agreement with the flows under it, or a flow without one."""

    id: str = Field(description="Id of the agreement or the flow.")
    title: str = Field(description="Its title.")
    kind: str = Field(description="The kind of the agreement; flow for a flow without one.")
    flows: list[str] = Field(description="The flows that go with it.")


class Share(Public):
    """What depends on one unit alone."""

    unit: Unit = Field(description="The unit.")
    origins: list[Place] = Field(description="The origins that have no route without it.")
    databases: int = Field(description="How many databases these are.")


class SmallestCut(Public):
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


class Cause(Public):
    """An entry in the history of a flow that brought a change about."""

    flow: str = Field(description="The flow.")
    date: str = Field(description="The date, as precise as its source.")
    state: str = Field(description="The state that it came into.")
    agreement: str | None = Field(description="Its agreement.")
    legal_action: str | None = Field(description="The legal action behind it.")
    why: str | None = Field(description="Why, as the record says.")


class Standing(Public):
    """How an origin stands on a day."""

    sure: bool = Field(description="Whether in every reading of the dates.")
    evidence: str = Field(description="The grade of its best route.")
    route: list[str] = Field(description="The flows of that route.")


class Change(Public):
    """What changed for one origin."""

    origin: Place = Field(description="The origin.")
    kind: str = Field(description="came, went, grade, sure or unsure.")
    before: Standing | None = Field(description="How it stood; null: it did not reach.")
    after: Standing | None = Field(description="How it stands; null: it does not reach.")
    causes: list[Cause] = Field(description="What brought it about; empty for a change over a longer time.")


class Point(Public):
    """A day with changes."""

    day: str = Field(description="The day.")
    changes: list[Change] = Field(description="Its changes.")
    databases: int = Field(description="How many databases surely reach from then on.")
    possible: int = Field(description="How many more do so possibly.")


class StateChange(Public):
    """An entry in the history of a flow on a way, or of its agreement."""

    day: str = Field(description="The first day that its date may mean.")
    date: str = Field(description="The date, as precise as its source.")
    record: str = Field(description="Id of the flow or agreement.")
    state: str = Field(description="The state.")
    legal_action: str | None = Field(description="The legal action behind it.")
    why: str | None = Field(description="Why, as the record says.")


class OriginFirst(Public):
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


class Touch(Public):
    """A flow on a way to the target that a legal action touches."""

    flow: str = Field(description="The flow.")
    touch: Touched = Field(description="How it is touched.")


class LegalRow(Public):
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


class RowChange(Public):
    """An origin in both answers, not alike."""

    before: Row = Field(description="Its row in the first answer.")
    after: Row = Field(description="Its row in the second answer.")
    differs: list[str] = Field(description="In what they differ.")


class Difference(Public):
    """What differs between two answers."""

    came: list[Row] = Field(description="Rows of the second answer only.")
    went: list[Row] = Field(description="Rows of the first answer only.")
    changed: list[RowChange] = Field(description="Origins of both that are not alike.")


class Side(Public):
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
