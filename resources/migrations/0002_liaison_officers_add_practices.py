"""Liaison officers add pages below the list of practices: the right they had everywhere, where it is of use."""

from django.db import migrations


def grant(apps, schema_editor):
    group = apps.get_model("auth.Group").objects.filter(name="contributors").first()
    permission = (
        apps.get_model("auth.Permission")
        .objects.filter(codename="add_page", content_type__app_label="wagtailcore")
        .first()
    )
    if group is None or permission is None:
        return
    for page in apps.get_model("resources.PracticeIndexPage").objects.all():
        apps.get_model("wagtailcore.GroupPagePermission").objects.get_or_create(
            group=group, page_id=page.pk, permission=permission
        )


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0001_knowledge_base"),
        ("network", "0013_drafts_within_practices"),
        ("wagtailcore", "0098_apitoken"),
    ]
    # Backwards nothing: administrators may have changed what the group holds.
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
