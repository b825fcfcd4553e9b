"""Pages and answers that are one person's: nobody else keeps them, lists them or learns their address.

Everything secret goes through ``keep_secret``, most of it by the decorator ``secret_page``: pages whose address opens
something by itself (links of mails, feeds), and pages that show such addresses or what is known of somebody.

What browsers say of the address is decided here and nowhere else, neither by a view nor by a template:

- ``no-referrer``: nothing at all;
- ``strict-origin`` where a form stands: the name of the site, and never the path. Under ``no-referrer`` a browser
  sends « Origin: null » with the form, which the CSRF check refuses (https://www.w3.org/TR/referrer-policy/, and
  "serializing a request origin" in https://fetch.spec.whatwg.org/).

Whether a form stands is read from the answer itself: no view has to say it, so none can forget it when its template
gets one, and a view whose page sometimes has a form and sometimes has none is right both times.
"""

import functools
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.cache import add_never_cache_headers

WITH_FORM, WITHOUT_FORM = "strict-origin", "no-referrer"
POSTED_FORM = re.compile(rb"""<form\b[^>]*\bmethod\s*=\s*["']?post\b""", re.IGNORECASE)


def secret_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Every answer of a view is secret, refusals and redirects too. For a class: ``method_decorator(…, "dispatch")``."""

    @functools.wraps(view)
    def kept_secret(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return keep_secret(view(request, *args, **kwargs))

    return kept_secret


def keep_secret(response: HttpResponseBase, *, cache: str = "") -> HttpResponseBase:
    """Make an answer secret, and return it.

    ``cache``: what its Cache-Control says instead of "never". For files of programs that ask again and again with the
    tag of what they have; they must be ``private``.
    """
    if cache:
        response["Cache-Control"] = cache
    else:
        add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.add_post_render_callback(_say_policy)
    else:
        _say_policy(response)
    return response


def _say_policy(response: HttpResponseBase) -> None:
    response["Referrer-Policy"] = WITH_FORM if _has_posted_form(response) else WITHOUT_FORM


def _has_posted_form(response: HttpResponseBase) -> bool:
    if not isinstance(response, HttpResponse) or not response.get("Content-Type", "").startswith("text/html"):
        return False
    return POSTED_FORM.search(response.content) is not None
