"""Registration without an invitation, for meetings that are open to members."""

from django.db import transaction

from events.attendance.models import Attendance
from events.vocabularies import Registration
from network.directory.models.people import Person


def may_register(user, meeting):
    """Whether somebody may answer without having been invited."""
    return user.is_authenticated and user.is_active and meeting.registration == Registration.MEMBERS


def registrant(user):
    """The person behind an account; not saved yet when the directory does not know her or him."""
    return user.person or Person(first_name=user.first_name, last_name=user.last_name or user.email, is_listed=False)


@transaction.atomic
def register(*, user, meeting):
    """The attendance by which a member registers for a meeting. Makes the person when the directory has none:
    a contact who is named nowhere."""
    person = registrant(user)
    if not person.pk:
        person.slug = Person.free_slug(person.full_name)
        person.save()
        user.person = person
        user.save(update_fields=["person"])
    mandates = current_mandates(person)
    attendance, _created = Attendance.objects.get_or_create(
        meeting=meeting,
        person=person,
        defaults={"metropolis": metropolis_of(mandates), "role_text": current_roles(mandates)},
    )
    return attendance


def current_mandates(person):
    return [mandate for mandate in person.mandates.select_related("metropolis") if mandate.is_current()]


def metropolis_of(mandates):
    """The metropolis of which somebody holds an office, if there is one."""
    return next((mandate.metropolis for mandate in mandates if mandate.metropolis), None)


def current_roles(mandates):
    """The offices held now, one a line, for the role of the day."""
    return "\n".join(dict.fromkeys(mandate.title for mandate in mandates))
