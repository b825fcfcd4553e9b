"""Addresses of `/recherche/`."""

app_name = "search"
urlpatterns = []
