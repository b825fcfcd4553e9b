"""The knowledge base that ships: pages, practices, questions, minutes, positions and follow-ups.

Order matters: minutes name practices and questions, positions name passages of
the minutes, practices name the passages by anchors only.
"""

from resources.loader.follow_ups import load_follow_ups
from resources.loader.minutes import load_minutes
from resources.loader.pages import load_pages
from resources.loader.positions import load_positions
from resources.loader.practices import load_practices
from resources.loader.questions import load_questions


def load(run):
    load_pages(run)
    load_practices(run)
    load_questions(run)
    load_minutes(run)
    load_positions(run)
    load_follow_ups(run)
