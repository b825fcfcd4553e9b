"""Choosing a date together: a poll and its question, who is asked, how they answer, the meeting that comes of it.

Knows: agenda, answers, attendance, invitations, meetings. Tables: DatePoll, DatePollOption, DatePollVoter,
DatePollVote. Secrets: the personal link of each person asked.
"""
