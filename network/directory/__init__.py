"""The network itself: metropolises, people and their mandates, working groups, themes, the glossary, its own pages.

Knows: audience, look. Tables: StandardPage, GlossaryTerm, GlossaryIndexPage, Person, Mandate, Metropolis,
MetropolisIndexPage, Theme, WorkingGroup, WorkingGroupMember, ManifestoPage, ManifestoChapter, ManifestoArticle,
HomePage, NetworkSettings, StatementPage. Secrets: private addresses of people, the names of those who are shown by a
function.
"""
