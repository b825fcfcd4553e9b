"""Who may see the link by which a meeting is joined: the only rule, for pages, feeds, mails and exports alike."""

from network.roles import ORGANISERS


def may_see_remote_link(user, meeting):
    """Organisers, and the people whose attendance at this meeting is known.

    ``user`` is an account or ``AnonymousUser``. Being a member is not enough, nor
    is being allowed to read the page.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser or user.groups.filter(name=ORGANISERS).exists():
        return True
    return user.person_id is not None and meeting.attendances.filter(person=user.person_id).exists()
