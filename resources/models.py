from resources.follow_ups.models import ActionItem, Decision, FollowUpsPage
from resources.matrix.models import QuestionsPage
from resources.minutes.models import MinutesIndexPage, MinutesPage
from resources.minutes.positions import Position
from resources.practices.models import PracticeDiscussion, PracticeIndexPage, PracticePage, PracticeStep
from resources.questions.models import Question

__all__ = [
    "ActionItem",
    "Decision",
    "FollowUpsPage",
    "MinutesIndexPage",
    "MinutesPage",
    "Position",
    "PracticeDiscussion",
    "PracticeIndexPage",
    "PracticePage",
    "PracticeStep",
    "Question",
    "QuestionsPage",
]
