"""Model fields that several tables need."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class ChoicesField(models.JSONField):
    """Several values of one controlled list, kept as a JSON list in the order of the vocabulary."""

    def __init__(self, *args, choices_enum=None, **kwargs):
        self.choices_enum = choices_enum
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super(models.JSONField, self).formfield(
            form_class=forms.MultipleChoiceField,
            choices=self.choices_enum.choices,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            initial=list,
        )

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        unknown = [item for item in value if item not in self.choices_enum.values]
        if unknown:
            raise ValidationError(
                _("%(values)s: not in the list. Choose among %(known)s."),
                params={"values": ", ".join(map(str, unknown)), "known": ", ".join(self.choices_enum.values)},
            )

    def labels(self, instance):
        """The labels of the values an instance holds, in the order of the vocabulary."""
        held = getattr(instance, self.attname) or []
        return [label for value, label in self.choices_enum.choices if value in held]
