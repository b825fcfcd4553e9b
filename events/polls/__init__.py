"""Choosing a date together: a poll, who is asked, how they answer, and the meeting that comes of it.

Knows: invitations and all below. Tables: DatePoll, DatePollOption, DatePollVoter, DatePollVote. Secrets: the personal
links of those asked.
"""
