"""One question by itself, with the answers it already has."""

from django.utils.translation import gettext as _

from resources.records.answers import AnswerGroup, AnswerLists


def question_with(question, answers):
    """One question by itself."""
    group = AnswerGroup(
        title=question.text,
        anchor=question.slug or "question",
        kicker=_("Question %(number)s") % {"number": question.number},
        answers=answers,
    )
    return AnswerLists([group])
