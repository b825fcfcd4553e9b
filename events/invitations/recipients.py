"""Whom to write to: people of the directory, those in office in metropolises, a working group, addresses pasted."""

import re
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events.attendance.models import Attendance
from network.directory.addresses import people_by_address
from network.directory.models.people import CURRENT_FOR_DAYS, Mandate, Person
from network.look.free_names import first_free

MOST_PASTED = 5_000
GROUP_SINCE = timedelta(days=730)
"""Somebody is of a working group who was at one of its meetings, or invited to one, within this time."""
NAMED = re.compile(r"[^<>]*<[^<>\s]+>")


@dataclass(frozen=True)
class Pasted:
    """One address of a pasted text; ``problem`` is a sentence, empty when the address is a good one."""

    line: int
    text: str
    address: str = ""
    name: str = ""
    problem: str = ""
    is_double: bool = False
    """Whether the problem is only that the address is there already: it does no harm."""

    @property
    def key(self):
        """What two spellings of one address have in common."""
        return self.address.lower()


def read_addresses(text):
    """Every address of a text pasted from a spreadsheet or a mail program, in order, none left out.

    Lines hold one or several of « a@b.fr », « Nom <a@b.fr> » or cells « Nom ⇥ a@b.fr », between commas, semicolons or
    tabs. An address that is there twice is named the second time; one that is no address, each time.
    """
    found, seen = [], {}
    for number, (name, address, written) in written_in(text):
        key = address.lower()
        if key in seen:
            problem = _("%(address)s is there already, line %(line)s.") % {"address": address, "line": seen[key]}
            found.append(Pasted(number, written, problem=problem, is_double=True))
        elif problem := problem_of(address, written):
            found.append(Pasted(number, written, problem=problem))
        else:
            seen[key] = number
            found.append(Pasted(number, written, address, name))
    return found


def written_in(text):
    """``(number of the line, (name, address, as written))`` of each address of a text, good or not."""
    for number, line in enumerate(text.splitlines(), start=1):
        for written in addresses_in(line):
            yield number, written


def addresses_in(line):
    """``(name, address, as written)`` of each address of a line; cells without @ name the address after them."""
    names = []
    for cell in re.split(r"[;,\t]", line):
        written = cell.strip().strip('"').strip()
        if not written:
            continue
        if NAMED.fullmatch(written):
            name, address = parseaddr(written)
            yield name or " ".join(names), address, written
            names = []
        elif "@" in written:
            yield " ".join(names), written, written
            names = []
        else:
            names.append(written)
    if names:
        yield "", "", " ".join(names)


def problem_of(address, written):
    try:
        validate_email(address)
    except ValidationError:
        return _("“%(text)s” is not a mail address.") % {"text": written}
    return ""


def known_people(pasted):
    """``{key of the address: person}`` for the addresses that an account or the directory knows. One query."""
    found = people_by_address(one.address for one in pasted)
    return {key: people[0] for key, people in found.items()}


@transaction.atomic
def people_of_addresses(pasted):
    """The person behind each good address, in order: of an account or of the directory, else a new one who is only
    invited and not listed."""
    good = [one for one in pasted if one.address]
    known = known_people(good)
    new = {}
    for one in good:
        if one.key not in known:
            new.setdefault(one.key, one)
    known |= dict(zip(new, make_contacts(list(new.values())), strict=True))
    return [known[one.key] for one in good]


def make_contacts(lines):
    """People of whom only the address is known, and perhaps the name. They are named nowhere, so neither search nor
    kept pages need to hear of them: two queries for any number."""
    taken = set(Person.objects.values_list("slug", flat=True)) if lines else set()
    people = []
    for pasted in lines:
        first, _space, last = pasted.name.rpartition(" ")
        base = slugify(pasted.name or pasted.address.partition("@")[0])[:100] or "contact"
        slug = first_free(base, taken)
        taken.add(slug)
        name = {"first_name": first[:120], "last_name": last[:120]} if last else {"last_name": pasted.address[:120]}
        people.append(Person(slug=slug, email=pasted.key, is_listed=False, **name))
    return Person.objects.bulk_create(people, batch_size=500)


def in_office(metropolises, today=None):
    """The people who hold an office in these metropolises now, as far as it was confirmed within a year."""
    today = today or timezone.localdate()
    mandates = Mandate.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        metropolis__in=metropolises,
        attested_on__gte=today - timedelta(days=CURRENT_FOR_DAYS),
    )
    return Person.objects.filter(pk__in=mandates.values("person"))


def serving(metropolises=(), groups=()):
    """Those in office in these metropolises, then those of these working groups. One query, and one for each group."""
    for chosen in [*([in_office(metropolises)] if metropolises else []), *map(of_group, groups)]:
        yield from chosen.select_related("account")


def perhaps_in_office(metropolises, today=None):
    """The people whose office in these metropolises has not ended, as far as we know, confirmed or not."""
    today = today or timezone.localdate()
    mandates = Mandate.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), metropolis__in=metropolises)
    return Person.objects.filter(pk__in=mandates.values("person"))


def of_group(group, now=None):
    """The people of a working group: its members, and who was at one of its meetings of late."""
    since = (now or timezone.now()) - GROUP_SINCE
    attendances = Attendance.objects.filter(meeting__working_group=group, meeting__starts_at__gte=since)
    were_there = Q(pk__in=attendances.filter(withdrawn_at=None).values("person"))
    return Person.objects.filter(were_there | Q(pk__in=group.memberships.values("person")))
