"""Whom to ask: the form that polls share with invitations, and what is theirs alone."""

import pytest
from django.utils import timezone

from events.invitations.views.invitations import InviteForm
from events.polls.desk.forms import PollRecipientsForm
from network.directory.models.people import Mandate
from network.directory.models.working_groups import WorkingGroup, WorkingGroupMember
from tests.factories.directory import MetropolisFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("form", "field"), [(PollRecipientsForm, "addresses"), (InviteForm, "pasted")])
def test_more_than_five_thousand_addresses_are_too_many_on_both_screens(form, field):
    few, many = (form({field: "a@ville.example, b@ville.example\n" * lines}) for lines in (2_500, 2_501))

    assert few.errors.get(field, []) == [] or "5\xa0000" not in str(few.errors[field])
    assert many.errors[field] == ["5\xa0002\xa0adresses à la fois, c’est trop\xa0: collez-en 5\xa0000 au plus."]


def test_addresses_that_are_none_are_named_one_by_one_up_to_twenty():
    form = PollRecipientsForm({"addresses": "\n".join(["bonne@ville.example", "bonne@ville.example", *["rien"] * 23])})

    *named, more = form.errors["addresses"]

    assert len(named) == 20
    assert (named[0][:8], named[-1][:9], "3" in more) == ("Ligne\xa03\xa0", "Ligne\xa022\xa0", True)


def test_somebody_chosen_in_several_ways_is_asked_once():
    metropolis, group = MetropolisFactory(), WorkingGroup.objects.create(title="Chantier", slug="chantier")
    ticked, elected, member = PersonFactory(email="t@ville.example"), PersonFactory(), PersonFactory()
    for person in (ticked, elected):
        Mandate.objects.create(
            person=person,
            kind="elected",
            title="Élu·e",
            metropolis=metropolis,
            attested_on=timezone.localdate(),
            source="x",
        )
    for person in (elected, member):
        WorkingGroupMember.objects.create(group=group, person=person)
    form = PollRecipientsForm(
        {
            "people": [ticked.pk],
            "metropolises": [metropolis.pk],
            "group": group.pk,
            "addresses": "T@ville.example\nnouvelle@ville.example\nnouvelle@ville.example",
        }
    )

    assert form.is_valid(), form.errors
    people = form.chosen()

    assert people[0] == ticked
    assert {person.pk for person in people[:-1]} == {ticked.pk, elected.pk, member.pk}
    assert (len(people), people[-1].email) == (4, "nouvelle@ville.example")
    assert [one.line for one in form.doubles] == [3]
