"""Reports of mail servers as they send them (RFC 3464)."""

from email.message import EmailMessage

from network.mail.outbox.mime import envelope_sender

REPORT = """\
From: MAILER-DAEMON@ville.example
To: {to}
Message-ID: <rapport@ville.example>
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="limite"

--limite
Content-Type: text/plain; charset=us-ascii

This is the mail system at host ville.example.

--limite
Content-Type: message/delivery-status

Reporting-MTA: dns; ville.example
Arrival-Date: Thu, 1 Jul 2027 10:00:00 +0200

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {answer}

--limite
Content-Type: message/rfc822

From: x@reseau.example
Message-ID: {returned}
Subject: Sujet

Bonjour.
--limite--
"""


def report(sent, *, to="", recipient="", action="failed", status="5.1.1", answer="550 refused", returned=""):
    """The bytes of a report about a mail of ours."""
    return REPORT.format(
        to=to or envelope_sender(sent),
        recipient=recipient or sent.to,
        action=action,
        status=status,
        answer=answer,
        returned=returned or sent.message_id,
    ).encode()


def holiday_answer(sent):
    message = EmailMessage()
    message["From"] = sent.to
    message["To"] = envelope_sender(sent)
    message["Auto-Submitted"] = "auto-replied"
    message["Message-ID"] = "<vacances@ville.example>"
    message.set_content("Je suis en congés.")
    return message.as_bytes()
