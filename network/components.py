"""Components: frozen dataclasses of ready-to-print values, each with its own template."""

from laces.components import Component as LacesComponent


class Component(LacesComponent):
    """A component whose template reads it as ``self``, like a block's template."""

    def get_context_data(self, parent_context=None):
        request = parent_context.get("request") if parent_context else None
        return {"self": self, "request": request}
