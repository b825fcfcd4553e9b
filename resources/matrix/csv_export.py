"""Every answer to every question in a row, for a French spreadsheet."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.directory.acronyms import plain_text
from network.look import spreadsheets
from network.look.dates import in_paris


def csv_response(questions, positions, request):
    """Every position in a row, for a French spreadsheet."""
    headings = [
        _("Meeting"),
        pgettext("of a meeting", "First day"),
        _("Question number"),
        _("Question"),
        _("Metropolis"),
        pgettext("position", "Kind"),
        _("In a few words"),
        _("Position"),
        _("Address"),
    ]
    known = {question.pk: question for question in questions}
    order = {key: place for place, key in enumerate(known)}
    shown = sorted(
        (position for position in positions if position.question_id in known),
        key=lambda position: (order[position.question_id], position.metropolis.short_name, position.sort_order),
    )
    rows = (row_of(position, known[position.question_id], request) for position in shown)
    return spreadsheets.csv_response(rows, headings=headings, filename="regards-croises")


def row_of(position, question, request):
    meeting = question.meeting
    address = request.build_absolute_uri(f"{position.minutes.get_url(request)}#{position.anchor}")
    return (
        meeting.title if meeting else "",
        in_paris(meeting.starts_at).date().isoformat() if meeting and meeting.starts_at else "",
        question.number,
        question.text,
        position.metropolis.usual_name,
        position.get_kind_display(),
        position.label,
        plain_text(position.text),
        address,
    )
