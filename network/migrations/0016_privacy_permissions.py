"""What the ICPC team may do with personal data: see the retention report and objections, replace a name."""

from django.db import migrations

ORGANISERS = "organisers"
RIGHTS = {
    "retentionentry": ("view",),
    "objection": ("view", "change"),
    "namereplacement": ("add", "view"),
}


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    group = apps.get_model("auth.Group").objects.get_or_create(name=ORGANISERS)[0]
    for model, actions in RIGHTS.items():
        content_type, _created = ContentType.objects.get_or_create(app_label="network", model=model)
        for action in actions:
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0015_objections"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    # Backwards nothing: administrators may have changed what the group holds.
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
