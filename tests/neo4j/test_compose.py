"""compose.yaml, as far as it can be looked at without Docker: pinned, checked, kept, and without a password."""

import re
from pathlib import Path
from typing import Any

import yaml

from api.cli import program
from graphdb.settings import Settings
from graphdb.stores import neo4j_connection as connection
from graphdb.stores.neo4j_connection import Address

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
TOLD: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, Any] = TOLD["services"]
MOUNTED = "/run/secrets/neo4j-password"


def test_versions_are_pinned_and_the_one_that_is_tested() -> None:
    assert set(SERVICES) == {"neo4j", "api"}
    (version,) = re.findall(r"<neo4j.version>(.*)</neo4j.version>", (ROOT / "tests/neo4j/pom.xml").read_text())
    assert SERVICES["neo4j"]["image"] == f"neo4j:{version}-community"
    build = SERVICES["api"]["build"]
    recipe = build.get("dockerfile_inline") or (ROOT / build["dockerfile"]).read_text(encoding="utf-8")
    bases = re.findall(r"^FROM (\S+)", recipe, flags=re.MULTILINE)
    assert bases
    assert all(re.search(r":\d+\.\d+\.\d+", base) for base in bases)


def test_health_is_checked_and_data_is_kept() -> None:
    assert all(service["healthcheck"]["test"] for service in SERVICES.values())
    assert SERVICES["api"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert SERVICES["neo4j"]["volumes"] == ["neo4j-data:/data"]
    assert set(TOLD["volumes"]) == {"neo4j-data"}


def test_there_is_no_password_in_it() -> None:
    assert TOLD["secrets"] == {"neo4j-password": {"file": "./secrets/neo4j-password"}}
    assert all(service["secrets"] == ["neo4j-password"] for service in SERVICES.values())
    told = re.findall(r"(?:AUTH|PASSWORD\w*|password)[ ]*[=:][ ]*(\S+)", TEXT)
    assert set(told) <= {"neo4j/$$(cat", MOUNTED, "[neo4j-password]", "./secrets/neo4j-password"}
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "secrets/" in ignored


def test_every_setting_in_it_is_one_and_leads_to_the_other_service() -> None:
    environment = SERVICES["api"]["environment"]
    known = {*Settings.environment_names(), connection._USER, connection._PASSWORD, connection._PASSWORD_FILE}
    assert set(environment) <= known
    assert environment[connection._PASSWORD_FILE] == MOUNTED
    address = Address.read(environment["DATAREACH_STORE"], {})
    assert address.url == "neo4j://neo4j:7687"


def test_ports_are_those_of_the_programs_and_open_to_this_machine_only() -> None:
    (serve,) = (command for name, command in program.commands.items() if name == "serve")
    (port,) = (one.default for one in serve.params if one.name == "port")
    ports = {name: service["ports"] for name, service in SERVICES.items()}
    assert ports == {
        "neo4j": ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"],
        "api": [f"127.0.0.1:{port}:{port}"],
    }
