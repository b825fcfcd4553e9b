"""How many mails one person gets: a mistake in a loop must not fill a mailbox."""

from datetime import datetime, timedelta

from network.mail.models.outgoing import OutgoingMail

AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 20


def free_at(mail: OutgoingMail, now: datetime) -> datetime:
    """When a mail may leave: now, or when its address has received less within an hour."""
    if mail.is_urgent:
        return now
    sent = OutgoingMail.objects.to_address(mail.to).filter(sent_at__gt=now - AN_HOUR)
    latest = list(sent.order_by("-sent_at").values_list("sent_at", flat=True)[:MOST_AN_HOUR])
    return latest[-1] + AN_HOUR if len(latest) == MOST_AN_HOUR else now
