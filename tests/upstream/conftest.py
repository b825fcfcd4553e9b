"""What a failed contract says is written by pytest, though contracts lie in no module of tests."""

import pytest

pytest.register_assert_rewrite("tests.upstream.contracts")
