"""Whatever is sent to the doors, they answer as their description says and never with a fault of ours."""

import pytest
import schemathesis
from browsing import UNLIMITED, make_service
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from assistant.web.application import application

DOORS = (
    ("POST", "/api/answers"),
    ("GET", "/api/answers/{receipt}"),
    ("POST", "/api/match"),
    ("GET", "/api/facts"),
    ("GET", "/api/clauses"),
    ("GET", "/api/clauses/{clause_id}"),
    ("GET", "/api/measures"),
    ("GET", "/api/measures/{measure_id}"),
    ("POST", "/api/feedback"),
    ("POST", "/v1/chat/completions"),
    ("GET", "/v1/models"),
    ("GET", "/health"),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    service = make_service(tmp_path_factory.mktemp("fuzz"))
    return application(service=service, options=UNLIMITED, pages=False)


@pytest.fixture(scope="module")
def schema(app):
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_every_door_is_tried(app):
    told = app.openapi()["paths"]
    described = {(method.upper(), path) for path, methods in told.items() for method in methods}
    assert described - {("GET", "/ready")} == set(DOORS)


@pytest.mark.parametrize("method,path", DOORS)
def test_a_door_keeps_to_its_description(schema, method, path):
    @given(case=schema[path][method].as_strategy())
    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def holds(case):
        # What fits the description may still be refused for what it means: no question, an unknown fact.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    holds()
