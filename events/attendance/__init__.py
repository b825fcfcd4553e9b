"""Who is at a meeting: the record of each person, its history, head-counts, the signing sheet, check-in on the day.

Knows: meetings. Tables: Attendance, SessionAnswer, AttendanceChange, AttendanceNeeds, RegistrationCount. Secrets: needs
of access and meals, words to the organisers, the key of each personal link.
"""
