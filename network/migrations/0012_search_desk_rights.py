"""The ICPC team tends search: it sees what found nothing and puts pages forward."""

from django.db import migrations

RIGHTS = {
    "promotedresult": ("add", "change", "delete", "view"),
    "unansweredsearch": ("view",),
}


def grant(apps, schema_editor):
    Permission = apps.get_model("auth.Permission")
    ContentType = apps.get_model("contenttypes.ContentType")
    organisers = apps.get_model("auth.Group").objects.get(name="organisers")
    for model, actions in RIGHTS.items():
        content_type, _created = ContentType.objects.get_or_create(app_label="network", model=model)
        for action in actions:
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            organisers.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("network", "0011_search_desk")]
    # Backwards nothing: administrators may have changed what the group holds.
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
