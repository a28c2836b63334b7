"""Gephi's own importer opens the GEXF, with its time line."""

import datetime
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from api.formats.gexf import GEXF, days_of
from graphdb.answer_rows import answer_rows, every_hop
from graphdb.dates import FOREVER
from tests.formats.answered import hostile, real

HERE = Path(__file__).parent
VERSION = "0.10.1"


@pytest.fixture(scope="module")
def gephi() -> Path:
    """The folder of the published jars of Gephi's importer."""
    missing = [name for name in ("java", "javac", "mvn") if shutil.which(name) is None]
    if missing:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI needs {' and '.join(missing)}")
        pytest.skip(f"needs Gephi's importer, and {' and '.join(missing)} is missing")
    jars = Path(os.environ.get("GEPHI_JARS", Path.home() / ".cache" / "datareach-gephi")) / VERSION
    if not (jars / "complete").exists():
        jars.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "gephi-pom.xml", jars / "pom.xml")
        command = ["mvn", "-q", "-B", "-f", str(jars / "pom.xml"), "dependency:copy-dependencies"]
        subprocess.run(
            [*command, "-DincludeScope=runtime", f"-DoutputDirectory={jars}"], check=True, capture_output=True
        )
        (jars / "complete").touch()
    return jars


@pytest.mark.parametrize("number", [1, -1], ids=["everything that ever reached ICE", "hostile names"])
def test_gephi_reads_places_flows_and_their_days(number: int, gephi: Path, tmp_path: Path) -> None:
    answered = hostile() if number < 0 else real(number)
    file = tmp_path / "answer.gexf"
    file.write_bytes(GEXF.write(answered))
    command = ["java", "-Xmx512m", "-cp", f"{gephi}/*", str(HERE / "ReadGexf.java"), str(file)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    lines = [line.split("\t") for line in printed]
    hops = every_hop(answer_rows(answered.answer))
    places = {place.id for hop in hops.values() for place in (hop.source, hop.target)}
    good, dynamic, dynamic_values = "true", "true", "true"
    assert [line[1:] for line in lines if line[0] != "edge"] == [
        [good, dynamic, dynamic_values, "DATE", "INTERVAL", str(len(places))]
    ], "no issue, and a time line"
    day = answered.answer.parameters.filters.day
    wanted = {}
    for flow, hop in hops.items():
        days = days_of(answered.graph, hop, day)
        certainty = [
            f"[{seconds(one.first)}, {seconds(one.last)}, {'sure' if one.sure else 'possible'}]" for one in days
        ]
        wanted[flow] = [hop.source.id, hop.target.id, f"<{'; '.join(certainty)}>"]
    assert {line[1]: [line[2], line[3], line[5]] for line in lines if line[0] == "edge"} == wanted
    for line in lines:
        if line[0] == "edge":  # the spells of an edge begin and end with its days
            first, last = (
                days_of(answered.graph, hops[line[1]], day)[0],
                days_of(answered.graph, hops[line[1]], day)[-1],
            )
            assert line[4].startswith(f"<[{seconds(first.first)},")
            assert line[4].endswith(f", {seconds(last.last)}]>")


def seconds(day: int) -> str:
    """A day as Gephi prints it: milliseconds since 1970, or no end."""
    if day >= FOREVER:
        return "Infinity"
    midnight = datetime.datetime.fromordinal(day).replace(tzinfo=datetime.UTC)
    return f"{midnight.timestamp() * 1000:.1f}"
