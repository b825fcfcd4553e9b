"""What follows from a change of the glossary."""

from django.db.models.signals import post_delete, post_save

from network.directory.acronyms import forget_acronyms
from network.directory.models.glossary import GlossaryTerm

post_save.connect(forget_acronyms, sender=GlossaryTerm, dispatch_uid="acronyms_after_save")
post_delete.connect(forget_acronyms, sender=GlossaryTerm, dispatch_uid="acronyms_after_delete")
