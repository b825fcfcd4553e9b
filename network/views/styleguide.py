"""Every component in every state, for people who build the site (`/styleguide/`, debug only)."""

from django.shortcuts import render


def styleguide(request):
    return render(request, "network/pages/styleguide.html")
