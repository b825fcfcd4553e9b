"""What every component is made of."""

from dataclasses import dataclass

from django.utils.functional import Promise
from laces.components import Component as LacesComponent

Text = str | Promise


class Component(LacesComponent):
    """A component whose template reads it as ``self``, like a block's template."""

    def get_context_data(self, parent_context=None):
        request = parent_context.get("request") if parent_context else None
        return {"self": self, "request": request}


@dataclass(frozen=True)
class Link:
    label: Text
    url: str = ""
    note: Text = ""
