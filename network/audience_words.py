"""Why somebody sees what not everybody sees: said on the page itself, so that nobody passes it on unknowing."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.audience import MEMBERS, reader_for
from network.components import AudienceBadge
from network.roles import ROLE_LABELS


def badge_of(page, request):
    """What a restricted page says above its title, or ``None`` for a page that everybody may read.

    A request without a session is never shown a restricted page: it costs no query here.
    """
    if request is None or not has_a_session(request):
        return None
    reader = reader_for(request)
    above = [restriction for restriction in reader.restrictions if page.path.startswith(restriction.path)]
    tokens = sorted({restriction.token for restriction in above})
    if not tokens:
        return None
    names = names_of_groups({group for restriction in above for group in restriction.groups})
    return AudienceBadge(
        audience=pgettext("audiences", " and ").join(audience_in_words(token, names) for token in tokens),
        reason=pgettext("reasons", " and ").join(reason_in_words(token, names, reader) for token in tokens),
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
