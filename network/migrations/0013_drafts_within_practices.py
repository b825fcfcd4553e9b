"""Liaison officers no longer add pages everywhere: `resources` lets them add below its list of practices only."""

from django.db import migrations


def take_away(apps, schema_editor):
    apps.get_model("wagtailcore.GroupPagePermission").objects.filter(
        group__name="contributors", page__depth=1, permission__codename="add_page"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("network", "0012_incoming_mails"), ("wagtailcore", "0098_apitoken")]
    # Backwards nothing: administrators may have changed what the group holds.
    operations = [migrations.RunPython(take_away, migrations.RunPython.noop)]
