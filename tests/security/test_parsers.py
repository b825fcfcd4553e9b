"""What people and programs may send is parsed without breaking: whatever it is, the answer is words."""

import contextlib

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.accounts.signed_links import code_for, values_in
from network.following.saved_searches import parameters_of, query_of, saved_of_stop_code
from network.loading.records import ContentError, csv_records, yaml_records
from network.look.text import tidy_line, tidy_text
from network.look.text_fields import AddressField, LineField, TextField
from search.parameters import SearchParameters
from search.query import parse

ANY = st.text(max_size=200)
STRANGE = st.one_of(ANY, st.text(alphabet="\x00\r\n\u202e\u200b\ufeff'\"<>{}%;|&=+-@\\/·.()", max_size=60))
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


# Query strings, searches


@given(STRANGE)
@FEW
def test_any_query_string_is_a_search(question):
    with contextlib.suppress(ValueError):  # more fields than Django takes
        parameters = SearchParameters.of(QueryDict(question.encode("utf-8", "ignore")))
        assert SearchParameters.of(QueryDict(parameters.url.removeprefix("?"))) == parameters


@given(STRANGE)
@FEW
def test_any_words_are_a_question(words):
    parse(words)


@given(STRANGE)
@FEW
def test_a_followed_search_is_kept_as_it_reads(question):
    kept = query_of(parameters_of(question.encode("utf-8", "ignore").decode()))

    assert query_of(parameters_of(kept)) == kept


# Forms


@given(STRANGE)
@FEW
def test_a_line_is_one_line_of_what_can_be_seen(text):
    line = tidy_line(text)

    assert not set(line) & {"\r", "\n", "\x00", "\u202e", "\u200b"}
    assert tidy_line(line) == line
    assert tidy_text(tidy_text(text)) == tidy_text(text)


@pytest.mark.parametrize("field", [LineField(max_length=50, required=False), TextField(max_length=50, required=False)])
@given(STRANGE)
@FEW
def test_a_field_takes_a_text_or_says_why_not(field, text):
    with contextlib.suppress(ValidationError):
        assert "\x00" not in field.clean(text)


@given(STRANGE)
@FEW
def test_a_mail_address_is_ascii_and_one_line_or_refused(text):
    with contextlib.suppress(ValidationError):
        address = AddressField(required=False).clean(text)
        assert address.isascii()
        assert not set(address) & set("\r\n \x00,;")


# Tokens and signed links


@given(STRANGE)
@FEW
def test_a_code_that_is_made_up_holds_nothing(code):
    assert values_in(code, "objection", age=None) is None


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=20).filter(lambda name: name != "objection")
)
@FEW
def test_a_code_of_another_purpose_holds_nothing(purpose):
    assert values_in(code_for(purpose, pk=1), "objection", age=None) is None
    assert values_in(code_for("objection", pk=1), "objection", age=None) == {"pk": 1}


@given(st.integers(0, 60), st.characters())
@FEW
def test_a_code_changed_in_one_place_holds_nothing(place, sign):
    code = code_for("objection", pk=1)
    place %= len(code)
    changed = code[:place] + sign + code[place + 1 :]

    assert changed == code or values_in(changed, "objection", age=None) is None


@pytest.mark.django_db
@given(STRANGE)
@FEW
def test_a_stop_code_that_is_made_up_stops_nothing(code):
    assert saved_of_stop_code(code) is None


def test_a_signature_without_a_purpose_opens_nothing():
    assert values_in(signing.dumps({"pk": 1}), "objection", age=None) is None


# Files of content


@given(st.binary(max_size=300))
@FEW
def test_any_bytes_are_a_spreadsheet_or_named_as_wrong(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("csv") / "essai.csv"
    file.write_bytes(content)
    with contextlib.suppress(ContentError):
        list(csv_records(file))


@given(st.binary(max_size=300))
@FEW
def test_any_bytes_are_yaml_or_named_as_wrong(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("yaml") / "essai.yaml"
    file.write_bytes(content)
    with contextlib.suppress(ContentError):
        list(yaml_records(file))


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system ['true']", "!!python/name:os.system ''", "&a [*a, *a]"]
)
def test_yaml_runs_nothing(tmp_path, tag):
    file = tmp_path / "essai.yaml"
    file.write_text(f"- title: {tag}\n")
    with contextlib.suppress(ContentError):
        assert all(isinstance(record, object) for record in yaml_records(file))


# The addresses that take a question, with anything in it


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/recherche/", "/recherche/suggestions/", "/api/search/", "/calendriers/", "/calendriers/tous.ics"]
)
@given(
    st.dictionaries(
        st.sampled_from(["q", "page", "kind", "sort", "format", "theme", "metropolis", "per_page"]), STRANGE, max_size=3
    )
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_is_answered(home, path, question):
    assert Client(raise_request_exception=False).get(path, question).status_code in {200, 302, 400, 404, 422, 503}
