"""The parameters that only the further questions take, as texts, and how they are read."""

import datetime
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from api.parameters import Asked, Text, Texts, read_filters, read_number, split_words
from graphdb.model import Evidence
from graphdb.questions.categories import CategoriesParameters
from graphdb.questions.changes import ChangesParameters
from graphdb.questions.choke_points import ChokePointsParameters
from graphdb.questions.compare import CompareParameters
from graphdb.questions.coverage import CoverageParameters
from graphdb.questions.law import LawParameters
from graphdb.questions.leads import LeadsParameters
from graphdb.questions.parameters import Filters, Question, read_day, read_limit, read_word
from graphdb.questions.people import PeopleParameters
from graphdb.questions.routes import MOST_ROUTES, MOST_VIA, RoutesParameters
from graphdb.questions.timeline import TimelineParameters
from graphdb.questions.what_if import WhatIfParameters

__all__ = [
    "AskedCategories",
    "AskedChanges",
    "AskedChokePoints",
    "AskedCompare",
    "AskedCoverage",
    "AskedLaw",
    "AskedLeads",
    "AskedRoutes",
    "AskedTimeline",
    "AskedWhatIf",
    "read_categories",
    "read_changes",
    "read_choke_points",
    "read_compare",
    "read_coverage",
    "read_law",
    "read_leads",
    "read_people",
    "read_routes",
    "read_timeline",
    "read_what_if",
]

_Origin = Annotated[
    Text | None, Field(description="Only this origin: the id of a dataset or an organization. Default: all.")
]
_THINGS = "ids of places, agreements, flows, legal actions or categories, or states of a flow on the day"


class AskedRoutes(Asked):
    """Routes from an origin to a target."""

    most: Text = Field(default="10", description=f"The most routes returned, 1 to {MOST_ROUTES}.")
    avoid: Texts = Field(default_factory=list, description=f"No hop has to do with one of these: {_THINGS}.")
    via: Texts = Field(default_factory=list, description=f"Each of these (up to {MOST_VIA}) is passed: {_THINGS}.")


class AskedChokePoints(Asked):
    """Choke points of routes to a target."""

    origin: _Origin = None
    limit: Text = Field(default="500", description="The most shares returned.")


class AskedTimeline(Asked):
    """The time line of what reaches a target."""

    origin: _Origin = None
    since: Text | None = Field(
        default=None, description="Changes after this day, YYYY-MM-DD, up to as_of. Default: all up to as_of."
    )


class AskedLaw(Asked):
    """Legal actions that touch ways to a target."""

    origin: _Origin = None


class AskedWhatIf(Asked):
    """What is supposed from the day on. All may be combined."""

    ended: Texts = Field(
        default_factory=list, description="Ids of agreements, flows, datasets and operators that are at an end."
    )
    lifted: Texts = Field(default_factory=list, description="Ids of legal actions whose orders are lifted.")
    extended: Texts = Field(default_factory=list, description="Ids of legal actions whose orders cover everyone.")


class AskedCategories(Asked):
    """Categories that reach a target; ``category`` names the ones asked about."""

    origin: _Origin = None


class AskedCoverage(Asked):
    """What the answers about a target rest on."""

    older_than: Text = Field(default="5", description="Years after which evidence counts as old.")


class AskedLeads(Asked):
    """Where to look next."""

    months: Text = Field(default="12", description="How many months ahead an agreement expires, 1 to 120.")
    limit: Text = Field(default="50", description="The most flows returned.")


class AskedCompare(Asked):
    """Two answers side by side. The second takes what it does not give from the first."""

    second_as_of: Text | None = Field(default=None, description="The day of the second answer, YYYY-MM-DD.")
    second_evidence: Text | None = Field(default=None, description="The lowest grade of the second answer.")
    second_question: Text | None = Field(default=None, description="flowing, held or ever, for the second answer.")


class AskedChanges(Asked):
    """What changed from one release to another (``known_at``)."""

    before: Text | None = Field(
        default=None,
        description="The earlier release: a release or a date, as known_at. Default: the one published before.",
    )
    target: Text = Field(default="ice", description="The target whose answers are compared.")


def read_routes(origin: str, target: str, asked: AskedRoutes) -> RoutesParameters:
    """Parameters of ``routes``. Raises BadParameter, as all of these do."""
    most = read_number(asked.most, "most")
    return RoutesParameters(origin, target, read_filters(asked), most, split_words(asked.avoid), split_words(asked.via))


def read_choke_points(target: str, asked: AskedChokePoints) -> ChokePointsParameters:
    """Parameters of ``choke_points``."""
    limit = read_limit(read_number(asked.limit, "limit"))
    return ChokePointsParameters(target, read_filters(asked), asked.origin, limit)


def read_timeline(target: str, asked: AskedTimeline) -> TimelineParameters:
    """Parameters of ``timeline``."""
    since: datetime.date | None = read_day(asked.since, "since") if asked.since is not None else None
    return TimelineParameters(target, read_filters(asked), asked.origin, since)


def read_law(target: str, asked: AskedLaw) -> LawParameters:
    """Parameters of ``law``."""
    return LawParameters(target, read_filters(asked), asked.origin)


def read_what_if(target: str, asked: AskedWhatIf) -> WhatIfParameters:
    """Parameters of ``what_if``."""
    named = [split_words(texts) for texts in (asked.ended, asked.lifted, asked.extended)]
    return WhatIfParameters(target, read_filters(asked), *named)


def read_categories(target: str, asked: AskedCategories) -> CategoriesParameters:
    """Parameters of ``categories``: the categories are asked about, not filtered by."""
    filters = read_filters(asked)
    return CategoriesParameters(target, replace(filters, categories=()), asked.origin, filters.categories)


def read_people(target: str, asked: Asked) -> PeopleParameters:
    """Parameters of ``people``."""
    return PeopleParameters(target, read_filters(asked))


def read_coverage(target: str, asked: AskedCoverage) -> CoverageParameters:
    """Parameters of ``coverage``."""
    return CoverageParameters(target, read_filters(asked), read_number(asked.older_than, "older_than"))


def read_leads(target: str, asked: AskedLeads) -> LeadsParameters:
    """Parameters of ``leads``."""
    months, limit = read_number(asked.months, "months"), read_limit(read_number(asked.limit, "limit"))
    return LeadsParameters(target, read_filters(asked), months, limit)


def read_compare(target: str, second: str, asked: AskedCompare) -> CompareParameters:
    """Parameters of ``compare``."""
    filters = read_filters(asked)
    other: Filters = filters
    if asked.second_as_of is not None:
        other = replace(other, as_of=read_day(asked.second_as_of, "second_as_of"))
    if asked.second_evidence is not None:
        other = replace(other, evidence=read_word(Evidence, asked.second_evidence, "second_evidence"))
    if asked.second_question is not None:
        other = replace(other, question=read_word(Question, asked.second_question, "second_question"))
    return CompareParameters(target, filters, second, other)


def read_changes(asked: AskedChanges) -> ChangesParameters:
    """Parameters of ``changes``."""
    return ChangesParameters(read_filters(asked), (asked.target,))
