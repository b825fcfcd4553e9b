"""The audit log: what is written in it, who reads it, and that nobody changes it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from network.accounts import audit
from network.accounts.devices import note_device
from network.accounts.models.audit import AuditEntry
from network.accounts.models.devices import KnownDevice
from network.audience.roles import ORGANISERS
from tests.factories.network import StandardPageFactory, UserFactory

pytestmark = pytest.mark.django_db
Action = AuditEntry.Action


def entries(action):
    return [(entry.words, entry.subject) for entry in AuditEntry.objects.filter(action=action).order_by("pk")]


def test_signing_in_is_written_with_its_network_but_not_its_address(client, member):
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")

    entry = AuditEntry.objects.get(action=Action.SIGN_IN)
    assert (entry.actor, entry.actor_name) == (member, member.email)
    assert entry.network == "0.0.0.0/24"


def test_a_role_given_or_taken_is_written(member):
    member.groups.add(Group.objects.get(name=ORGANISERS))
    Group.objects.get(name=ORGANISERS).user_set.remove(member)
    member.is_superuser = True
    member.save()

    assert entries(Action.ROLE) == [
        ("Rôle donné\u00a0: Équipe ICPC.", member.email),
        ("Rôle retiré\u00a0: Équipe ICPC.", member.email),
        ("Rôle donné\u00a0: Administration.", member.email),
    ]


def test_an_audience_that_changes_is_written(home):
    page = StandardPageFactory(parent=home)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    restriction.delete()

    written = entries(Action.AUDIENCE)
    assert [subject for _words, subject in written] == [f"page {page.pk}"] * 2


def test_what_is_deleted_in_the_desk_is_written(home, sign_in, administrator):
    page = StandardPageFactory(parent=home, title="Ancienne page")
    sign_in(administrator).post(f"/admin/pages/{page.pk}/delete/", {"confirm_site_name": ""})

    entry = AuditEntry.objects.get(action=Action.DELETION)
    assert (entry.subject, entry.actor) == ("Ancienne page", administrator)


def test_an_entry_is_neither_changed_nor_deleted():
    entry = audit.record(Action.EXPORT, "Un export.")

    entry.words = "Autre chose."
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(words=""),
    ):
        with pytest.raises(TypeError):
            attempt()
    assert AuditEntry.objects.get().words == "Un export."


def test_retention_drops_what_is_old_and_nothing_else():
    old = audit.record(Action.EXPORT, "Ancien.")
    recent = audit.record(Action.EXPORT, "Récent.")
    year = timezone.now() - timedelta(days=365)
    AuditEntry.objects.filter(pk=old.pk)._raw_delete("default")
    AuditEntry(pk=old.pk, action=Action.EXPORT, words="Ancien.", at=year - timedelta(days=1)).save(force_insert=True)

    assert AuditEntry.objects.drop_before(year) == 1
    assert list(AuditEntry.objects.all()) == [recent]


def test_administrators_alone_read_it(home, sign_in, administrator, organiser):
    audit.record(Action.EXPORT, "Un export remarquable.")

    assert sign_in(organiser).get("/admin/reports/audit/").status_code == 302
    assert "remarquable" in sign_in(administrator).get("/admin/reports/audit/").content.decode()


def test_a_new_device_is_told_by_mail_and_a_known_one_is_not(client, mailoutbox):
    person = UserFactory()
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    newer = firefox.replace("140", "152")
    telephone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Safari/604"

    for user_agent in (firefox, newer, telephone, telephone):
        note_device(user=person, user_agent=user_agent)

    assert [device.name for device in KnownDevice.objects.order_by("pk")] == ["Firefox, Linux", "Safari, iPhone"]
    assert [mail.to for mail in mailoutbox] == [[person.email]]
    assert "Safari, iPhone" in mailoutbox[0].body
    assert mailoutbox[0].subject == "Votre compte a été ouvert depuis un nouvel appareil"


def test_groups_that_may_read_and_those_that_are_deleted_are_written(home):
    page = StandardPageFactory(parent=home)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    group = Group.objects.create(name="Bureau")
    restriction.groups.add(group)

    group.delete()

    assert entries(Action.AUDIENCE)[1:] == [
        ("Bureau: peut lire", f"page {page.pk}"),
        ("Bureau: ne peut plus lire", f"page {page.pk}"),
    ]
    assert entries(Action.ROLE) == [("Groupe supprimé.", "Bureau")]


def test_what_leaves_the_desk_as_a_file_is_written(home, sign_in, administrator):
    answer = sign_in(administrator).get("/admin/reports/audit/?export=csv")
    b"".join(answer.streaming_content) if answer.streaming else answer.content

    entry = AuditEntry.objects.get(action=Action.EXPORT)
    assert (entry.actor, entry.subject) == (administrator, "reports/audit")
    sign_in(administrator).get("/admin/reports/audit/")
    assert AuditEntry.objects.filter(action=Action.EXPORT).count() == 1


def test_accounts_deleted_in_the_desk_are_written(home, sign_in, administrator):
    person = UserFactory()
    sign_in(administrator).post(f"/admin/users/delete/{person.pk}/")

    assert [subject for _words, subject in entries(Action.DELETION)] == [str(person)]


def test_content_that_is_loaded_is_written(content):
    entry = AuditEntry.objects.filter(action=Action.IMPORT).first()

    assert entry.words.startswith("Contenu chargé")
    assert entry.actor_name == "le site"


def test_no_address_of_the_desk_changes_the_log(home, sign_in, administrator):
    entry = audit.record(Action.EXPORT, "Un export.")
    client = sign_in(administrator)

    for path in ("/admin/reports/audit/", f"/admin/reports/audit/{entry.pk}/", "/admin/snippets/network/auditentry/"):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(path).status_code in {302, 403, 404, 405}
    assert AuditEntry.objects.get(pk=entry.pk).words == "Un export."
