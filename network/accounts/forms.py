"""Forms of visitors: sign-in code, asking for an account, writing to the team."""

from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from network.look.text_fields import AddressField, LineField, TextField

LONGEST_MESSAGE = 4_000


class SignInCodeForm(RequestLoginCodeForm):
    """Refuses look-alikes before a mail is sent to whoever owns that other address."""

    email = AddressField()


def to_fill_in(label):
    """What an empty field says: which one it is, and what to do."""
    label = str(label)
    return _("Fill this in: %(label)s.") % {"label": label[:1].lower() + label[1:]}


class HoneypotForm(forms.Form):
    """A field that people do not see and programs fill in: what they send is answered, and thrown away."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = to_fill_in(field.label)

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_from_a_program(self):
        return bool(self.data.get(self.add_prefix("website")))

    def fields_shown(self):
        return [field for field in self.visible_fields() if field.name != "website"]


class AccountRequestForm(HoneypotForm):
    first_name = LineField(
        label=_("First name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = LineField(
        label=_("Last name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = AddressField(
        label=_("E-mail address"),
        help_text=_("Your professional address: a mail is sent there, to confirm it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = LineField(
        label=_("Organisation"),
        max_length=160,
        help_text=_("The metropolis or the body for which you ask."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    function = LineField(
        label=_("Function"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "organization-title"})
    )
    message = TextField(
        label=_("Message to the team (optional)"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MessageForm(HoneypotForm):
    """Writing to the team. ``subject`` is left out where the page says what it is about."""

    name = LineField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = AddressField(
        label=_("Your e-mail address"),
        help_text=_("The answer is sent there; it is used for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = LineField(label=_("Subject"), max_length=150)
    text = TextField(label=_("Message"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 8}))

    @classmethod
    def for_account(cls, user, **options):
        """An empty form, with what the account says already."""
        initial = {"name": user.get_full_name(), "email": user.email} if user.is_authenticated else {}
        return cls(initial=initial, **options)


class CorrectionForm(MessageForm):
    """What is wrong in a passage, and how it should read."""

    text = TextField(
        label=_("What should be corrected"),
        help_text=_("Say what is wrong and how it should read; a source helps."),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    subject = None
