"""What follows from a change of the glossary."""

from django.db.models.signals import post_delete, post_save

from network.acronyms import forget_acronyms
from network.models import GlossaryTerm

post_save.connect(forget_acronyms, sender=GlossaryTerm, dispatch_uid="acronyms_after_save")
post_delete.connect(forget_acronyms, sender=GlossaryTerm, dispatch_uid="acronyms_after_delete")
