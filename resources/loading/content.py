"""The knowledge base that ships: pages, practices, questions, minutes, positions and follow-ups.

Order matters: minutes name practices and questions, positions name passages of
the minutes, practices name the passages by anchors only.
"""

from resources.loading.follow_ups import load_follow_ups
from resources.loading.minutes import load_minutes
from resources.loading.pages import load_pages
from resources.loading.positions import load_positions
from resources.loading.practices import load_practices
from resources.loading.questions import load_questions


def load(run):
    load_pages(run)
    load_practices(run)
    load_questions(run)
    load_minutes(run)
    load_positions(run)
    load_follow_ups(run)
