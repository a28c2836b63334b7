"""The rows of the tables of ``api.formats.tables``: from the answer of each further question, by name of column."""

from collections.abc import Iterable, Iterator

from graphdb.answers import Place, Route
from graphdb.questions.categories import CategoriesAnswer
from graphdb.questions.changes import ChangesAnswer
from graphdb.questions.choke_points import ChokePointsAnswer
from graphdb.questions.compare import CompareAnswer
from graphdb.questions.coverage import CoverageAnswer
from graphdb.questions.difference import Difference
from graphdb.questions.law import LawAnswer
from graphdb.questions.leads import LeadsAnswer
from graphdb.questions.people import PeopleAnswer
from graphdb.questions.routes import RoutesAnswer
from graphdb.questions.rows import OriginRow
from graphdb.questions.timeline import Standing, TimelineAnswer
from graphdb.questions.what_if import WhatIfAnswer

__all__ = [
    "Row",
    "categories_rows",
    "changes_rows",
    "choke_points_rows",
    "compare_rows",
    "coverage_rows",
    "law_rows",
    "leads_rows",
    "people_rows",
    "routes_rows",
    "timeline_rows",
    "what_if_rows",
]

Row = dict[str, object]
"""The value of each column that the row has."""


def _origin(place: Place) -> Row:
    return {"origin_id": place.id, "origin_name": place.name, "origin_kind": place.kind}


def _ids(places: Iterable[Place]) -> list[str]:
    return [place.id for place in places]


def routes_rows(answer: RoutesAnswer) -> Iterator[Row]:
    """The routes, best first, then the flows straight from the origin to the target."""
    for number, one in enumerate(answer.routes, 1):
        hops = one.route.hops
        yield _origin(answer.origin) | {
            "row": "route",
            "position": number,
            "route": one.route.id,
            "sure": one.sure,
            "deciding_date": one.deciding.date if one.deciding else None,
            "standing": one.route.standing.value,
            "evidence": one.route.evidence.value,
            "publishers": one.route.publishers,
            "assumed_joins": one.route.assumed_joins,
            "places": [hop.source.id for hop in hops] + [hops[-1].target.id],
            "mechanisms": [hop.mechanism.value for hop in hops],
            "states": [hop.state for hop in hops],
            "agreements": list(dict.fromkeys(hop.agreement for hop in hops if hop.agreement)),
            "sources": list(dict.fromkeys(source for hop in hops for source in hop.sources)),
            "without_shared_place": number - 1 in answer.without_shared_place.routes,
            "without_shared_agreement": number - 1 in answer.without_shared_agreement.routes,
        }
    for hop in answer.direct:
        yield _origin(answer.origin) | {
            "row": "direct",
            "route": hop.flow,
            "evidence": hop.evidence.value,
            "publishers": len(hop.publishers),
            "places": [hop.source.id, hop.target.id],
            "mechanisms": [hop.mechanism.value],
            "states": [hop.state],
            "agreements": hop.agreement,
            "sources": list(hop.sources),
        }


def choke_points_rows(answer: ChokePointsAnswer) -> Iterator[Row]:
    """The units, then the places on every route."""
    every = {unit.id for unit in answer.on_every_route}
    cut = {unit.id: unit for unit in answer.cut.units} if answer.cut else {}
    told = {
        "cut_at_least": answer.cut.at_least if answer.cut else None,
        "cut_proven": answer.cut.proven if answer.cut else None,
        "shares_exact": answer.shares_exact,
    }
    for share in answer.shares:
        unit = share.unit
        yield told | {
            "row": "unit",
            "id": unit.id,
            "title": unit.title,
            "kind": unit.kind,
            "flows": list(unit.flows),
            "databases": share.databases,
            "origins": _ids(share.origins),
            "on_every_route": unit.id in every,
            "in_smallest_cut": unit.id in cut,
        }
    shared = {share.unit.id for share in answer.shares}
    for unit in (unit for unit in cut.values() if unit.id not in shared):
        yield told | {
            "row": "unit",
            "id": unit.id,
            "title": unit.title,
            "kind": unit.kind,
            "flows": list(unit.flows),
            "databases": 0,
            "on_every_route": False,
            "in_smallest_cut": True,
        }
    for place in answer.places_on_every_route:
        yield told | {"row": "place", "id": place.id, "title": place.name, "kind": place.kind, "on_every_route": True}


def timeline_rows(answer: TimelineAnswer) -> Iterator[Row]:
    """The changes in order, then the entries in histories."""
    for point in answer.points:
        for change in point.changes:
            yield (
                _origin(change.origin)
                | _stood(change.before, change.after)
                | {
                    "row": "change",
                    "day": point.day,
                    "change": change.kind.value,
                    "because_of": [cause.flow for cause in change.causes],
                    "dates": [cause.date for cause in change.causes],
                    "states": [cause.state for cause in change.causes],
                    "agreements": list(dict.fromkeys(cause.agreement for cause in change.causes if cause.agreement)),
                    "legal_actions": list(
                        dict.fromkeys(cause.legal_action for cause in change.causes if cause.legal_action)
                    ),
                    "why": list(dict.fromkeys(cause.why for cause in change.causes if cause.why)),
                    "databases": point.databases,
                    "possible": point.possible,
                }
            )
    for entry in answer.states:
        yield {
            "row": "state",
            "day": entry.day,
            "because_of": entry.record,
            "dates": entry.date,
            "states": entry.state,
            "legal_actions": entry.legal_action,
            "why": entry.why,
        }


def _stood(before: Standing | None, after: Standing | None) -> Row:
    row: Row = {}
    for name, stands in (("before", before), ("after", after)):
        if stands is not None:
            row |= {f"sure_{name}": stands.sure, f"evidence_{name}": stands.evidence.value}
            row |= {f"route_{name}": ">".join(stands.route)}
    return row


def law_rows(answer: LawAnswer) -> Iterator[Row]:
    """The legal actions."""
    for row in answer.rows:
        yield {
            "legal_action_id": row.id,
            "name": row.name,
            "kind": row.kind,
            "court": row.court,
            "status": row.status,
            "outcome": row.outcome,
            "filed": row.filed,
            "touches": list(dict.fromkeys(touch.flow for touch in row.touches)),
            "blocked": list(row.blocked),
            "use_barred": list(row.use_barred),
            "stopped": _ids(row.stopped),
            "copies": _ids(row.copies),
            "still_flowing": _ids(row.still_flowing),
            "sources": list(row.sources),
        }


def _differing(difference: Difference, names: tuple[str, str, str]) -> Iterator[Row]:
    """Rows of what only the first answer has, only the second one has, and both have otherwise (``names``)."""
    for row in difference.went:
        yield _origin(row.origin) | _side(row, "before") | {"row": names[0]}
    for row in difference.came:
        yield _origin(row.origin) | _side(row, "after") | {"row": names[1]}
    for change in difference.changed:
        sides = _side(change.before, "before") | _side(change.after, "after")
        differs = [aspect.value for aspect in change.differs]
        yield _origin(change.after.origin) | sides | {"row": names[2], "differs": differs}


def _side(row: OriginRow, name: str) -> Row:
    return {
        f"sure_{name}": row.sure,
        f"evidence_{name}": row.route.evidence.value,
        f"route_{name}": row.route.id,
    }


def what_if_rows(answer: WhatIfAnswer) -> Iterator[Row]:
    """The origins that would differ."""
    copies = {place.id for place in answer.copies_stay}
    for row in _differing(answer.difference, ("went", "came", "changed")):
        yield {"target_id": answer.before.target.id} | row | {"copy_stays": row["origin_id"] in copies}


def compare_rows(answer: CompareAnswer) -> Iterator[Row]:
    """The origins of both answers."""
    asked = {
        "target_id": answer.first.target.id,
        "second_target_id": answer.second.target.id,
        "second_question": answer.parameters.second.question.value,
        "second_as_of": answer.parameters.second.as_of.isoformat(),
        "sides_differ_in": list(answer.differs),
    }
    for differing in _differing(answer.difference, ("only_first", "only_second", "changed")):
        yield asked | differing
    changed = {change.after.origin.id for change in answer.difference.changed}
    second = {row.origin.id: row for row in answer.second.datasets + answer.second.organizations}
    for row in answer.first.datasets + answer.first.organizations:
        if row.origin.id in second and row.origin.id not in changed:
            sides = _side(row, "before") | _side(second[row.origin.id], "after")
            yield asked | _origin(row.origin) | sides | {"row": "alike"}


def categories_rows(answer: CategoriesAnswer) -> Iterator[Row]:
    """The categories, a row an origin."""
    for row in answer.rows:
        for cell in row.cells:
            yield _origin(cell.origin) | {
                "category": row.category,
                "label": row.label,
                "fate": cell.fate.value,
                "decided_by": cell.decided_by,
                "sure": cell.sure,
                "route": cell.route.id if cell.route else None,
            }


def people_rows(answer: PeopleAnswer) -> Iterator[Row]:
    """The bounds, the figures, and the databases without one."""
    for bound in answer.bounds:
        yield {"row": "bounds", "what": bound.what.value, "lower": bound.lower, "upper": bound.upper}
    for figure in answer.figures:
        yield _origin(figure.origin) | {
            "row": "figure",
            "what": figure.what.value,
            "count": figure.count,
            "count_as_of": figure.as_of,
            "record": figure.record,
            "counted": figure.counted,
            "sources": list(figure.sources),
        }
    for place in answer.without_figure:
        yield _origin(place) | {"row": "without_figure", "record": place.id}


def coverage_rows(answer: CoverageAnswer) -> Iterator[Row]:
    """What was read, and where it is thin."""
    for kind in answer.source_kinds:
        yield {"row": "source_kind", "id": kind.kind, "sources": kind.count}
    for topic in answer.topics:
        yield {
            "row": "topic",
            "id": topic.topic,
            "sources": topic.sources,
            "newest_source": topic.newest_source,
            "datasets": topic.datasets,
            "flows": topic.flows,
            "last_attested": topic.last_attested,
        }
    for none in answer.no_known_route:
        yield {
            "row": "no_known_route",
            "id": none.dataset.id,
            "name": none.dataset.name,
            "flow": list(none.flows_out),
            "last_attested": none.last_attested,
            "sources": len(none.sources),
        }
    for name, thin_routes in (
        ("one_publisher", answer.one_publisher),
        ("aggregator", answer.aggregator),
        ("old", answer.old),
    ):
        for thin in thin_routes:
            yield {
                "row": name,
                "id": thin.origin.id,
                "name": thin.origin.name,
                "flow": thin.flow,
                "publishers": list(thin.publishers),
                "last_attested": thin.last_attested,
            }


def leads_rows(answer: LeadsAnswer) -> Iterator[Row]:
    """The flows of which a document would change answers, then the agreements that expire."""
    for number, upgrade in enumerate(answer.upgrades, 1):
        yield {
            "row": "upgrade",
            "position": number,
            "id": upgrade.flow,
            "evidence": upgrade.evidence.value,
            "state": upgrade.state,
            "databases": upgrade.databases,
            "origins": _ids(upgrade.origins),
            "request": upgrade.request,
        }
    for number, expiring in enumerate(answer.expiring, 1):
        yield {
            "row": "expiring",
            "position": number,
            "id": expiring.agreement,
            "title": expiring.title,
            "expires": expiring.expires,
            "flows": list(expiring.flows),
            "request": expiring.request,
        }


def changes_rows(answer: ChangesAnswer) -> Iterator[Row]:
    """The records, a row a corrected key, then the answers."""
    releases: Row = {"before_release": answer.before}
    for record in answer.records:
        named = {"row": "record", "what": record.what, "kind": record.kind, "id": record.id, "name": record.name}
        for key in record.keys or (None,):
            values: Row = {"key": key.key, "before": key.before, "after": key.after} if key is not None else {}
            yield releases | named | {"now": record.now} | values
    for change in answer.answers:
        yield releases | {
            "row": "answer",
            "what": change.what,
            "kind": change.origin.kind,
            "id": change.origin.id,
            "name": change.origin.name,
            "target_id": change.target.id,
            "before": _route_words(change.before),
            "after": _route_words(change.after),
            "differs": list(change.differs),
            "because": list(change.because),
        }


def _route_words(route: Route | None) -> str | None:
    return f"{route.evidence.value}: {route.id}" if route is not None else None
