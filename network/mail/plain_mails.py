"""Plain mails about accounts: two templates, a subject and a text."""

from network.mail.outbox import absolute, post_template, site_host

__all__ = ["absolute", "send", "site_host"]


def send(template, *, to, context, **more):
    """Write a mail now, sent when the change that it tells of is kept (same transaction)."""
    return post_template(template, to=to, context=context, **{"kind": "account"} | more)
