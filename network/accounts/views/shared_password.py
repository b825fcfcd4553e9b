"""Giving the shared password of a page or of a collection: Wagtail's own views, which may not be asked without end."""

from django.shortcuts import render
from wagtail.documents.views.serve import authenticate_with_password as wagtail_of_collection
from wagtail.views import authenticate_with_password as wagtail_of_page

from network.accounts.rate_limits import allows


def of_page(request, page_view_restriction_id, page_id):
    if is_too_much(request, f"page {page_view_restriction_id}"):
        return render(request, "429.html", status=429)
    return wagtail_of_page(request, page_view_restriction_id, page_id)


def of_collection(request, restriction_id):
    if is_too_much(request, f"collection {restriction_id}"):
        return render(request, "429.html", status=429)
    return wagtail_of_collection(request, restriction_id)


def is_too_much(request, restriction):
    return request.method == "POST" and not allows(request, "shared_password", address=restriction)
