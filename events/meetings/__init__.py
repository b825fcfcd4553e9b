"""Meetings: their page and its address, programme, sessions and documents, remarks, who sees the link to join.

Knows: no other room. Tables: MeetingDocument, AgendaItem, AgendaItemSpeaker, AgendaItemDocument, AgendaItemCitation,
MeetingPage, MeetingSession. Secrets: the links, codes and numbers by which a meeting is joined.
"""
