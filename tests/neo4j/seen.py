"""What people see in a server, as sets."""

from tests.neo4j.server import Server

Triple = tuple[str, str, str]


def nodes(server: Server) -> set[tuple[str, str]]:
    """Label and id of every node that people see."""
    rows = server.run("MATCH (n:DataReach) RETURN [one IN labels(n) WHERE one <> 'DataReach'] AS labels, n.id AS id")
    return {("+".join(row["labels"]), str(row["id"])) for row in rows}  # type: ignore[arg-type]


def relationships(server: Server) -> list[Triple]:
    """Start, type and end of every relationship between them, sorted."""
    rows = server.run("MATCH (a:DataReach)-[r]->(b:DataReach) RETURN a.key AS a, type(r) AS r, b.key AS b")
    return sorted((str(row["a"]), str(row["r"]), str(row["b"])) for row in rows)


def state(server: Server) -> tuple[object, object]:
    """The publication that people see, and the current one."""
    (row,) = server.run(
        "MATCH (s:DataReachState {key: 'state'}) MATCH (p:DataReachPublication) RETURN s.shown AS shown, max(p.number) AS now"
    )
    return row["shown"], row["now"]
