"""What pages show of practices, minutes, positions and follow-ups. Shared components are in ``network.components``."""

from resources.components.records import (
    DECISION_TAG,
    MEMBERS_TAG,
    POSITION_TAGS,
    STATUS_TAGS,
    Answer,
    AnswerGroup,
    AnswerList,
    AnswerLists,
    Cell,
    Discussion,
    FollowUp,
    MatrixColumn,
    MatrixRow,
    MinutesTeaser,
    PositionMatrix,
)

__all__ = [
    "DECISION_TAG",
    "MEMBERS_TAG",
    "POSITION_TAGS",
    "STATUS_TAGS",
    "Answer",
    "AnswerGroup",
    "AnswerList",
    "AnswerLists",
    "Cell",
    "Discussion",
    "FollowUp",
    "MatrixColumn",
    "MatrixRow",
    "MinutesTeaser",
    "PositionMatrix",
]
