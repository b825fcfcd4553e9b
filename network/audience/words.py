"""Why somebody sees what not everybody sees: said on the page and beside the file, so that nobody passes it on unknowing."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from wagtail.models import Collection

from network.audience.roles import ROLE_LABELS
from network.audience.rules import MEMBERS, collection_restrictions, reader_for
from network.look.components import AudienceBadge


def badge_of(page, request):
    """What a restricted page says above its title, or ``None`` for a page that everybody may read.

    A request without a session is never shown a restricted page: it costs no query here.
    """
    if request is None or not has_a_session(request):
        return None
    reader = reader_for(request)
    above = [restriction for restriction in reader.restrictions if page.path.startswith(restriction.path)]
    return AudienceBadge(*in_words(above, reader)) if above else None


def note_of_file(request, file):
    """What stands beside a link to a document whose collection is restricted: for whom it is, and why this reader may
    open it, if she or he may. Empty where no collection is restricted above it."""
    if request is None or file is None:
        return ""
    if not hasattr(request, "_restricted_collections"):
        request._restricted_collections = restricted_collections()
    above = request._restricted_collections.get(file.collection_id)
    if not above:
        return ""
    reader = reader_for(request)
    if not all(reader.satisfies(restriction.token) for restriction in above):
        # Which groups there are is not for everybody.
        only_members = all(restriction.token == MEMBERS for restriction in above)
        return _("Document for members: sign in to open it.") if only_members else _("Document for some readers only.")
    audience, reason = in_words(above, reader)
    words = _("Document %(audience)s. You may open it because %(reason)s.")
    return words % {"audience": audience, "reason": reason}


def restricted_collections():
    """``{key of a collection: the restrictions on it and above}``, those that are restricted only: two queries at most."""
    restrictions = collection_restrictions()
    if not restrictions:
        return {}
    found = {
        key: [restriction for restriction in restrictions if path.startswith(restriction.path)]
        for key, path in Collection.objects.values_list("pk", "path")
    }
    return {key: above for key, above in found.items() if above}


def in_words(restrictions, reader):
    """``(for whom, why this reader)`` of restrictions that must all be satisfied."""
    tokens = sorted({restriction.token for restriction in restrictions})
    names = names_of_groups({group for restriction in restrictions for group in restriction.groups})
    return (
        pgettext("audiences", " and ").join(audience_in_words(token, names) for token in tokens),
        pgettext("reasons", " and ").join(reason_in_words(token, names, reader) for token in tokens),
    )


def has_a_session(request):
    user, session = getattr(request, "user", None), getattr(request, "session", None)
    return (user is not None and user.is_authenticated) or bool(session is not None and session.session_key)


def names_of_groups(keys):
    rows = Group.objects.filter(pk__in=keys).values_list("pk", "name") if keys else ()
    return {key: str(ROLE_LABELS.get(name, name)) for key, name in rows}


def keys_in(token):
    return [int(key) for key in token.partition(":")[2].split(",") if key]


def audience_in_words(token, names):
    if token == MEMBERS:
        return _("for members")
    if token.startswith("groups:"):
        groups = [names[key] for key in keys_in(token) if key in names]
        if not groups:
            return _("for a group that no longer exists")
        return ngettext("for the group %(groups)s", "for the groups %(groups)s", len(groups)) % {
            "groups": ", ".join(groups)
        }
    return _("for those who have the shared password")


def reason_in_words(token, names, reader):
    """As the end of « Vous la voyez parce que… »."""
    if token == MEMBERS:
        return _("you are signed in")
    if token.startswith("groups:"):
        ours = [names[key] for key in keys_in(token) if key in reader.groups and key in names]
        if ours:
            return _("you belong to the group %(group)s") % {"group": ours[0]}
        return _("you are an administrator")
    return _("you gave the shared password")
