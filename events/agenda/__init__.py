"""`/agenda/`: which meetings are listed for whom, by list, month and year, and under which year each is filed.

Knows: attendance, meetings. Tables: AgendaPage, AgendaYearPage. Secrets: none.
"""
