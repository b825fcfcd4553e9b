"""Who is behind a mail address: asked in SQL, in lower case, as the indexes of people and of accounts keep addresses."""

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Lower
from django.db.models.lookups import In

from network.directory.models.people import Person


def is_one_of(field: str, addresses: Iterable[str]) -> Q:
    """The condition that a field holds one of these addresses, however it is written; an empty one is nobody's."""
    return Q(In(Lower(field), sorted({address.lower() for address in addresses if address})))


def has_address(addresses: Iterable[str], person: str = "") -> Q:
    """The condition that somebody has one of these addresses, in the directory or by an account.

    ``person`` leads to her or him from what is asked for: « person__ ».
    """
    wanted = list(addresses)
    return is_one_of(f"{person}email", wanted) | is_one_of(f"{person}account__email", wanted)


def people_by_address(addresses: Iterable[str]) -> dict[str, list[Person]]:
    """``{address in lower case: those who have it}``, of the addresses that somebody has. One query for any number.

    First whoever's account it is, who alone signs in with it; then those of whom the directory says so, by name.
    """
    found: dict[str, list[Person]] = {address.lower(): [] for address in addresses if address}
    for person in Person.objects.filter(has_address(found)).select_related("account"):
        known, account = addresses_of(person), getattr(person, "account", None)
        for address in known & found.keys():
            of_account = account is not None and account.email.lower() == address
            found[address].insert(0 if of_account else len(found[address]), person)
    return {address: people for address, people in found.items() if people}


def addresses_of(person: Person) -> set[str]:
    """Somebody's own addresses, in lower case: the directory's and that of the account. Not an assistant's."""
    account = getattr(person, "account", None)
    return {address.lower() for address in (person.email, account.email if account else "") if address}
