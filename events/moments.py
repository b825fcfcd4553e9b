"""Moments written as the hour on the wall where a meeting takes place, with what the change of hour makes of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PARIS = "Europe/Paris"


def localise(wall: datetime, zone: tzinfo) -> datetime:
    """The moment at which the clocks of ``zone`` show ``wall`` (a naive datetime).

    The answer is in UTC. In October an hour comes twice: the first is meant. In March one is left out: raises ``ValidationError``.
    """
    # In UTC: Python finds an hour that comes twice equal to no moment of another zone (PEP 495).
    moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != wall:
        raise ValidationError(
            _(
                "This hour does not exist: clocks go forward that night, from %(before)d to %(after)d o’clock. "
                "Choose another hour."
            )
            % {"before": wall.hour, "after": wall.hour + 1},
            code="missing_hour",
        )
    return moment


def comes_twice(moment: datetime, zone: tzinfo) -> bool:
    """Whether the clocks of ``zone`` show the hour of this moment twice that night."""
    wall = moment.astimezone(zone)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def shift(moment: datetime | None, days: int, zone: tzinfo) -> datetime | None:
    """The same hour on the wall, some days later. Where that hour is left out, the one after it."""
    if moment is None:
        return None
    wall = moment.astimezone(zone).replace(tzinfo=None, fold=0)
    day = datetime.fromordinal(wall.toordinal() + days).date()
    moved = datetime.combine(day, wall.time()).replace(tzinfo=zone)
    return moved.astimezone(UTC).astimezone(zone)


class LocalMomentField(forms.DateTimeField):
    """A moment typed and shown in ``zone``: that of the meeting, whatever the organiser's own."""

    zone: tzinfo | None = None
    default_error_messages = {"invalid": gettext_lazy("Write a day and an hour, such as 2027-03-09 14:00.")}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return value.astimezone(self.zone or timezone.get_current_timezone()).replace(tzinfo=None)
        return value

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return value
        with timezone.override(UTC):  # Django would refuse the hours that the zone of the site counts twice
            found = super().to_python(value)
        if found is None:
            return None
        return localise(found.replace(tzinfo=None), self.zone or timezone.get_current_timezone())


class LocalMoment(models.DateTimeField):  # type: ignore[type-arg]  # only its stub takes types
    """A moment whose form is in the time zone of its meeting. The database sees an ordinary moment."""

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]  # handed on as it comes
        return super().formfield(**{"form_class": LocalMomentField, **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs


def zone_named(name: str) -> ZoneInfo:
    return ZoneInfo(name or PARIS)
