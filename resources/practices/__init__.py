"""Practices, which are participation approaches run by a metropolis: their list, its filters, who may draft them.

Knows: records. Tables: PracticeIndexPage, PracticePage, PracticeStep, PracticeDiscussion. Secrets: none.
"""
