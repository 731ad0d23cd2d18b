"""What the tests of the rules share: whether to walk through everything or to sample."""

import pytest


@pytest.fixture(scope="session")
def run_all(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--run-all", default=False))
