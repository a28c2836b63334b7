"""The public JSON of the further questions about what is known: categories, people, coverage, leads, changes. Names here are
a promise, as in ``api.answers``."""

from pydantic import Field

from api.further import FurtherAnswer, Place, Public, Route

__all__ = [
    "AnswerChange",
    "CategoriesAnswer",
    "CategoryCell",
    "CategoryRow",
    "ChangesAnswer",
    "CountedPeople",
    "CoverageAnswer",
    "Expiring",
    "KeyChange",
    "LeadsAnswer",
    "NoKnownRoute",
    "PeopleAnswer",
    "RecordChange",
    "SourcesOfKind",
    "ThinRoute",
    "TopicRead",
    "Upgrade",
]


class CategoryCell(Public):
    """A category of an origin."""

    origin: Place = Field(description="The origin.")
    category: str = Field(description="Id of the category.")
    fate: str = Field(description="listed, possible, stripped or added.")
    decided_by: str | None = Field(description="The flow that strips it, leaves it open or adds it.")
    sure: bool = Field(description="Whether the origin surely reaches.")
    route: Route | None = Field(description="The best route by which it arrives so, where one origin is asked about.")


class CategoryRow(Public):
    """Where a category comes from."""

    category: str = Field(description="Id of the category.")
    label: str = Field(description="Its name.")
    cells: list[CategoryCell] = Field(description="Its origins, strongest first.")


class CategoriesAnswer(FurtherAnswer):
    """Which kinds of data reach it, and from where?"""

    target: Place = Field(description="The place asked about.")
    origins: list[Place] = Field(description="All origins that reach it.")
    rows: list[CategoryRow] = Field(description="A row for each category.")


class CountedPeople(Public):
    """A figure that a source gives."""

    what: str = Field(description="held, affected, matched, requested or covered.")
    count: int = Field(description="How many people.")
    as_of: str | None = Field(description="As of when.")
    record: str = Field(description="Id of the dataset or flow.")
    origin: Place = Field(description="The dataset, or where the flow leaves.")
    counted: bool = Field(description="Whether it is in the bounds.")
    sources: list[str] = Field(description="Ids of the sources that give it.")


class PeopleBounds(Public):
    """Bounds on people; populations are never added up as if they were distinct. The figures stand beside them."""

    what: str = Field(description="What is counted: held, affected, matched, requested, covered.")
    lower: int = Field(description="At least: the largest figure of what surely reaches.")
    upper: int = Field(description="At most: the sum of the figures.")


class PeopleAnswer(FurtherAnswer):
    """How many people?"""

    target: Place = Field(description="The place asked about.")
    bounds: list[PeopleBounds] = Field(description="Bounds for each kind of count.")
    figures: list[CountedPeople] = Field(description="Every figure.")
    without_figure: list[Place] = Field(description="Databases that reach and for which no source gives a number.")


class SourcesOfKind(Public):
    """How many sources of a kind were read."""

    kind: str = Field(description="news, court_order, primary_document ...")
    count: int = Field(description="How many.")


class TopicRead(Public):
    """What was read on a topic."""

    topic: str = Field(description="The topic.")
    sources: int = Field(description="How many sources.")
    newest_source: str | None = Field(description="The date of the newest.")
    datasets: int = Field(description="How many datasets.")
    flows: int = Field(description="How many flows.")
    last_attested: str | None = Field(description="The last date at which one of the flows is attested.")


class NoKnownRoute(Public):
    """A dataset without a known route; which does not mean that there is none."""

    dataset: Place = Field(description="The dataset.")
    flows_out: list[str] = Field(description="What was looked at: the flows that leave it.")
    last_attested: str | None = Field(description="The last date at which one of them is attested.")
    sources: list[str] = Field(description="Ids of the sources of the dataset.")


class ThinRoute(Public):
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


class Expiring(Public):
    """An agreement that expires soon."""

    agreement: str = Field(description="Its id.")
    title: str = Field(description="Its title.")
    expires: str = Field(description="When it expires.")
    flows: list[str] = Field(description="Its flows on a way to the target.")
    request: str = Field(description="What to ask for, and whom.")


class Upgrade(Public):
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


class KeyChange(Public):
    """A key of a record that was corrected."""

    key: str = Field(description="The key.")
    before: str | None = Field(description="Its value before, as JSON.")
    after: str | None = Field(description="Its value after, as JSON.")


class RecordChange(Public):
    """A record that changed."""

    kind: str = Field(description="Its kind.")
    id: str = Field(description="Its id.")
    name: str = Field(description="Its name.")
    what: str = Field(description="added, withdrawn, renamed or corrected.")
    keys: list[KeyChange] = Field(description="What was corrected.")
    now: str | None = Field(description="Its id now, where it was renamed.")


class AnswerChange(Public):
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
