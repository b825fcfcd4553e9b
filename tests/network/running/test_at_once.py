"""Without a worker, tasks are done by the process that asks for them: after its change is kept, never before."""

import pytest
from django.core import mail
from django.db import transaction
from django.http import HttpResponse

from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox import post
from network.mail.team_mails import TEAM
from network.running.one_transaction import in_one_transaction

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_worker(settings):
    settings.TASKS = {"default": {"BACKEND": "network.running.at_once.AtOnceBackend"}}


@pytest.fixture
def view():
    """What it answers: how many mails had left when it returned."""

    @in_one_transaction
    def tell(request):
        post(to="elle@ville.example", subject="La date change", text="Elle change.", kind=TEAM)
        if request.POST.get("dies"):
            raise RuntimeError
        return HttpResponse(str(len(mail.outbox)))

    return tell


def asked(rf, **data):
    request = rf.post("/", data)
    request.resolver_match = None
    return request


def test_nobody_is_told_of_a_change_that_is_undone(view, rf):
    with pytest.raises(RuntimeError):
        view(asked(rf, dies="1"))

    assert mail.outbox == []
    assert not OutgoingMail.objects.exists()


def test_a_mail_leaves_once_its_change_is_kept(view, rf):
    response = view(asked(rf))

    assert response.content == b"0"
    assert [message.subject for message in mail.outbox] == ["La date change"]
    assert OutgoingMail.objects.get().state == OutgoingMail.State.SENT


def test_outside_of_a_transaction_it_has_left_when_it_is_written():
    written = post(to="elle@ville.example", subject="La date change", text="Elle change.", kind=TEAM)

    assert written.state == OutgoingMail.State.SENT
    assert len(mail.outbox) == 1


def test_a_transaction_within_another_waits_for_both():
    with transaction.atomic():
        with transaction.atomic():
            post(to="elle@ville.example", subject="La date change", text="Elle change.", kind=TEAM)
        assert mail.outbox == []

    assert len(mail.outbox) == 1
