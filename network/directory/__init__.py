"""The network itself: metropolises, people and their mandates, working groups, themes, the glossary, and its own pages.

Knows: audience, look. Tables: Metropolis, Person, Mandate, WorkingGroup(Member), Theme, GlossaryTerm, Manifesto…,
NetworkSettings, the pages. Secrets: private addresses of people.
"""
