"""Options of the engine's tests."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-transcripts",
        action="store_true",
        default=False,
        help="write the golden playthroughs anew instead of comparing with them",
    )
