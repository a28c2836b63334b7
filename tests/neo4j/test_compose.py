"""compose.yaml, as far as it can be looked at without Docker: pinned, checked, kept, and without a password."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def test_compose() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    services = told["services"]
    assert set(services) == {"neo4j", "api"}
    (version,) = re.findall(r"<neo4j.version>(.*)</neo4j.version>", (ROOT / "tests/neo4j/pom.xml").read_text())
    assert services["neo4j"]["image"] == f"neo4j:{version}-community"
    assert re.search(r"FROM python:\d+\.\d+\.\d+-", services["api"]["build"]["dockerfile_inline"])
    assert all(service["healthcheck"]["test"] for service in services.values())
    assert all(service["secrets"] == ["neo4j-password"] for service in services.values())
    assert all(port.startswith("127.0.0.1:") for service in services.values() for port in service["ports"])
    assert services["neo4j"]["volumes"] == ["neo4j-data:/data"]
    assert set(told["volumes"]) == {"neo4j-data"}
    assert told["secrets"] == {"neo4j-password": {"file": "./secrets/neo4j-password"}}
    assert not re.search(r"NEO4J_AUTH: |PASSWORD: |AUTH=neo4j/[a-z]", text)
