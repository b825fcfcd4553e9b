"""Files, pages, what readers write and follow, what keeps the site running; then the two roles and what each may do.

The data steps come last, when every table they speak of is there. Records of other apps are given to the team in the
migrations of these.
"""

from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from taggit.managers import TaggableManager
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import ImageFileMixin, WagtailImageField, get_rendition_storage, get_rendition_upload_to, get_upload_to
from wagtail.models.media import get_root_collection_id

from network.following.models.saved_searches import new_token  # the one name of ours: it must stay importable from there

READING_PROBLEMS = [
    ("empty_file", "The file is empty."),
    ("missing", "The file is no longer there."),
    ("too_large", "The file is larger than 50 MB."),
    ("unknown_format", "The text of files of this format is not read."),
    ("protected", "The file asks for a password."),
    ("damaged", "The file is damaged or is not what its name says."),
    ("unsafe", "The file refers to something outside itself, as no ordinary document does."),
    ("time", "Reading took too long and was stopped."),
    ("memory", "Reading took too much memory and was stopped."),
    ("length", "The text is so long that only its beginning is searched."),
    ("no_text", "The file holds pictures of pages but no text: it was probably scanned."),
]
BODY = [("heading", 2), ("paragraph", 3), ("key_figures", 9), ("quote", 12), ("figure", 17), ("timeline", 23), ("working_groups", 26), ("links", 32), ("document", 33)]
BODY_BLOCKS = {
    0: ("wagtail.blocks.CharBlock", (), {"label": "Heading", "max_length": 200}),
    1: ("wagtail.blocks.ChoiceBlock", [], {"choices": [("2", "2"), ("3", "3")], "label": "Level"}),
    2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
    3: ("wagtail.blocks.RichTextBlock", (), {"features": ["bold", "italic", "link", "document-link", "ul", "ol"], "icon": "pilcrow", "label": "Paragraph", "template": "network/look/blocks/paragraph.html"}),
    4: ("wagtail.blocks.CharBlock", (), {"label": "Figure", "max_length": 40}),
    5: ("wagtail.blocks.CharBlock", (), {"label": "What it counts", "max_length": 200}),
    6: ("wagtail.blocks.StructBlock", [[("value", 4), ("label", 5)]], {}),
    7: ("wagtail.blocks.ListBlock", (6,), {"label": "Figures", "min_num": 1}),
    8: ("wagtail.blocks.CharBlock", (), {"label": "Source and date", "required": False}),
    9: ("wagtail.blocks.StructBlock", [[("figures", 7), ("source", 8)]], {}),
    10: ("wagtail.blocks.TextBlock", (), {"label": "Quotation"}),
    11: ("wagtail.blocks.CharBlock", (), {"label": "Source", "required": False}),
    12: ("wagtail.blocks.StructBlock", [[("text", 10), ("source", 11)]], {}),
    13: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "Image"}),
    14: ("wagtail.blocks.CharBlock", (), {"help_text": "Empty only when the picture adds nothing to the text.", "label": "Text alternative", "required": False}),
    15: ("wagtail.blocks.CharBlock", (), {"label": "Caption", "required": False}),
    16: ("wagtail.blocks.CharBlock", (), {"label": "Credit", "required": False}),
    17: ("wagtail.blocks.StructBlock", [[("image", 13), ("alternative", 14), ("caption", 15), ("credit", 16)]], {}),
    18: ("wagtail.blocks.CharBlock", (), {"help_text": "As precisely as it is known: “2017”.", "label": "When", "max_length": 60}),
    19: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 200}),
    20: ("wagtail.blocks.RichTextBlock", (), {"features": ["bold", "italic", "link"], "label": "Text", "required": False}),
    21: ("wagtail.blocks.StructBlock", [[("when", 18), ("title", 19), ("text", 20)]], {}),
    22: ("wagtail.blocks.ListBlock", (21,), {"label": "Steps", "min_num": 1}),
    23: ("wagtail.blocks.StructBlock", [[("steps", 22)]], {}),
    24: ("wagtail.snippets.blocks.SnippetChooserBlock", ("network.WorkingGroup",), {}),
    25: ("wagtail.blocks.ListBlock", (24,), {"label": "Working groups", "min_num": 1}),
    26: ("wagtail.blocks.StructBlock", [[("groups", 25)]], {}),
    27: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 120, "required": False}),
    28: ("wagtail.blocks.CharBlock", (), {"label": "Label", "max_length": 200}),
    29: ("wagtail.blocks.URLBlock", (), {"label": "Address", "required": False}),
    30: ("wagtail.blocks.StructBlock", [[("label", 28), ("url", 29)]], {}),
    31: ("wagtail.blocks.ListBlock", (30,), {"label": "Links", "min_num": 1}),
    32: ("wagtail.blocks.StructBlock", [[("title", 27), ("links", 31)]], {}),
    33: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Document", "template": "network/look/blocks/document.html"}),
}


def identity():
    return models.BigAutoField("ID", auto_created=True, primary_key=True, serialize=False)


def page():
    """What ties a page of ours to Wagtail's."""
    return models.OneToOneField(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, auto_created=True, parent_link=True, primary_key=True, serialize=False)


def summary():
    return models.CharField("summary", max_length=300, blank=True, help_text="One or two sentences, shown in lists, in search results and to search engines.")


def make_permissions(apps, schema_editor):
    """Those of the tables above: Django makes them after all migrations, the step below gives them now."""
    app = apps.get_app_config("network")
    app.models_module = True  # what stands for the app in a migration has none, and would be passed over
    create_permissions(app, verbosity=0, using=schema_editor.connection.alias, apps=apps)


ORGANISERS, CONTRIBUTORS = "organisers", "contributors"
EDIT = ("add", "change", "delete", "view")
RECORDS = {
    "metropolis": ("add", "change", "view"),
    "person": EDIT,
    "theme": EDIT,
    "workinggroup": EDIT,
    "glossaryterm": EDIT,
    "accountinvitation": ("add", "change", "view"),
    "accountrequest": ("change", "view"),
    "readermessage": ("change", "delete", "view"),
    "outgoingmail": ("change", "view"),
    "incomingmail": ("change", "view"),
    "undeliverableaddress": ("delete", "view"),
    "objection": ("change", "view"),
    "namereplacement": ("add", "view"),
    "retentionentry": ("view",),
    "promotedresult": EDIT,
    "unansweredsearch": ("view",),
}
"""What the team may do with records edited outside pages. Not the rights of others: administrators give these."""
PAGES = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
FILES = {ORGANISERS: ("add", "change", "choose"), CONTRIBUTORS: ("add", "choose")}


def make_roles(apps, schema_editor):
    """The ICPC team writes and tends everything; liaison officers bring files. Where these add pages, below the list
    of practices, `resources` says."""
    Group = apps.get_model("auth.Group")
    Permission = apps.get_model("auth.Permission")

    def permission(app, codename):
        return Permission.objects.get(content_type__app_label=app, codename=codename)

    organisers, contributors = (Group.objects.create(name=name) for name in (ORGANISERS, CONTRIBUTORS))
    for group in (organisers, contributors):
        group.permissions.add(permission("wagtailadmin", "access_admin"))
    for model, actions in RECORDS.items():
        organisers.permissions.add(*(permission("network", f"{action}_{model}") for action in actions))

    for root in apps.get_model("wagtailcore.Page").objects.filter(depth=1):
        for action in PAGES:
            root.group_permissions.create(group=organisers, permission=permission("wagtailcore", f"{action}_page"))
    for root in apps.get_model("wagtailcore.Collection").objects.filter(depth=1):
        # Wagtail keeps these permissions on its own models, whatever model is used.
        for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
            for group in (organisers, contributors):
                for action in FILES[group.name]:
                    root.group_permissions.create(group=group, permission=permission(app, f"{action}_{model}"))
    for site in apps.get_model("wagtailcore.Site").objects.all():
        apps.get_model("wagtailcore.GroupSitePermission").objects.create(
            group=organisers, site=site, permission=permission("network", "change_networksettings")
        )


def let_the_team_approve(apps, schema_editor):
    """Wagtail's sample workflow becomes ours, and its sample groups, which say the same with other words, go."""
    Group = apps.get_model("auth.Group")
    for task in apps.get_model("wagtailcore.GroupApprovalTask").objects.all():
        task.name = "Relecture par l’équipe ICPC"
        task.save()
        task.groups.set(Group.objects.filter(name=ORGANISERS))
    workflows = apps.get_model("wagtailcore.Workflow").objects.filter(name="Moderators approval")
    workflows.update(name="Relecture avant publication")
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0001_people_and_accounts"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        # ── documents
        migrations.CreateModel("NetworkImage", [
            ("id", identity()),
            ("collection", models.ForeignKey("wagtailcore.collection", models.CASCADE, default=get_root_collection_id, related_name="+", verbose_name="collection")),
            ("title", models.CharField("title", max_length=255)),
            ("file", WagtailImageField("file", upload_to=get_upload_to, width_field="width", height_field="height")),
            ("description", models.CharField("description", max_length=255, blank=True, default="")),
            ("width", models.IntegerField("width", editable=False)),
            ("height", models.IntegerField("height", editable=False)),
            ("created_at", models.DateTimeField("created at", db_index=True, auto_now_add=True)),
            ("uploaded_by_user", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, blank=True, null=True, editable=False, verbose_name="uploaded by user")),
            ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
            ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
            ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
            ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
            ("file_size", models.PositiveIntegerField(null=True, editable=False)),
            ("file_hash", models.CharField(max_length=40, blank=True, db_index=True, editable=False)),
            ("credit", models.CharField("credit", max_length=200, blank=True, help_text="Who made the picture.")),
            ("licence", models.CharField("licence", max_length=120, blank=True)),
            ("tags", TaggableManager(blank=True, help_text=None, through="taggit.TaggedItem", to="taggit.Tag", verbose_name="tags")),
        ], bases=(ImageFileMixin, models.Model)),
        migrations.CreateModel("NetworkRendition", [
            ("id", identity()),
            ("filter_spec", models.CharField(max_length=255, db_index=True)),
            ("file", WagtailImageField(upload_to=get_rendition_upload_to, storage=get_rendition_storage, width_field="width", height_field="height")),
            ("width", models.IntegerField(editable=False)),
            ("height", models.IntegerField(editable=False)),
            ("focal_point_key", models.CharField(max_length=16, blank=True, default="", editable=False)),
            ("image", models.ForeignKey("network.networkimage", models.CASCADE, related_name="renditions")),
        ], options={"unique_together": {("image", "filter_spec", "focal_point_key")}}, bases=(ImageFileMixin, models.Model)),
        migrations.CreateModel("NetworkDocument", [
            ("id", identity()),
            ("collection", models.ForeignKey("wagtailcore.collection", models.CASCADE, default=get_root_collection_id, related_name="+", verbose_name="collection")),
            ("title", models.CharField("title", max_length=255)),
            ("file", models.FileField("file", upload_to="documents")),
            ("created_at", models.DateTimeField("created at", auto_now_add=True)),
            ("uploaded_by_user", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, blank=True, null=True, editable=False, verbose_name="uploaded by user")),
            ("file_size", models.PositiveBigIntegerField(null=True, editable=False)),
            ("file_hash", models.CharField(max_length=40, blank=True, editable=False)),
            ("credit", models.CharField("author or source", max_length=200, blank=True)),
            ("licence", models.CharField("licence", max_length=120, blank=True)),
            ("html_version_url", models.URLField("accessible version", blank=True, help_text="Address of the same text as a web page, if there is one.")),
            ("tags", TaggableManager(blank=True, help_text=None, through="taggit.TaggedItem", to="taggit.Tag", verbose_name="tags")),
        ], options={"verbose_name": "document", "verbose_name_plural": "documents"}),
        migrations.CreateModel("DocumentText", [
            ("id", identity()),
            ("document", models.OneToOneField("network.networkdocument", models.CASCADE, related_name="extracted_text", verbose_name="document")),
            ("state", models.CharField("state", choices=[("pending", "waiting to be read"), ("done", "read"), ("failed", "not readable")], max_length=10, default="pending")),
            ("problem", models.CharField("problem", choices=READING_PROBLEMS, max_length=20, blank=True)),
            ("pages_count", models.PositiveIntegerField("number of pages", default=0, help_text="Those the file has; 0 where its format knows no pages.")),
            ("file_hash", models.CharField(max_length=40, blank=True)),
            ("read_at", models.DateTimeField("read on", blank=True, null=True)),
        ], options={"verbose_name": "text of a document", "verbose_name_plural": "texts of documents", "ordering": ["document__title"]}),
        migrations.CreateModel("DocumentPage", [
            ("id", identity()),
            ("text", models.ForeignKey("network.documenttext", models.CASCADE, related_name="pages")),
            ("number", models.PositiveIntegerField()),
            ("content", models.TextField()),
        ], options={"ordering": ["number"], "constraints": [models.UniqueConstraint(fields=("text", "number"), name="document_page_once")]}),
        migrations.CreateModel("DocumentCarrier", [
            ("id", identity()),
            ("document", models.ForeignKey("network.networkdocument", models.CASCADE, related_name="carriers")),
            ("page", models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, related_name="+")),
        ], options={"ordering": ["pk"], "constraints": [models.UniqueConstraint(fields=("document", "page"), name="document_carrier_once")]}),
        # ── directory
        migrations.CreateModel("HomePage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("promise", models.CharField("promise", max_length=200, blank=True, help_text="What the network is, in one sentence.")),
            ("introduction", models.TextField("introduction", blank=True, help_text="Two or three sentences at most.")),
        ], options={"verbose_name": "home page"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("StandardPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("body", StreamField(BODY, block_lookup=BODY_BLOCKS, blank=True, verbose_name="text")),
        ], options={"verbose_name": "standard page", "verbose_name_plural": "standard pages"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("StatementPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("kind", models.CharField("kind", choices=[("accessibility", "Accessibility"), ("legal", "Legal notice"), ("privacy", "Personal data"), ("sitemap", "Site map"), ("contact", "Contact")], max_length=20, unique=True)),
            ("body", StreamField(BODY, block_lookup=BODY_BLOCKS, blank=True, verbose_name="additional text", help_text="Shown after the statement, which is filled from the site settings.")),
        ], options={"verbose_name": "statement", "verbose_name_plural": "statements"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("MetropolisIndexPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("introduction", RichTextField("introduction", blank=True)),
        ], options={"verbose_name": "list of metropolises"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("GlossaryIndexPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("introduction", RichTextField("introduction", blank=True)),
        ], options={"verbose_name": "glossary"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("ManifestoPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("version", models.CharField("version", max_length=20, help_text="For example “2020”.")),
            ("adopted_text", models.CharField("publication, in words", max_length=160, blank=True)),
            ("introduction", RichTextField("introduction", blank=True)),
        ], options={"verbose_name": "manifesto", "verbose_name_plural": "manifestos"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("ManifestoChapter", [
            ("id", identity()),
            ("sort_order", models.IntegerField(blank=True, null=True, editable=False)),
            ("page", ParentalKey("network.manifestopage", on_delete=models.CASCADE, related_name="chapters")),
            ("number", models.PositiveSmallIntegerField("number")),
            ("title", models.CharField("title", max_length=200)),
            ("summary", models.TextField("what is known of it", blank=True)),
        ], options={"verbose_name": "chapter", "verbose_name_plural": "chapters", "ordering": ["sort_order"]}),
        migrations.CreateModel("ManifestoArticle", [
            ("id", identity()),
            ("sort_order", models.IntegerField(blank=True, null=True, editable=False)),
            ("chapter", ParentalKey("network.manifestochapter", on_delete=models.CASCADE, related_name="articles")),
            ("number", models.CharField("number", max_length=10, help_text="As printed, for example “1” or “2.3”.")),
            ("title", models.CharField("title", max_length=200, blank=True)),
            ("text", RichTextField("text", blank=True)),
        ], options={"verbose_name": "article", "verbose_name_plural": "articles", "ordering": ["sort_order"]}),
        migrations.CreateModel("NetworkSettings", [
            ("id", identity()),
            ("site", models.OneToOneField("wagtailcore.site", models.CASCADE, editable=False)),
            ("publisher_name", models.CharField("publisher", max_length=200, blank=True)),
            ("publisher_address", models.TextField("publisher's seat", blank=True)),
            ("publisher_phone", models.CharField("publisher's telephone", max_length=40, blank=True)),
            ("publisher_email", models.EmailField("publisher's e-mail", max_length=254, blank=True)),
            ("publication_director", models.CharField("director of publication", max_length=200, blank=True)),
            ("host_name", models.CharField("web host", max_length=200, blank=True)),
            ("host_address", models.TextField("web host's address", blank=True)),
            ("host_phone", models.CharField("web host's telephone", max_length=40, blank=True)),
            ("controller_name", models.CharField("data controller", max_length=200, blank=True)),
            ("data_protection_contact", models.CharField("data protection contact", max_length=200, blank=True)),
            ("processors", models.TextField("processors", blank=True, help_text="Host, mail provider… one on each line.")),
            ("accessibility_state", models.CharField("accessibility state", choices=[("none", "not conforming"), ("partial", "partially conforming"), ("full", "fully conforming")], max_length=10, default="none", help_text="“Not conforming” until an audit says otherwise.")),
            ("accessibility_rate", models.DecimalField("share of criteria met, in %", blank=True, null=True, max_digits=5, decimal_places=2)),
            ("accessibility_audit_on", models.DateField("date of the audit", blank=True, null=True)),
            ("accessibility_auditor", models.CharField("auditor", max_length=200, blank=True)),
            ("accessibility_contact", models.CharField("accessibility contact", max_length=200, blank=True)),
            ("accessibility_scheme_url", models.URLField("multi-year scheme", blank=True)),
            ("accessibility_plan_url", models.URLField("action plan of the year", blank=True)),
            ("contact_email", models.EmailField("contact e-mail", max_length=254, blank=True)),
            ("icpc_url", models.URLField("ICPC's site", blank=True, default="https://i-cpc.org")),
        ], options={"verbose_name": "Network and legal notices"}),
        # ── accounts: what readers write
        migrations.CreateModel("ReaderMessage", [
            ("id", identity()),
            ("received_at", models.DateTimeField("received", db_index=True, default=timezone.now)),
            ("kind", models.CharField("kind", choices=[("contact", "Message"), ("correction", "Correction suggested")], max_length=12)),
            ("name", models.CharField("name", max_length=150)),
            ("email", models.EmailField("e-mail address", max_length=254)),
            ("subject", models.CharField("subject", max_length=150)),
            ("text", models.TextField("text")),
            ("page", models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.SET_NULL, blank=True, null=True, related_name="+", verbose_name="page")),
            ("anchor", models.CharField("passage", max_length=80, blank=True)),
            ("handled_at", models.DateTimeField("handled", blank=True, null=True)),
            ("handled_by", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, blank=True, null=True, related_name="+", verbose_name="handled by")),
        ], options={"verbose_name": "message of a reader", "verbose_name_plural": "messages of readers", "ordering": ["-received_at", "-pk"], "default_permissions": ("view", "change", "delete")}),
        # ── following
        migrations.CreateModel("SavedSearch", [
            ("id", identity()),
            ("user", models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", verbose_name="account")),
            ("name", models.CharField("name", max_length=120)),
            ("query", models.TextField("search", blank=True, help_text="As in the address of the results.")),
            ("frequency", models.CharField("mail", choices=[("weekly", "every week"), ("monthly", "every month"), ("never", "no mail, only the feed")], max_length=10, default="monthly")),
            ("token", models.CharField(max_length=60, unique=True, default=new_token, editable=False)),
            ("created_at", models.DateTimeField("followed since", auto_now_add=True)),
            ("told_until", models.DateTimeField()),
            ("last_sent_at", models.DateTimeField("last mail", blank=True, null=True)),
        ], options={"verbose_name": "followed search", "verbose_name_plural": "followed searches", "ordering": ["name", "pk"], "constraints": [models.UniqueConstraint(fields=("user", "query"), name="search_followed_once")]}),
        migrations.CreateModel("UnansweredSearch", [
            ("id", identity()),
            ("words", models.CharField("words", max_length=100)),
            ("day", models.DateField("day", db_index=True)),
            ("count", models.PositiveIntegerField("times", default=0)),
        ], options={"verbose_name": "search without result", "verbose_name_plural": "searches without result", "ordering": ["-day", "words"], "constraints": [models.UniqueConstraint(fields=("words", "day"), name="unanswered_once_a_day")]}),
        migrations.CreateModel("PromotedResult", [
            ("id", identity()),
            ("words", models.CharField("words", max_length=200, help_text="The page is shown when a search holds all the words of one of these expressions, separated by commas. Plurals, feminines, accents and acronyms are recognised.")),
            ("page", models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, related_name="+", verbose_name="page", help_text="Shown to those who may see it only.")),
            ("text", models.CharField("why this page", max_length=200, blank=True, help_text="One sentence, shown under its title.")),
            ("sort_order", models.IntegerField("order", default=0, help_text="The smallest number comes first.")),
        ], options={"verbose_name": "page put forward", "verbose_name_plural": "pages put forward", "ordering": ["sort_order", "pk"]}),
        # ── loading, page_cache, running
        migrations.CreateModel("LoadedContent", [
            ("id", identity()),
            ("key", models.CharField(max_length=200, unique=True)),
            ("content_type", models.ForeignKey("contenttypes.contenttype", models.CASCADE)),
            ("object_id", models.CharField(max_length=40)),
            ("source_fingerprint", models.CharField(max_length=64)),
            ("state_fingerprint", models.CharField(max_length=64)),
            ("loaded_at", models.DateTimeField(auto_now=True)),
        ], options={"ordering": ["key"]}),
        migrations.CreateModel("ContentGeneration", [
            ("id", identity()),
            ("number", models.PositiveBigIntegerField(default=1)),
        ]),
        migrations.CreateModel("SharedCacheEntry", [
            ("cache_key", models.CharField(primary_key=True, max_length=255, serialize=False)),
            ("value", models.TextField()),
            ("expires", models.DateTimeField(db_index=True)),
        ], options={"db_table": "network_shared_cache", "default_permissions": ()}),
        migrations.CreateModel("Clock", [
            ("id", identity()),
            ("begun_at", models.DateTimeField(null=True)),
        ], options={"default_permissions": ()}),
        # Backwards nothing: administrators may have changed what the groups hold.
        migrations.RunPython(make_permissions, migrations.RunPython.noop),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(let_the_team_approve, migrations.RunPython.noop),
    ]
