"""The lists of the knowledge base in the desk."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/admin/practices/",
        "/admin/minutes/",
        "/admin/snippets/resources/question/",
        "/admin/snippets/resources/position/",
        "/admin/snippets/resources/decision/",
        "/admin/snippets/resources/actionitem/",
    ],
)
def test_organisers_have_a_list_of_each_kind_of_record(client, organiser, content, address, sign_in):
    sign_in(organiser)

    response = client.get(address)
    assert response.status_code == 200
    assert client.get(f"{address}?q=nantes").status_code == 200
