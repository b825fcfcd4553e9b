"""What the ICPC team may do with mails: see what became of them, send again, settle what came in."""

from django.db import migrations

GRANTED = {
    "outgoingmail": ("view", "change"),
    "incomingmail": ("view", "change"),
    "undeliverableaddress": ("view", "delete"),
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
    dependencies = [("network", "0016_privacy_permissions"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
