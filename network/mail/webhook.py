"""Where a mail service hands over what it received, instead of a mailbox that the site reads."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from network.mail.inbox import LARGEST, receive


@csrf_exempt
@never_cache
@require_POST
def inbound_mail(request):
    """The body is one mail as it came (RFC 5322), at most ``LARGEST`` bytes; the secret stands in ``Authorization``.

    Answers 202 once the mail is kept: handed over again, it is the same mail. Anything else means « try again », as
    mail services do by themselves.
    """
    if not settings.INBOUND_MAIL_SECRET:
        raise Http404
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if not constant_time_compare(given, settings.INBOUND_MAIL_SECRET):
        return answer(401, "The secret is missing or wrong: Authorization: Bearer <INBOUND_MAIL_SECRET>.")
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > LARGEST:
        return answer(413, f"A mail has at most {LARGEST} bytes.")
    raw = request.read(LARGEST + 1)
    if len(raw) > LARGEST:
        return answer(413, f"A mail has at most {LARGEST} bytes.")
    if not raw.strip():
        return answer(400, "The body is empty: it must be one mail as it came.")
    return answer(202, receive(raw, source="webhook").get_state_display())


def answer(status, text):
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
