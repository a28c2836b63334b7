"""The commands of the further questions print, and say the same as the web."""

import json
import shlex

import pytest

from tests.cli.conftest import Run
from tests.questions.test_completeness import _IN_GRAPHS, MODULES

EXAMPLES = [module.EXAMPLE for name, module in MODULES.items() if name not in _IN_GRAPHS and name != "changes"]
EXAMPLES += ["changes"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_example_is_answered(run: Run, example: str) -> None:
    printed = run(*shlex.split(example))
    assert printed.exit_code == 0, printed.output
    answer = json.loads(run(*shlex.split(example), "--json").stdout)
    assert {"release", "title", "sentence", "notes", "asked", "parameters", "coverage"} <= answer.keys()
    assert answer["title"] in " ".join(printed.stdout.split())
