"""Accounts: people sign in with their e-mail address."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.audience.disclosure import Disclosure
from network.look.text import tidy_line
from network.look.text_fields import refuse_look_alikes


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)  # None gives an unusable password: sign-in is by mail code
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def with_address(self, address):
        """The account that signs in with an address, or none: they are kept in lower case (``User.save``)."""
        return self.filter(email=address.lower())

    def get_by_natural_key(self, email):
        return self.with_address(email).get()


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who may sign in. The directory of people is ``Person``, which may have no account."""

    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick to close the account without deleting it.")
    )
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now)
    person = models.OneToOneField(
        "network.Person",
        verbose_name=_("person of the directory"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="account",
    )
    metropolises = models.ManyToManyField(
        "network.Metropolis",
        verbose_name=_("metropolises"),
        blank=True,
        related_name="liaison_accounts",
        help_text=_("Those whose practices a liaison officer drafts. Offices of the directory give no right."),
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    disclosure = Disclosure(on_pages=False, secret=("password",), words={"metropolises": _("Metropolises I write for")})

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_the_case")]

    def __str__(self):
        return self.get_full_name() or self.email

    def clean(self):
        super().clean()
        self.first_name, self.last_name = tidy_line(self.first_name), tidy_line(self.last_name)
        try:
            refuse_look_alikes(self.email)
        except ValidationError as error:
            raise ValidationError({"email": error}) from error

    def save(self, *args, **options):
        # Sign-in looks for the address in lower case, exactly (allauth: what a database thinks equal may not be).
        self.email = self.email.lower()
        super().save(*args, **options)

    def get_full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self):
        return self.first_name or self.email
