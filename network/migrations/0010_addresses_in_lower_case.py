"""Sign-in looks for an address in lower case, exactly: those kept otherwise could not sign in."""

from django.db import migrations
from django.db.models.functions import Lower


def lower(apps, schema_editor):
    apps.get_model("network.User").objects.update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("network", "0009_team_tends_accounts")]
    # Backwards nothing: how an address was typed is not kept.
    operations = [migrations.RunPython(lower, migrations.RunPython.noop)]
