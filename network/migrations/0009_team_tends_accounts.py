"""What the ICPC team may do with accounts: invite, decide on requests, read what readers write. Not the rights of others."""

from django.db import migrations

GRANTED = {
    "accountinvitation": ("add", "view", "change"),
    "accountrequest": ("view", "change"),
    "readermessage": ("view", "change", "delete"),
}


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    organisers, _created = apps.get_model("auth.Group").objects.get_or_create(name="organisers")
    for model, actions in GRANTED.items():
        content_type, _created = ContentType.objects.get_or_create(app_label="network", model=model)
        for action in actions:
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            organisers.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("network", "0008_liaison_metropolises"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
