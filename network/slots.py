"""Named places in network's pages that upper apps fill.

An app registers ``hooks.register("slot:metropolis.sections", function)``; the
function takes the keyword arguments given in the template plus ``request`` and
returns a list of components (or an empty list). Order is the hook's ``order``.

Places: ``home.meetings``, ``home.minutes``, ``home.practices``,
``metropolis.sections`` (metropolis=), ``person.sections`` (person=),
``meeting.minutes`` (meeting=), ``page.backlinks`` (page=).
"""

from wagtail import hooks


def fill(name, request, **arguments):
    """The components that apps put in the place ``name``, in the order of their hooks."""
    components = []
    for function in hooks.get_hooks(f"slot:{name}"):
        components.extend(function(request=request, **arguments))
    return components
