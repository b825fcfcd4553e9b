from resources.models.follow_ups import ActionItem, Decision, FollowUpsPage
from resources.models.matrix import QuestionsPage
from resources.models.minutes import MinutesIndexPage, MinutesPage
from resources.models.positions import Position
from resources.models.practices import PracticeDiscussion, PracticeIndexPage, PracticePage, PracticeStep
from resources.models.questions import Question

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
