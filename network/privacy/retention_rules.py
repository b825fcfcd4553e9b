"""The network's own retention rules: accounts, logs, drafts, finished tasks. Meetings are the upper app's."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from dateutil.relativedelta import relativedelta
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision

from network.accounts.models.audit import AuditEntry
from network.accounts.models.devices import KnownDevice
from network.accounts.models.invitations import AccountInvitation
from network.accounts.models.reader_messages import ReaderMessage
from network.accounts.models.requests import AccountRequest
from network.directory.models.people import Person
from network.following.models.search_desk import UnansweredSearch
from network.mail import plain_mails
from network.mail.kinds import declared_kinds
from network.mail.models.incoming import IncomingMail, UndeliverableAddress
from network.mail.models.outgoing import OutgoingMail
from network.privacy.erasure import LastAdministrator, erase_account
from network.privacy.models.objections import Objection
from network.privacy.models.retention import InactivityWarning, RetentionEntry
from network.privacy.retention import Applied

BETWEEN_WARNINGS = timedelta(days=14)
"""However late the daily task runs, nobody gets both warnings at once, nor loses an account right after one."""
REPORT_MONTHS = 36
BRIEFLY = timedelta(days=7)


class AccountsRule:
    """Two mails, some weeks apart, then the account is erased as if its owner had asked for it."""

    name = "accounts"
    label = gettext_lazy("Accounts without sign-in")

    def apply(self, *, limits, now, dry_run):
        warned = erased = 0
        for user in self.waiting(limits, now):
            step = step_for(user, limits=limits, now=now)
            if step == "warn":
                self.warn(user, limits=limits, now=now, dry_run=dry_run)
                warned += 1
            elif step == "erase":
                try:
                    erase_account(user, because=_("no sign-in for a long time, after two warnings"), tell=not dry_run)
                except LastAdministrator:
                    continue  # without one nobody could open the site's doors again
                erased += 1
        words = ngettext("%(count)s account warned.", "%(count)s accounts warned.", warned) % {"count": warned}
        return Applied(erased, words if warned else "")

    def waiting(self, limits, now):
        """The accounts whose first warning is due, or was: the longest away first."""
        moment = now - relativedelta(months=limits.accounts_months) + timedelta(days=limits.first_warning_days)
        users = get_user_model().objects.annotate(seen_at=Coalesce("last_login", "date_joined"))
        return users.filter(seen_at__lte=moment).order_by("seen_at", "pk")

    def warn(self, user, *, limits, now, dry_run):
        InactivityWarning.objects.create(user=user, sent_at=now)
        if dry_run or not user.is_active:
            return  # a closed account could not be opened by signing in
        last_day = max(
            seen_at(user) + relativedelta(months=limits.accounts_months),
            now + timedelta(days=limits.second_warning_days),
        )
        context = {
            "last_day": format_date(timezone.localtime(last_day), "j F Y"),
            "sign_in_url": plain_mails.absolute(reverse("account_login")),
        }
        plain_mails.send("network/privacy/mails/inactive", to=user.email, context=context)


def seen_at(user):
    return user.last_login or user.date_joined


def step_for(user, *, limits, now):
    """What is due for an account: ``"warn"``, ``"erase"`` or nothing yet. Signing in starts it all anew."""
    since = seen_at(user)
    end = since + relativedelta(months=limits.accounts_months)
    sent = list(
        user.inactivity_warnings.filter(sent_at__gt=since).order_by("sent_at").values_list("sent_at", flat=True)
    )
    if not sent:
        return "warn" if now >= end - timedelta(days=limits.first_warning_days) else ""
    if now - sent[-1] < min(BETWEEN_WARNINGS, timedelta(days=limits.second_warning_days)):
        return ""
    if len(sent) == 1:
        return "warn" if now >= end - timedelta(days=limits.second_warning_days) else ""
    return "erase" if now >= end else ""


class LogsRule:
    """Who signed in from where: sessions that ended, devices not seen again, the audit log, this report itself."""

    name = "logs"
    label = gettext_lazy("Security logs")

    def apply(self, *, limits, now, dry_run):
        before = now - relativedelta(months=limits.logs_months)
        count = AuditEntry.objects.drop_before(before)
        count += KnownDevice.objects.filter(last_seen_at__lt=before).delete()[0]
        over = Session.objects.filter(expire_date__lt=now)
        count += UserSession.objects.filter(
            ~Exists(Session.objects.filter(pk=OuterRef("session_key"), expire_date__gte=now))
        ).delete()[0]
        count += over.delete()[0]
        RetentionEntry.objects.filter(at__lt=now - relativedelta(months=REPORT_MONTHS)).delete()
        return Applied(count)


class DraftsRule:
    """Pages that were never published, and changes to published ones that were not, when nobody touched them since."""

    name = "drafts"
    label = gettext_lazy("Drafts nobody changes")

    def apply(self, *, limits, now, dry_run):
        before = now - relativedelta(months=limits.drafts_months)
        titles = self.delete_pages(before)
        changes = self.drop_changes(before)
        words = ", ".join(f"“{title}”" for title in titles)
        return Applied(len(titles) + changes, words)

    def delete_pages(self, before):
        """Leaves first: a draft with something newer or published below it stays."""
        drafts = Page.objects.filter(
            live=False, first_published_at=None, depth__gt=2, latest_revision_created_at__lt=before, go_live_at=None
        )
        titles = []
        for page in drafts.order_by("-depth", "path"):
            page.refresh_from_db()
            if page.numchild == 0:
                titles.append(page.title)
                page.specific.delete()
        return titles

    def drop_changes(self, before):
        """Old revisions nobody published: the page goes on as it is published, and its editor shows that."""
        pages = Page.objects.filter(live=True, has_unpublished_changes=True, latest_revision_created_at__lt=before)
        pages = pages.exclude(live_revision=None).exclude(latest_revision=F("live_revision"))
        count = 0
        for page in pages.order_by("path"):
            specific = page.specific
            if specific.workflow_in_progress:
                continue
            newer = Revision.objects.for_instance(specific).filter(created_at__gt=page.live_revision.created_at)
            live = page.live_revision
            Page.objects.filter(pk=page.pk).update(
                latest_revision=live,
                latest_revision_created_at=live.created_at,
                draft_title=page.title,
                has_unpublished_changes=False,
            )
            newer.filter(approved_go_live_at=None).delete()
            count += 1
        return count


class TasksRule:
    """Finished tasks keep what they were asked with: mail addresses among it."""

    name = "tasks"
    label = gettext_lazy("Finished tasks")

    def apply(self, *, limits, now, dry_run):
        old = DBTaskResult.objects.finished().filter(finished_at__lt=now - timedelta(days=limits.finished_tasks_days))
        return Applied(old.delete()[0])


class MailsRule:
    """Mails that left, failed or were taken back, and those that came in. Those whose kind
    says so, with a code or about an erased account, go within days; the mark of an address that does not exist, once nobody has that address any more."""

    name = "mails"
    label = gettext_lazy("Mails sent and received")

    def apply(self, *, limits, now, dry_run):
        over = OutgoingMail.objects.exclude(state__in=[OutgoingMail.State.QUEUED, OutgoingMail.State.SENDING])
        old = Q(created_at__lt=now - relativedelta(months=limits.mails_months))
        for kind in declared_kinds():
            if kind.kept_for is not None:
                old |= Q(kind=kind.code, created_at__lt=now - kind.kept_for)
        came = IncomingMail.objects.exclude(state=IncomingMail.State.RECEIVED)
        came = came.filter(received_at__lt=now - relativedelta(months=limits.mails_months))
        count = over.filter(old).delete()[0] + came.delete()[0]
        return Applied(count + self.nobodys_marks(limits, now).delete()[0])

    def nobodys_marks(self, limits, now):
        owners = [
            Exists(model.objects.filter(email__iexact=OuterRef("address"))) for model in (get_user_model(), Person)
        ]
        marks = UndeliverableAddress.objects.filter(since__lt=now - relativedelta(months=limits.mails_months))
        return marks.exclude(owners[0] | owners[1])


class MessagesRule:
    """What readers wrote, once handled; requests and invitations for an account, once decided, over or never confirmed."""

    name = "messages"
    label = gettext_lazy("Messages and requests")

    def apply(self, *, limits, now, dry_run):
        before = now - relativedelta(months=limits.messages_months)
        unconfirmed = Q(state=AccountRequest.State.UNCONFIRMED, received_at__lt=now - BRIEFLY)
        count = ReaderMessage.objects.filter(handled_at__lt=before).delete()[0]
        count += AccountRequest.objects.filter(unconfirmed | Q(decided_at__lt=before)).delete()[0]
        count += AccountInvitation.objects.filter(sent_at__lt=before).delete()[0]
        return Applied(count)


class ObjectionsRule:
    """Objections whose address nobody confirmed, and those answered long ago; the trace of a replaced name stays."""

    name = "objections"
    label = gettext_lazy("Objections")

    def apply(self, *, limits, now, dry_run):
        unconfirmed = Q(state=Objection.State.UNCONFIRMED, received_at__lt=now - BRIEFLY)
        answered = Q(answered_at__lt=now - relativedelta(months=limits.messages_months))
        return Applied(Objection.objects.filter(unconfirmed | answered).delete()[0])


class TrafficRule:
    """Words that found nothing: no name, but people type names."""

    name = "searches"
    label = gettext_lazy("Searches without result")

    def apply(self, *, limits, now, dry_run):
        before = timezone.localtime(now - relativedelta(months=limits.traffic_months)).date()
        return Applied(UnansweredSearch.objects.filter(day__lt=before).delete()[0])


RULES = (AccountsRule, LogsRule, DraftsRule, MailsRule, MessagesRule, ObjectionsRule, TasksRule, TrafficRule)
