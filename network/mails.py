"""Plain mails about accounts: two templates, a subject and a text, sent by the task worker."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task


def send(template, *, to, context):
    """Write a mail now, send it when the change that it tells of is kept (same transaction)."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        body = render_to_string(f"{template}_message.txt", context)
    send_mail.enqueue(subject, body, to)


@task()
def send_mail(subject, body, to):
    headers = {"Auto-Submitted": "auto-generated"}  # RFC 3834: no holiday answer to this
    EmailMessage(subject, body, to=[to], headers=headers).send()


def absolute(address):
    """The whole address of a page of this site, for a mail."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{address}"


def site_host():
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
