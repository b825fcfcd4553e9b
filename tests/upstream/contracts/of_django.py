"""What Django must still do for us."""

import inspect
import re
from pathlib import Path

from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.core.mail.message import SafeMIMEMultipart, SafeMIMEText
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connection
from django.forms import CharField, Form
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import autoreload, timezone
from django.utils.log import log_response
from django.utils.translation import gettext, override, trans_real
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

from tests.upstream.contracts import contract, sent_form


def mail_of(kind):
    message = kind("Subject", "Text", "from@site.example", ["to@site.example"])
    message.attach_alternative("<p>HTML</p>", "text/html")
    return message


@contract("._create_message")
def message_asks_for_its_body():
    class Ours(EmailMultiAlternatives):
        def _create_message(self, msg):
            bodies.extend([msg.get_content_type(), super()._create_message(msg).get_content_type()])
            return SafeMIMEText("Ours", "plain", "utf-8")

    bodies = []
    sent = mail_of(Ours).message()

    assert bodies == ["text/plain", "multipart/alternative"]
    assert (sent.get_payload(decode=True), sent["To"]) == (b"Ours", "to@site.example")


@contract("._create_alternatives")
def alternatives_are_text_and_html():
    message = mail_of(EmailMultiAlternatives)
    text = SafeMIMEText("Text", "plain", "utf-8")

    made = message._create_alternatives(text)

    assert made.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in made.get_payload()] == ["text/plain", "text/html"]
    assert EmailMultiAlternatives("Subject", "Text")._create_alternatives(text) is text


@contract("django.core.mail.message.SafeMIMEMultipart")
def multipart_refuses_a_second_line():
    made = SafeMIMEMultipart("mixed", _subparts=[SafeMIMEText("Text", "plain", "utf-8")])
    try:
        made["Subject"] = "two\nlines"
    except BadHeaderError:
        return
    raise AssertionError("a header may hold a second line")


@contract("._errors")
def form_with_errors_set_is_not_judged():
    form = type("Required", (Form,), {"name": CharField()})({"name": "", "other": "x"})

    form._errors = {}

    assert form.errors == {}
    assert form["name"].errors == []


@contract("._has_been_logged")
def answer_marked_as_logged_is_not_logged():
    class Log:
        lines = 0

        def warning(self, *_arguments, **_named):
            self.lines += 1

    marked, other = HttpResponse(status=404), HttpResponse(status=404)
    marked._has_been_logged = True
    log = Log()
    log_response("Not Found: %s", "/secret/", response=marked, request=sent_form(), logger=log)
    assert log.lines == 0
    log_response("Not Found: %s", "/other/", response=other, request=sent_form(), logger=log)
    assert log.lines == 1


@contract("._prefetched_objects_cache")
def fetched_relations_are_named():
    Group.objects.create(name="A")

    assert "permissions" in Group.objects.prefetch_related("permissions").get(name="A")._prefetched_objects_cache
    assert "permissions" not in getattr(Group.objects.get(name="A"), "_prefetched_objects_cache", {})


@contract("._raw_delete")
def rows_are_deleted_at_once():
    for key in "ab":
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())

    with CaptureQueriesContext(connection) as asked:
        Session.objects.filter(session_key="a")._raw_delete(connection.alias)

    assert [query["sql"].split()[0] for query in asked] == ["DELETE"]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["b"]


@contract("django.core.servers.basehttp.get_internal_wsgi_application")
def application_is_ours():
    from network.wsgi import application  # noqa: PLC0415 -- made by being imported

    assert get_internal_wsgi_application() is application


@contract("django.utils.autoreload.DJANGO_AUTORELOAD_ENV")
def reloaded_process_is_told_by_true():
    assert '{**os.environ, DJANGO_AUTORELOAD_ENV: "true"}' in inspect.getsource(autoreload.restart_with_reloader)
    assert isinstance(autoreload.DJANGO_AUTORELOAD_ENV, str)


@contract("django.utils.translation.reloader.translation_file_changed")
def compiled_catalogue_is_read_again():
    with override("fr"):
        gettext("Home")
        assert "fr" in trans_real._translations
        assert translation_file_changed(sender=None, file_path=Path("django.mo")) is True
        assert trans_real._translations == {}


@contract("django.utils.translation.template.templatize")
def template_becomes_calls_of_gettext():
    code = templatize('{% translate "One" %}{% blocktranslate count n=n %}Two{% plural %}Three{% endblocktranslate %}')

    assert re.search(r"""gettext\(u?["']One["']\)""", code)
    assert re.search(r"""ngettext\(u?["']Two["'], *u?["']Three["']""", code)
