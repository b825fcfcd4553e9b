"""Meetings: their page and its programme, sessions and documents, what they announce, and who sees the link to join.

Knows: the words of the app, and of network its look, audience, directory and mail. Tables: MeetingPage, AgendaItem with
speakers, documents and citations, MeetingSession, MeetingDocument. Secrets: the links, codes and numbers to join.
"""
