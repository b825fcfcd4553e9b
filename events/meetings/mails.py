"""How mails say of which meeting they are: « meeting:12 »."""

from network.mail.about import mails_about

MEETING = mails_about("meeting", is_page=True)
