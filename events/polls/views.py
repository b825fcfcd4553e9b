"""`/agenda/sondages/<token>/`: somebody's own page of a date poll, opened by the link of a mail."""

from django.core.exceptions import ValidationError
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.polls.answering import record_votes
from events.polls.components import PollGrid, column_of
from events.polls.forms import OptionFields, PollAnswerForm
from events.polls.links import is_expired, voter_of
from events.polls.results import result_of
from events.vocabularies import AnswerChannel, PollState, PollVisibility
from network.accounts.secret_pages import secret_page
from network.audience.rules import reader_for
from network.look.components import Notice, PageHead
from network.look.dates import format_day, format_hour


@secret_page
def date_poll(request, token):
    """Looking changes nothing, since mail programs fetch links in advance: only the form's button answers."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    voter, channel = voter_of(token)
    if voter is None:
        return refused(request, _("This link does not work"), 404)
    poll = voter.poll
    if poll.state == PollState.DRAFT:
        return refused(request, _("This link does not work"), 404)
    if is_expired(poll):
        return refused(request, _("This poll ended some time ago"), 410)
    result = result_of(poll)
    form = form_of(voter, result, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            record_votes(voter=voter, votes=form.votes, channel=channel, comment=form.cleaned_data["comment"])
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            return redirect(f"{request.path}#contenu")
    return render(
        request,
        "events/polls/answer.html",
        context_of(request, voter, result, form, on_behalf=channel == AnswerChannel.ASSISTANT),
        status=422 if form.is_bound else 200,
    )


def form_of(voter, result, data=None, kind=PollAnswerForm):
    """The form of one person's answers; ``kind`` is its class."""
    votes = {
        option: (vote.answer, vote.side) for (voter_pk, option), vote in result.votes.items() if voter_pk == voter.pk
    }
    return kind(
        data,
        option_pks=[one.option.pk for one in result.options],
        votes=votes,
        comment=voter.comment,
        is_hybrid=voter.poll.is_hybrid,
    )


def context_of(request, voter, result, form, *, on_behalf):
    poll = voter.poll
    shows_names = poll.visibility == PollVisibility.NAMES
    shows_counts = shows_names or poll.visibility == PollVisibility.COUNTS
    is_open = poll.takes_answers()
    zone = poll.get_time_zone_display() if poll.time_zone != "Europe/Paris" else ""
    return {
        "poll": poll,
        "head": PageHead(
            poll.title,
            kicker=_("Date poll (example)") if poll.is_sample else _("Date poll"),
            lead=lead_of(voter, on_behalf=on_behalf, is_open=is_open),
            meta=[
                *([_("Answers until %(moment)s") % {"moment": moment_of(poll.answers_until, poll)}] if is_open else []),
                *([_("Hours of %(zone)s") % {"zone": zone}] if zone else []),
            ],
        ),
        "notices": notices_of(request, voter, form, is_open=is_open),
        "form": form,
        "shows_form": is_open or form.is_bound,
        "is_open": is_open,
        "on_behalf": on_behalf,
        "fields": fields_of(poll, result, form, shows_counts=shows_counts),
        "grid": PollGrid.of(poll, result, with_names=shows_names)
        if shows_names or (shows_counts and not is_open)
        else None,
    }


def fields_of(poll, result, form, *, shows_counts):
    """The questions of a form, one a date, ready to print."""
    return [
        OptionFields(
            column.day,
            column.hours,
            form[f"date-{column.key}"],
            form[f"side-{column.key}"] if poll.is_hybrid else None,
            counts=column.counts if shows_counts and column.can_come else "",
            is_best=shows_counts and column.is_best,
        )
        for column in (column_of(poll, one) for one in result.options)
    ]


def lead_of(voter, *, on_behalf, is_open):
    name = voter.person.full_name
    if not is_open:
        return ""
    if on_behalf:
        return _("Which dates suit %(name)s? You answer on her or his behalf.") % {"name": name}
    return _("%(name)s, which dates suit you?") % {"name": name}


def notices_of(request, voter, form, *, is_open):
    poll = voter.poll
    notices = []
    if form.is_bound:
        pass  # what is wrong stands in the form
    elif voter.answered_at and is_open:
        notices.append(
            Notice(
                _("Noted on %(moment)s. You may change your answers here until the deadline.")
                % {"moment": moment_of(voter.answered_at, poll)},
                title=_("Your answers are noted"),
                tone="ok",
            )
        )
    if poll.state == PollState.DECIDED and poll.chosen_option:
        notices.append(decided_notice(request, poll))
    elif poll.state == PollState.STOPPED:
        notices.append(Notice(_("The organisers have closed this poll without choosing a date."), tone="info"))
    elif not is_open and not form.is_bound:
        notices.append(
            Notice(
                _("Answers were taken until %(moment)s. The organisers will choose a date and write to you.")
                % {"moment": moment_of(poll.answers_until, poll)},
                title=_("The deadline is past"),
            )
        )
    return notices


def decided_notice(request, poll):
    """The date chosen and, for who may read its page, the meeting."""
    meeting = poll.meeting
    text = poll.chosen_option.text_in(poll.time_zone)
    if meeting and meeting.live and meeting.starts_at:
        text = meeting.when.text  # it may have moved since
    html = ""
    if meeting and meeting.live and reader_for(request).may_see(meeting):
        html = format_html('<p><a href="{}">{}</a></p>', meeting.get_url(request), _("The page of the meeting"))
    return Notice(text, title=_("The date is chosen"), tone="ok", html=html)


def moment_of(moment, poll):
    local = moment.astimezone(poll.zone)
    return _("%(day)s at %(hour)s") % {"day": format_day(local, weekday=True), "hour": format_hour(local)}


def refused(request, title, status):
    """A plain page; it tells nothing of the poll."""
    text = _(
        "The link may have been cut by your mail program, replaced by a newer one, or withdrawn. Open it again from the "
        "latest mail, or write to the organisers."
    )
    if status == 410:
        text = _("Its link no longer works. What was decided is in the meetings of the network.")
    return render(request, "events/polls/refused.html", {"head": PageHead(title, lead=text)}, status=status)
