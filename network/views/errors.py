"""Error pages that Django does not find by their template's name alone."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """A form that was open too long, or was sent from elsewhere."""
    return render(request, "403_csrf.html", status=403)
