"""The public JSON of the answers: what the web, the command line and an export give. Names here are a promise.

These models are apart from the answers inside, so that a rename there never changes what programs of others read.
``api/answering.py`` fills them.
"""

from typing import Any

from pydantic import BaseModel, Field

__all__ = [
    "Answer",
    "Category",
    "Counts",
    "Coverage",
    "Deciding",
    "Dispute",
    "FirstReached",
    "FromAnswer",
    "Hop",
    "Law",
    "LegalTouch",
    "Parameters",
    "ParentReach",
    "People",
    "Place",
    "PlaceReached",
    "ReachAnswer",
    "Route",
    "RouteAnswer",
    "Row",
    "Source",
]


class Source(BaseModel):
    """A document that someone can open."""

    id: str = Field(description="Its id.")
    publisher: str = Field(description="Who published it.")
    title: str = Field(description="Its title.")
    kind: str = Field(description="What it is: news, court_order, primary_document ...")
    date: str | None = Field(description="When it was published, as precise as known.")
    url: str = Field(description="Its address.")
    archived_url: str | None = Field(description="The address of an archived copy.")
    via: str | None = Field(description="The aggregator or mirror where the text was seen.")


class Place(BaseModel):
    """An organization or a dataset."""

    id: str = Field(description="Its id.")
    name: str = Field(description="Its name.")
    short_name: str = Field(description="Its abbreviation or, without one, its name.")
    kind: str = Field(description="organization or dataset.")
    operator_id: str | None = Field(description="Of a dataset: the organization that runs it.")
    operator_name: str | None = Field(description="The abbreviation or name of the operator.")
    part_of: str | None = Field(description="The dataset of which this one is a part.")
    topic: str = Field(description="The topic that its record is filed under.")


class Dispute(BaseModel):
    """A denial or a contradicting source."""

    by: str = Field(description="Who says it.")
    says: str = Field(description="What is said.")
    date: str | None = Field(description="When it was said.")
    sources: list[str] = Field(description="Ids of the sources that show it.")


class LegalTouch(BaseModel):
    """A legal action that touches a hop."""

    id: str = Field(description="Id of the legal action.")
    name: str = Field(description="Its name.")
    on: str = Field(description="The flow or agreement that it is about or changed.")
    state: str | None = Field(description="The state that it put that into, by the day asked about.")
    since: str | None = Field(description="Since when.")
    why: str | None = Field(description="What was ruled.")


class Stretch(BaseModel):
    """One stretch in which data moved."""

    start: str = Field(description="Its start, or the first date at which a source attests it.")
    start_known: bool = Field(description="Whether a source gives the start itself.")
    ended: str | None = Field(description="When it ended; null: it had not by the day.")
    ended_state: str | None = Field(description="The state that ended it: ended, suspended, blocked ...")
    ended_by: bool = Field(description="It had ended by that date; when exactly is not known.")


class Hop(BaseModel):
    """One flow of a route, as it stands on the day asked about."""

    flow: str = Field(description="Id of the flow.")
    from_place: Place = Field(description="Where the data leaves.")
    to_place: Place = Field(description="Where it arrives.")
    sentence: str = Field(description="The hop in words.")
    mechanism: str = Field(description="How the data moves.")
    leaves_copy: bool = Field(description="Whether data stays at the receiver when the flow is over.")
    basis: str = Field(description="occurred, agreed or permitted.")
    evidence: str = Field(description="documented, official, reported or alleged.")
    publishers: list[str] = Field(description="The independent publishers that witness it.")
    assumed_join: bool = Field(description="That data goes on from the hop before is assumed.")
    state: str = Field(description="The state on the day; 'not yet' before the first known one.")
    state_since: str | None = Field(description="Since when it is in this state, without a break.")
    state_renewed: str | None = Field(description="When that state was last renewed, say by another order.")
    state_sure: bool = Field(description="Whether that date is sure to have come by the day.")
    state_why: str | None = Field(description="Why it came to be in this state.")
    state_by: str | None = Field(description="Id of the legal action that brought the state about.")
    state_attested: bool = Field(description="It was so by that date; when it began is not known.")
    rests_on: str = Field(description="The state of the stretches below: active, unless other states are walked.")
    stretches: list[Stretch] = Field(description="The stretches in which data moved, begun by the day.")
    start: str | None = Field(
        description="The start of the last stretch, or the first day on which a source attests it."
    )
    start_known: bool = Field(description="Whether a source gives the start itself.")
    ended: str | None = Field(description="When the last stretch ended or was stopped.")
    last_attested: str | None = Field(description="The last date at which a source says that it was so.")
    agreement: str | None = Field(description="Id of the agreement under which it flows.")
    agreement_title: str | None = Field(description="The title of the agreement.")
    agreement_state: str | None = Field(description="The state of the agreement on the day.")
    agreement_state_sure: bool = Field(
        description="Whether its date is sure to have come by the day; otherwise the state is possible."
    )
    agreement_ran_out: str | None = Field(
        description="When the agreement had run out, if it had by the day; possibly, where its state is not sure."
    )
    categories: list[str] = Field(description="Ids of the categories that a source lists; empty: not known.")
    categories_complete: bool = Field(description="Whether a source says that nothing else goes.")
    use_barred_since: str | None = Field(description="Since when a court forbids use of the copy.")
    use_barred_sure: bool = Field(description="Whether that is sure, by the dates of the bar and its end.")
    use_barred_by: str | None = Field(description="Id of the legal action that forbids it.")
    use_barred_case: str | None = Field(description="The name of that legal action.")
    use_barred_why: str | None = Field(description="What was ruled.")
    legal_actions: list[LegalTouch] = Field(description="The legal actions that touch it.")
    disputes: list[Dispute] = Field(description="Denials and contradicting sources on record.")
    sources: list[str] = Field(description="Ids of its sources, resolved in the answer's sources.")
    note: str | None = Field(description="What the record adds in words; it may qualify all of the above.")


class Category(BaseModel):
    """What becomes of one kind of personal data on the way."""

    category: str = Field(description="Id of the category.")
    label: str = Field(description="Its name.")
    fate: str = Field(description="listed, possible, stripped or added.")
    decided_by: str | None = Field(description="The flow that strips it, leaves it open, or adds it.")


class Law(BaseModel):
    """A law that binds the origin."""

    law: str = Field(description="Id of the law.")
    label: str = Field(description="Its name.")
    ends_at: str | None = Field(description="The flow whose receiver is no longer bound; null: not established.")


class Route(BaseModel):
    """A chain of flows. It proves reach hop by hop, not that one record made the journey."""

    id: str = Field(description="The ids of its flows, joined by '>'.")
    standing: str = Field(description="flowing, held or ever, by this route.")
    evidence: str = Field(description="The grade of its weakest hop.")
    publishers: int = Field(description="Independent publishers of the weakest hop.")
    weakest_flow: str = Field(description="The flow that is the weakest hop.")
    assumed_joins: int = Field(description="How many of its joins are assumed.")
    last_attested: str | None = Field(description="The earliest of its hops' last attestations.")
    hops: list[Hop] = Field(description="Its flows, in order.")
    categories: list[Category] = Field(description="What this route carries of the origin's categories.")
    laws: list[Law] = Field(description="The laws that bind the origin, and where they stop binding.")


class FirstReached(BaseModel):
    """The first day on which data was there."""

    earliest: str | None = Field(description="The earliest day that the dates allow.")
    latest: str | None = Field(description="The latest day that they allow.")
    start_known: bool = Field(description="Whether sources give the starts, and not only days on which it was so.")


class Deciding(BaseModel):
    """The date on which it depends whether the row holds."""

    flow: str = Field(description="The flow on whose record it stands.")
    date: str = Field(description="The date.")
    state: str = Field(description="The state that begins with it.")


class Row(BaseModel):
    """One origin that reaches, with its best route."""

    origin: Place = Field(description="Where the data comes from.")
    standing: str = Field(description="flowing, held or ever, by any route.")
    sure: bool = Field(description="Whether it holds in every reading of the dates.")
    deciding: Deciding | None = Field(description="If not sure: the date that decides.")
    evidence: str = Field(description="The grade of the best route.")
    publishers: int = Field(description="Independent publishers of its weakest hop.")
    sentence: str = Field(description="The best route in words.")
    route: Route = Field(description="The best route.")
    first_reached: FirstReached = Field(description="When data was there first, by any route.")
    categories: list[Category] = Field(description="What arrives, by any route.")
    blocked: list[str] = Field(description="Flows straight into the target that are blocked or suspended.")


class Coverage(BaseModel):
    """What an answer rests on, and what it does not say."""

    sources: int = Field(description="Sources in the release.")
    publishers: int = Field(description="Publishers in the release.")
    flows: int = Field(description="Flows in the release.")
    last_attested: str | None = Field(description="The latest date at which a source attests a flow.")
    note: str = Field(description="What the answer does not say.")


class Parameters(BaseModel):
    """The question as it was understood, defaults included, by the names of the query."""

    target: str | None = Field(description="The place asked about, if one was.")
    origin: str | None = Field(description="The origin asked about, if one was.")
    question: str = Field(description="flowing, held or ever.")
    as_of: str = Field(description="The day asked about.")
    known_at: str | None = Field(description="The release or date asked for; null: the current release.")
    basis: list[str] = Field(description="On what flows may rest.")
    evidence: str | None = Field(description="The lowest grade wanted.")
    joins: str = Field(description="known or assumed.")
    category: list[str] = Field(description="The categories wanted.")
    mechanism: list[str] = Field(description="The mechanisms walked; empty: all.")
    state: list[str] = Field(description="The states walked beside active.")
    attested_since: int | None = Field(description="The year since which every hop is attested.")
    without: list[str] = Field(description="Agreements, flows, places and legal actions that are left out.")
    limit: int | None = Field(description="The most rows.")


class Answer(BaseModel):
    """What every answer to a question has."""

    release: str = Field(description="Name of the release that answers: the hash of its content.")
    as_of: str = Field(description="The day asked about.")
    outcome: str = Field(description="documented, official, reported, alleged, or no_known_route.")
    sentence: str = Field(description="The answer in words.")
    parameters: Parameters = Field(description="The question as it was understood.")
    coverage: Coverage = Field(description="What the answer rests on.")
    truncated: bool = Field(description="Whether a limit cut rows off.")
    sources: dict[str, Source] = Field(description="Every source that the answer names, by id.")


class Counts(BaseModel):
    """Counts over the whole answer, also where rows were cut off. A database counts once, with its parts."""

    databases: int = Field(description="Databases that surely reach, by the question asked.")
    rows: int = Field(description="Datasets with a row, parts and possible ones included.")
    organizations: int = Field(description="Organizations whose unnamed data surely reaches.")
    possible: int = Field(description="Databases that reach only in some reading of the dates.")
    flowing: int = Field(description="Databases that surely flow on the day.")
    held: int = Field(description="Databases whose data is surely there on the day.")
    ever: int = Field(description="Databases whose data surely was there by the day.")
    flows: int = Field(description="Practices on the routes, another telling of one not counted.")


class PeopleFigure(BaseModel):
    """How many people one dataset is said to be about."""

    dataset: str = Field(description="Id of the dataset.")
    count: int = Field(description="How many.")
    as_of: str | None = Field(description="As of when.")
    sources: list[str] = Field(description="Ids of its sources.")


class People(BaseModel):
    """Bounds on people; populations are never added up as if they were distinct."""

    what: str = Field(description="What is counted: held, affected, matched, requested, covered.")
    lower: int = Field(description="At least: the largest figure of what surely reaches.")
    upper: int = Field(description="At most: the sum of the figures.")
    figures: list[PeopleFigure] = Field(description="The figures, with date and sources.")


class ParentReach(BaseModel):
    """What reaches an organization above the target and not the target itself."""

    parent: Place = Field(description="The organization above.")
    rows: list[Row] = Field(description="What reaches it.")


class ReachAnswer(Answer):
    """Which databases reach a target?"""

    target: Place = Field(description="The place asked about.")
    stands_for: list[Place] = Field(description="The places that the target stands for.")
    counts: Counts = Field(description="Counts over the whole answer.")
    datasets: list[Row] = Field(description="Datasets that reach, wholes before their parts, best first.")
    organizations: list[Row] = Field(description="Organizations whose unnamed data reaches, best first.")
    reaches_parent: list[ParentReach] = Field(description="What reaches only an organization above.")
    held_only: list[Place] = Field(description="Datasets of which data is held while nothing new flows.")
    past_only: list[Place] = Field(description="Datasets whose data was there, and is not known to be any more.")
    inside: list[str] = Field(description="Flows between two places of the target.")
    people: list[People] = Field(description="Bounds on the people in the datasets.")


class PlaceReached(BaseModel):
    """A place that the origin reaches."""

    place: Place = Field(description="Where the data arrives.")
    row: Row = Field(description="How.")


class FromAnswer(Answer):
    """What does an origin reach?"""

    origin: Place = Field(description="The origin asked about.")
    places: list[PlaceReached] = Field(description="The places reached, best first.")
    count: int = Field(description="How many there are, also where rows were cut off.")
    operates: list[str] = Field(description="Datasets of an origin that is an organization; asked about apart.")
    parts: list[str] = Field(description="Datasets that are part of the origin.")


class RouteAnswer(Answer):
    """How does an origin reach a target?"""

    origin: Place = Field(description="The origin asked about.")
    target: Place = Field(description="The target asked about.")
    row: Row | None = Field(description="The best route; null where none is known.")
    direct: list[Hop] = Field(description="Flows straight from one to the other, of any state, as they stand.")
    reaches_parent: list[ParentReach] = Field(
        description="Where no route is known: the organizations above the target that the origin reaches."
    )
    unconfirmed: Row | None = Field(description="Where no route is known: the best one over unconfirmed flows.")


class Cited(BaseModel):
    """A record that names another one."""

    id: str = Field(description="Its id.")
    kind: str = Field(description="Its kind.")
    name: str = Field(description="Its name or title.")
    key: str = Field(description="The key under which it names the other.")


class RecordAnswer(BaseModel):
    """One record, with its evidence."""

    release: str = Field(description="Name of the release that answers.")
    kind: str = Field(description="The kind of the record.")
    id: str = Field(description="Its current id.")
    name: str = Field(description="Its name or title.")
    record: dict[str, Any] = Field(description="Every key that it has, as in the facts format.")
    publishers: list[str] = Field(description="The independent publishers among its sources.")
    named: dict[str, str] = Field(description="The names of the records that it names, by id.")
    cited_by: list[Cited] = Field(description="The records that name it.")
    sources: dict[str, Source] = Field(description="Every source that it names, by id.")


class Found(BaseModel):
    """A record that a search found."""

    id: str = Field(description="Its id.")
    kind: str = Field(description="Its kind.")
    name: str = Field(description="Its name or title.")
    matched: str = Field(description="The name that matched or, for an everyday word, the category.")
    way: str = Field(
        description="How it was found: name; word_form (another form of a word); everyday_word (the dataset lists such "
        "data, or a name means it); description; spelling (nothing has the word, and this is spelled nearly alike)."
    )


class SearchAnswer(BaseModel):
    """What a search found."""

    release: str = Field(description="Name of the release that was searched.")
    found: list[Found] = Field(description="The records, best first.")
    kinds: dict[str, int] = Field(description="How many records of each kind match, whatever kinds were asked for.")
    read_as: dict[str, str] = Field(description="Words that nothing has, and the nearest words, searched for instead.")
    truncated: bool = Field(description="Whether there are more than the limit.")


class ReleaseListed(BaseModel):
    """One publication of a release."""

    name: str = Field(description="The hash of its content.")
    published: str = Field(description="When it was published, UTC.")
    current: bool = Field(description="Whether it answers now.")
    counts: dict[str, int] = Field(description="Its records, by kind.")


class ReleasesAnswer(BaseModel):
    """Every publication, newest first."""

    release: str | None = Field(description="Name of the current release.")
    releases: list[ReleaseListed] = Field(description="The publications, newest first.")


class HealthAnswer(BaseModel):
    """That the service can answer."""

    status: str = Field(description="ok.")
    store: str = Field(description="The kind of store.")
    release: str = Field(description="Name of the current release.")
    published: str = Field(description="When it was published, UTC.")
