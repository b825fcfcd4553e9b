"""Addresses of `/calendriers/`."""

app_name = "events"
urlpatterns = []
