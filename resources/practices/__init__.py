"""Practices: participation approaches run by a metropolis, their list, its filters, and who may draft them.

Knows: records. Tables: PracticeIndexPage, PracticePage, PracticeStep, PracticeDiscussion. Secrets: none.
"""
