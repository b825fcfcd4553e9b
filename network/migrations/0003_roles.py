"""The two groups of the network and what each may do.

Permission rows are normally made after all migrations; those needed here are
made now, under the very names Django would give them.
"""

from django.db import migrations

ORGANISERS, CONTRIBUTORS = "organisers", "contributors"
EDIT = ("add", "change", "delete", "view")

# (app, model) of the records edited outside pages, and what organisers may do with them.
RECORDS = {
    ("network", "metropolis"): ("add", "change", "view"),
    ("network", "person"): EDIT,
    ("network", "theme"): EDIT,
    ("network", "glossaryterm"): EDIT,
    ("network", "workinggroup"): EDIT,
    ("events", "attendance"): EDIT,
    ("resources", "question"): EDIT,
    ("resources", "position"): EDIT,
    ("resources", "decision"): EDIT,
    ("resources", "actionitem"): EDIT,
    ("network", "promotedresult"): EDIT,
    ("network", "unansweredsearch"): ("view",),
}
# Wagtail keeps the permissions of images and documents on its own models, whatever model is used.
FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"))
PAGES = {
    ORGANISERS: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
    CONTRIBUTORS: ("add",),
}


def grant(apps, schema_editor):
    Group = apps.get_model("auth.Group")
    Permission = apps.get_model("auth.Permission")
    ContentType = apps.get_model("contenttypes.ContentType")
    Page = apps.get_model("wagtailcore.Page")
    Site = apps.get_model("wagtailcore.Site")
    Collection = apps.get_model("wagtailcore.Collection")

    def permission(app, model, codename, name):
        content_type, _created = ContentType.objects.get_or_create(app_label=app, model=model)
        return Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )[0]

    groups = {name: Group.objects.get_or_create(name=name)[0] for name in (ORGANISERS, CONTRIBUTORS)}
    for group in groups.values():
        group.permissions.add(permission("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"))
    for (app, model), actions in RECORDS.items():
        for action in actions:
            groups[ORGANISERS].permissions.add(
                permission(app, model, f"{action}_{model}", f"Can {action} {model}")
            )

    root = Page.objects.get(depth=1)
    for name, actions in PAGES.items():
        for action in actions:
            apps.get_model("wagtailcore.GroupPagePermission").objects.get_or_create(
                group=groups[name],
                page=root,
                permission=permission("wagtailcore", "page", f"{action}_page", f"Can {action} page"),
            )

    collection = Collection.objects.get(depth=1)
    for app, model in FILES:
        for name, actions in {ORGANISERS: ("add", "change", "choose"), CONTRIBUTORS: ("add", "choose")}.items():
            for action in actions:
                apps.get_model("wagtailcore.GroupCollectionPermission").objects.get_or_create(
                    group=groups[name],
                    collection=collection,
                    permission=permission(app, model, f"{action}_{model}", f"Can {action} {model}"),
                )

    change_settings = permission("network", "networksettings", "change_networksettings", "Can change network settings")
    for site in Site.objects.all():
        apps.get_model("wagtailcore.GroupSitePermission").objects.get_or_create(
            group=groups[ORGANISERS], site=site, permission=change_settings
        )

    # Wagtail's own sample groups say the same with other words; its default approval goes to the organisers.
    GroupApprovalTask = apps.get_model("wagtailcore.GroupApprovalTask")
    for task in GroupApprovalTask.objects.all():
        task.name = "Relecture par l’équipe ICPC"
        task.save()
        task.groups.set([groups[ORGANISERS]])
    apps.get_model("wagtailcore.Workflow").objects.filter(name="Moderators approval").update(
        name="Relecture avant publication"
    )
    Group.objects.filter(name__in=["Moderators", "Editors"], user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_directory_and_pages"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]
    # Backwards nothing: administrators may have changed what the groups hold.
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
