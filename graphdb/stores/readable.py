"""The current release as plain tables, for people who open the store in Datasette, DB Browser or the sqlite3 shell.

Each table says its columns and the function that makes its rows from a release and the day of its publication. A table
stands after the tables that it refers to. To add one, add a ``Table`` at the end of ``TABLES``.
"""

from collections.abc import Iterator, Mapping, Sequence

from graphdb.stores import readable_rows as rows
from graphdb.stores.readable_reach import reach_ice
from graphdb.stores.readable_rows import Row
from graphdb.stores.readable_table import Rows, Table, View

__all__ = ["TABLES", "VIEWS", "dangling"]


def dangling(tables: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """One line for every value that refers to a row that is not there. ``tables`` holds the rows of the tables to look at."""
    keys = {name: {row[0] for row in some} for name, some in tables.items()}
    for table in TABLES:
        for column, target in table.references.items():
            place = table.columns.index(column)
            for row in tables.get(table.name, ()):
                if row[place] is not None and row[place] not in keys[target]:
                    yield f"{table.name} {row[0]}: {column} {row[place]} is not among the {target}"


def _pairs(name: str, owner: str, column: str, target: str, make: Rows) -> Table:
    """A table of which ``owner`` (a kind of record) names which row of ``target``."""
    definition = f"""
        {owner} TEXT NOT NULL REFERENCES {owner}s
        {column} TEXT NOT NULL REFERENCES {target}
        PRIMARY KEY ({owner}, {column})
        """
    return Table(name, definition, make)


def _history(name: str, owner: str, make: Rows) -> Table:
    """A table of the dated states of flows or agreements."""
    definition = f"""
        {owner} TEXT NOT NULL REFERENCES {owner}s
        position INTEGER NOT NULL
        date TEXT NOT NULL
        state TEXT NOT NULL
        attested INTEGER NOT NULL
        why TEXT
        legal_action TEXT REFERENCES legal_actions
        PRIMARY KEY ({owner}, position)
        """
    return Table(name, definition, make)


def _cited(name: str, owner: str, make: Rows) -> Table:
    """A table of the sources of records, with the part of the record that each stands behind."""
    definition = f"""
        {owner} TEXT NOT NULL REFERENCES {owner}s
        cited_for TEXT NOT NULL
        source TEXT NOT NULL REFERENCES sources
        PRIMARY KEY ({owner}, cited_for, source)
        """
    return Table(name, definition, make)


TABLES: tuple[Table, ...] = (
    Table(
        "sources",
        """
        id TEXT PRIMARY KEY
        title TEXT NOT NULL
        publisher TEXT NOT NULL
        date TEXT
        url TEXT NOT NULL
        archived_url TEXT
        kind TEXT NOT NULL
        via TEXT
        note TEXT
        topic TEXT NOT NULL
        """,
        rows.sources,
    ),
    Table(
        "publishers",
        """
        id TEXT PRIMARY KEY
        name TEXT NOT NULL
        house TEXT
        aggregator INTEGER NOT NULL
        """,
        rows.publishers,
    ),
    Table(
        "categories",
        """
        id TEXT PRIMARY KEY
        name TEXT NOT NULL
        description TEXT NOT NULL
        dpv TEXT
        sensitive INTEGER NOT NULL
        """,
        rows.categories,
    ),
    Table(
        "laws",
        """
        id TEXT PRIMARY KEY
        name TEXT NOT NULL
        citation TEXT NOT NULL
        protects TEXT NOT NULL
        """,
        rows.laws,
    ),
    Table(
        "organizations",
        """
        id TEXT PRIMARY KEY
        name TEXT NOT NULL
        abbreviation TEXT
        kind TEXT NOT NULL
        parent TEXT REFERENCES organizations
        aliases TEXT
        note TEXT
        topic TEXT NOT NULL
        """,
        rows.organizations,
    ),
    Table(
        "datasets",
        """
        id TEXT PRIMARY KEY
        name TEXT NOT NULL
        kind TEXT NOT NULL
        operator TEXT NOT NULL REFERENCES organizations
        operator_name TEXT
        part_of TEXT REFERENCES datasets
        description TEXT NOT NULL
        aliases TEXT
        people INTEGER
        people_what TEXT
        people_as_of TEXT
        records INTEGER
        records_unit TEXT
        records_as_of TEXT
        sorn TEXT
        note TEXT
        topic TEXT NOT NULL
        """,
        rows.datasets,
    ),
    Table(
        "places",
        """
        id TEXT PRIMARY KEY
        name TEXT NOT NULL
        organization TEXT REFERENCES organizations
        dataset TEXT REFERENCES datasets
        """,
        rows.places,
    ),
    Table(
        "legal_actions",
        """
        id TEXT PRIMARY KEY
        name TEXT NOT NULL
        kind TEXT NOT NULL
        court TEXT REFERENCES organizations
        docket TEXT
        filed TEXT
        plaintiffs TEXT
        defendants TEXT
        appeal_of TEXT REFERENCES legal_actions
        status TEXT NOT NULL
        outcome TEXT NOT NULL
        note TEXT
        topic TEXT NOT NULL
        """,
        rows.legal_actions,
    ),
    Table(
        "agreements",
        """
        id TEXT PRIMARY KEY
        title TEXT NOT NULL
        kind TEXT NOT NULL
        signed TEXT
        effective TEXT
        expires TEXT
        value_usd INTEGER
        authority TEXT
        document_url TEXT
        quote TEXT
        note TEXT
        topic TEXT NOT NULL
        """,
        rows.agreements,
    ),
    Table(
        "flows",
        """
        id TEXT PRIMARY KEY
        source TEXT NOT NULL REFERENCES places
        source_name TEXT
        target TEXT NOT NULL REFERENCES places
        target_name TEXT
        mechanism TEXT NOT NULL
        basis TEXT NOT NULL
        evidence TEXT NOT NULL
        agreement TEXT REFERENCES agreements
        agreement_title TEXT
        purpose TEXT NOT NULL
        "start" TEXT
        "end" TEXT
        last_attested TEXT
        categories_complete INTEGER NOT NULL
        people INTEGER
        people_what TEXT
        people_as_of TEXT
        same_as TEXT REFERENCES flows
        quote TEXT
        note TEXT
        topic TEXT NOT NULL
        """,
        rows.flows,
    ),
    _pairs("dataset_categories", "dataset", "category", "categories", rows.dataset_categories),
    _pairs("dataset_laws", "dataset", "law", "laws", rows.dataset_laws),
    _pairs("agreement_parties", "agreement", "organization", "organizations", rows.agreement_parties),
    _history("agreement_history", "agreement", rows.agreement_history),
    _history("flow_history", "flow", rows.flow_history),
    _pairs("flow_categories", "flow", "category", "categories", rows.flow_categories),
    _pairs("flow_no_longer_bound", "flow", "law", "laws", rows.flow_no_longer_bound),
    _pairs("flow_onward_of", "flow", "earlier_flow", "flows", rows.flow_onward_of),
    Table(
        "legal_events",
        """
        legal_action TEXT NOT NULL REFERENCES legal_actions
        position INTEGER NOT NULL
        date TEXT NOT NULL
        what TEXT NOT NULL
        effect TEXT NOT NULL
        PRIMARY KEY (legal_action, position)
        """,
        rows.legal_events,
    ),
    Table(
        "legal_event_affects",
        """
        legal_action TEXT NOT NULL REFERENCES legal_actions
        position INTEGER NOT NULL
        affects TEXT NOT NULL
        flow TEXT REFERENCES flows
        agreement TEXT REFERENCES agreements
        PRIMARY KEY (legal_action, position, affects)
        """,
        rows.legal_event_affects,
    ),
    Table(
        "legal_action_about",
        """
        legal_action TEXT NOT NULL REFERENCES legal_actions
        about TEXT NOT NULL
        flow TEXT REFERENCES flows
        agreement TEXT REFERENCES agreements
        place TEXT REFERENCES places
        PRIMARY KEY (legal_action, about)
        """,
        rows.legal_action_about,
    ),
    Table(
        "disputes",
        """
        disputed TEXT NOT NULL
        position INTEGER NOT NULL
        flow TEXT REFERENCES flows
        agreement TEXT REFERENCES agreements
        disputed_by TEXT NOT NULL
        says TEXT NOT NULL
        date TEXT
        PRIMARY KEY (disputed, position)
        """,
        rows.disputes,
    ),
    _cited("organization_sources", "organization", rows.organization_sources),
    _cited("dataset_sources", "dataset", rows.dataset_sources),
    _cited("agreement_sources", "agreement", rows.agreement_sources),
    _cited("flow_sources", "flow", rows.flow_sources),
    _cited("legal_action_sources", "legal_action", rows.legal_action_sources),
    Table(
        "former_ids",
        """
        id TEXT PRIMARY KEY
        now TEXT
        reason TEXT
        date TEXT
        """,
        rows.former_ids,
    ),
    Table(
        "reach_ice",
        """
        place TEXT NOT NULL REFERENCES places
        name TEXT NOT NULL
        kind TEXT NOT NULL
        standing TEXT NOT NULL
        sure INTEGER NOT NULL
        evidence TEXT NOT NULL
        publishers INTEGER NOT NULL
        hops INTEGER NOT NULL
        route TEXT NOT NULL
        first_reached_earliest TEXT
        first_reached_latest TEXT
        last_attested TEXT
        disputed INTEGER NOT NULL
        sentence TEXT NOT NULL
        as_of TEXT NOT NULL
        PRIMARY KEY (place)
        """,
        rows_on_day=reach_ice,
    ),
)
"""In the order in which they are made."""

VIEWS: tuple[View, ...] = (
    View(
        "flow_evidence",
        """
        SELECT flows.id AS flow, flows.source_name, flows.target_name, flows.evidence, flow_sources.cited_for,
            sources.publisher, sources.title, sources.date, sources.url, sources.archived_url
        FROM flows JOIN flow_sources ON flow_sources.flow = flows.id JOIN sources ON sources.id = flow_sources.source
        """,
    ),
)
