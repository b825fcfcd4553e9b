"""Choosing a date together: who is asked, what each answers, the date chosen and who is told.

Modules: ``making`` (dates from days and hours, those asked), ``links`` (the personal signed link), ``answering``,
``results`` (the grid and its best dates), ``mails``, ``running`` (send, remind, choose, stop).
"""
