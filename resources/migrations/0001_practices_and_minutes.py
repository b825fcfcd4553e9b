"""Practices, questions, minutes with the positions, decisions and actions they hold. Then what the ICPC team may do with
the records of this app. Liaison officers get their right with each list of practices (`resources/practices/drafting.py`).
"""

from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField

# The one name of ours that tables depend on, with the blocks of `resources.records.blocks` named in SECTIONS_BLOCKS:
# they must stay importable from there.
from network.look.choices_field import ChoicesField

APPROACHES = [
    ("participatory_budget", "Participatory budget"),
    ("citizens_convention", "Citizens’ convention"),
    ("citizens_panel", "Citizens’ panel or jury"),
    ("participatory_evaluation", "Participatory evaluation"),
    ("concertation", "Voluntary consultation"),
    ("statutory_consultation", "Statutory consultation"),
    ("large_debate", "Large public debate"),
    ("co_design", "Co-design"),
    ("call_for_projects", "Call for citizen projects"),
    ("citizen_vote", "Citizen vote"),
    ("petition_right", "Petition right"),
    ("standing_body", "Standing body"),
    ("user_committee", "User committee"),
    ("charter_pact", "Charter or pact"),
    ("online_platform", "Online platform"),
    ("outreach", "Outreach"),
    ("training", "Training and tools"),
    ("local_network", "Metropolis-municipalities network"),
    ("other", "Other"),
]
SCALES = [("street", "Street"), ("neighbourhood", "Neighbourhood"), ("municipality", "Municipality"), ("several_municipalities", "Several municipalities"), ("metropolis", "Metropolis"), ("alliance", "Territorial alliance")]
KEY_POINTS = [("point", 0)]
KEY_POINTS_BLOCKS = {
    0: ("wagtail.blocks.TextBlock", (), {"label": "Point", "max_length": 280, "rows": 2}),
}
PHASES = [("agenda", "Agenda setting"), ("diagnosis", "Diagnosis"), ("design", "Design"), ("decision", "Decision"), ("implementation", "Implementation"), ("evaluation", "Evaluation"), ("follow_up", "Follow-up")]
PARTICIPANTS = [("unknown", "Not disclosed"), ("lt30", "Under 30"), ("30_100", "30 to 100"), ("100_500", "100 to 500"), ("500_5000", "500 to 5,000"), ("gt5000", "Over 5,000")]
COSTS = [("unknown", "Not disclosed"), ("lt10k", "Under 10k"), ("10_50k", "10k to 50k"), ("50_150k", "50k to 150k"), ("150_500k", "150k to 500k"), ("gt500k", "Over 500k")]
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
SECTIONS = [("section", 42)]
SECTIONS_BLOCKS = {
    0: (
        "wagtail.blocks.ChoiceBlock",
        [],
        {
            "choices": [("context", "Context"), ("host_presentation", "Host presentation"), ("field_visit", "Field visit"), ("qa", "Questions and answers"), ("position_matrix", "Positions"), ("exchange", "Discussion"), ("decision", "Decision"), ("action", "Action"), ("resource", "Resources"), ("credits", "Credits")],
            "label": "Type",
        },
    ),
    1: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 200}),
    2: ("wagtail.blocks.RichTextBlock", (), {"features": ["bold", "italic", "link", "document-link", "ul", "ol"], "label": "Text"}),
    3: ("resources.records.blocks.SnippetKeyBlock", ("network.Metropolis",), {"label": "Metropolis"}),
    4: ("wagtail.blocks.ListBlock", (3,), {"default": [], "label": "Metropolises concerned", "required": False}),
    5: ("resources.records.blocks.AnchorBlock", (), {}),
    6: ("wagtail.blocks.StructBlock", [[("text", 2), ("metropolises", 4), ("anchor", 5)]], {}),
    7: ("wagtail.blocks.CharBlock", (), {"label": "Heading", "max_length": 200}),
    8: ("wagtail.blocks.StructBlock", [[("text", 7), ("anchor", 5)]], {}),
    9: ("wagtail.blocks.CharBlock", (), {"label": "Question asked", "max_length": 255}),
    10: ("wagtail.blocks.RichTextBlock", (), {"features": ["bold", "italic", "link", "document-link", "ul", "ol"], "label": "Answer"}),
    11: ("wagtail.blocks.StructBlock", [[("question", 9), ("answer", 10), ("anchor", 5)]], {}),
    12: ("wagtail.blocks.CharBlock", (), {"label": "Figure", "max_length": 40}),
    13: ("wagtail.blocks.CharBlock", (), {"label": "What it counts", "max_length": 200}),
    14: ("wagtail.blocks.StructBlock", [[("value", 12), ("label", 13)]], {}),
    15: ("wagtail.blocks.ListBlock", (14,), {"label": "Figures", "min_num": 1}),
    16: ("wagtail.blocks.CharBlock", (), {"label": "Source and date", "required": False}),
    17: ("wagtail.blocks.StructBlock", [[("figures", 15), ("source", 16)]], {}),
    18: ("resources.records.blocks.SnippetKeyBlock", ("resources.Question",), {"label": "Question"}),
    19: ("wagtail.blocks.StructBlock", [[("question", 18)]], {}),
    20: ("wagtail.blocks.TextBlock", (), {"label": "Quotation"}),
    21: ("wagtail.blocks.CharBlock", (), {"label": "Source", "required": False}),
    22: ("wagtail.blocks.StructBlock", [[("text", 20), ("source", 21)]], {}),
    23: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "Image"}),
    24: ("wagtail.blocks.CharBlock", (), {"help_text": "Empty only when the picture adds nothing to the text.", "label": "Text alternative", "required": False}),
    25: ("wagtail.blocks.CharBlock", (), {"label": "Caption", "required": False}),
    26: ("wagtail.blocks.CharBlock", (), {"label": "Credit", "required": False}),
    27: ("wagtail.blocks.StructBlock", [[("image", 23), ("alternative", 24), ("caption", 25), ("credit", 26)]], {}),
    28: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 120, "required": False}),
    29: ("wagtail.blocks.CharBlock", (), {"label": "Label", "max_length": 200}),
    30: ("wagtail.blocks.URLBlock", (), {"label": "Address", "required": False}),
    31: ("wagtail.blocks.StructBlock", [[("label", 29), ("url", 30)]], {}),
    32: ("wagtail.blocks.ListBlock", (31,), {"label": "Links", "min_num": 1}),
    33: ("wagtail.blocks.StructBlock", [[("title", 28), ("links", 32)]], {}),
    34: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Document", "template": "network/look/blocks/document.html"}),
    35: ("wagtail.blocks.CharBlock", (), {"label": "Picture or document", "max_length": 200}),
    36: ("wagtail.blocks.CharBlock", (), {"label": "Credit", "max_length": 200}),
    37: ("wagtail.blocks.StructBlock", [[("subject", 35), ("credit", 36)]], {}),
    38: ("wagtail.blocks.StreamBlock", [[("passage", 6), ("subheading", 8), ("question_answer", 11), ("key_figures", 17), ("positions", 19), ("quote", 22), ("figure", 27), ("links", 33), ("document", 34), ("credit", 37)]], {"label": "Content", "required": False}),
    39: ("resources.records.blocks.PageKeyBlock", (), {"label": "Practice visited or presented", "page_type": ["resources.PracticePage"], "required": False}),
    40: ("resources.records.blocks.SnippetKeyBlock", ("network.Theme",), {"label": "Theme"}),
    41: ("wagtail.blocks.ListBlock", (40,), {"default": [], "label": "Themes", "required": False}),
    42: ("wagtail.blocks.StructBlock", [[("type", 0), ("title", 1), ("content", 38), ("anchor", 5), ("practice", 39), ("themes", 41)]], {}),
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
    app = apps.get_app_config("resources")
    app.models_module = True  # what stands for the app in a migration has none, and would be passed over
    create_permissions(app, verbosity=0, using=schema_editor.connection.alias, apps=apps)


def let_the_team_edit_records(apps, schema_editor):
    """Questions, positions, decisions and actions are edited outside pages: rights on minutes do not reach them."""
    organisers = apps.get_model("auth.Group").objects.get(name="organisers")
    for model in ("question", "position", "decision", "actionitem"):
        organisers.permissions.add(
            *apps.get_model("auth.Permission").objects.filter(content_type__app_label="resources", content_type__model=model)
        )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0002_calendars_mails_and_polls"),
        ("network", "0002_pages_files_and_roles"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        # ── practices
        migrations.CreateModel("PracticeIndexPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("introduction", RichTextField("introduction", blank=True)),
        ], options={"verbose_name": "list of practices"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("PracticePage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("strapline", models.CharField("in one sentence", max_length=160, help_text="160 signs at most.")),
            ("approach", models.CharField("approach", choices=APPROACHES, max_length=30)),
            ("status", models.CharField("status", choices=[("planned", "Planned"), ("running", "Running"), ("review", "Under review"), ("done", "Done"), ("stopped", "Stopped")], max_length=30, blank=True)),
            ("year_from", models.PositiveSmallIntegerField("from year", blank=True, null=True)),
            ("year_to", models.PositiveSmallIntegerField("to year", blank=True, null=True)),
            ("period_text", models.CharField("period in words", max_length=120, blank=True, help_text="For example “July to December 2020”.")),
            ("scale", models.CharField("scale", choices=SCALES, max_length=30, blank=True)),
            ("presentation", RichTextField("what, for whom, why", blank=True)),
            ("key_points", StreamField(KEY_POINTS, block_lookup=KEY_POINTS_BLOCKS, blank=True, verbose_name="to remember", help_text="Two to four points.")),
            ("contact", models.CharField("contact", max_length=255, blank=True, help_text="A service or a person, published with their agreement.")),
            ("platform_url", models.URLField("page on the platform", blank=True)),
            ("origin", models.TextField("origin and commissioner", blank=True)),
            ("brief", models.TextField("participation brief", blank=True, help_text="The question, what is open, what is not.")),
            ("phase", models.CharField("phase of the decision", choices=PHASES, max_length=30, blank=True)),
            ("iap2_level", models.CharField("level of participation", choices=[("inform", "Inform"), ("consult", "Consult"), ("involve", "Involve"), ("collaborate", "Collaborate"), ("empower", "Empower")], max_length=30, blank=True)),
            ("publics", ChoicesField("public", blank=True, default=list)),
            ("recruitment", ChoicesField("recruitment", blank=True, default=list)),
            ("recruitment_note", models.TextField("recruitment in words", blank=True)),
            ("compensation", models.CharField("pay and support", choices=[("none", "None"), ("support", "Expenses and support"), ("paid", "Paid")], max_length=30, blank=True)),
            ("compensation_note", models.CharField("pay and support in words", max_length=255, blank=True)),
            ("mode", models.CharField("on site or online", choices=[("in_person", "In person"), ("online", "Online"), ("both", "Both")], max_length=30, blank=True)),
            ("duration_type", models.CharField("how often", choices=[("single", "Single"), ("repeated", "Repeated"), ("permanent", "Permanent")], max_length=30, blank=True)),
            ("participants_range", models.CharField("participants", choices=PARTICIPANTS, max_length=30, blank=True)),
            ("participants_text", models.CharField("participants in words", max_length=160, blank=True)),
            ("contributions_count", models.PositiveIntegerField("online contributions", blank=True, null=True)),
            ("proposals_count", models.PositiveIntegerField("proposals", blank=True, null=True)),
            ("facilitation", models.CharField("facilitation and contractor", max_length=255, blank=True)),
            ("cost_range", models.CharField("cost", choices=COSTS, max_length=30, blank=True)),
            ("elected_role", models.TextField("role of elected officials", blank=True)),
            ("reply_state", models.CharField("reply", choices=[("none", "No known reply"), ("pending", "Pending"), ("published", "Published"), ("tracked", "Tracked over time")], max_length=30, blank=True)),
            ("reply_note", models.CharField("reply in words", max_length=255, blank=True)),
            ("effects", ChoicesField("effects", blank=True, default=list)),
            ("effects_note", models.TextField("effects in words", blank=True)),
            ("evaluation", models.CharField("evaluation", choices=[("none", "None"), ("internal", "Internal"), ("participants", "By participants"), ("external", "External")], max_length=30, blank=True)),
            ("transferability", models.CharField("transferability", choices=[("as_is", "As is"), ("adapt", "With adaptation"), ("context", "Context-bound")], max_length=30, blank=True)),
            ("body", StreamField(BODY, block_lookup=BODY_BLOCKS, blank=True, verbose_name="text")),
            ("source", models.TextField("source", blank=True, help_text="Where these facts come from, with the date.")),
            ("last_reviewed_on", models.DateField("last reviewed", blank=True, null=True)),
            ("licence", models.CharField("licence", max_length=120, blank=True)),
            ("metropolises", ParentalManyToManyField("network.metropolis", related_name="practices", verbose_name="metropolises")),
            ("themes", ParentalManyToManyField("network.theme", blank=True, related_name="practices", verbose_name="themes")),
        ], options={"verbose_name": "practice", "verbose_name_plural": "practices"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("PracticeStep", [
            ("id", identity()),
            ("sort_order", models.IntegerField(blank=True, null=True, editable=False)),
            ("practice", ParentalKey("resources.practicepage", on_delete=models.CASCADE, related_name="steps")),
            ("title", models.CharField("step", max_length=160)),
            ("date_text", models.CharField("date in words", max_length=80, blank=True)),
            ("text", models.TextField("text", blank=True)),
        ], options={"verbose_name": "step", "verbose_name_plural": "steps", "ordering": ["sort_order"]}),
        migrations.CreateModel("PracticeDiscussion", [
            ("id", identity()),
            ("sort_order", models.IntegerField(blank=True, null=True, editable=False)),
            ("practice", ParentalKey("resources.practicepage", on_delete=models.CASCADE, related_name="discussions")),
            ("meeting", models.ForeignKey("events.meetingpage", models.PROTECT, related_name="practice_discussions", verbose_name="meeting")),
            ("agenda_item", models.ForeignKey("events.agendaitem", models.SET_NULL, blank=True, null=True, related_name="practice_discussions", verbose_name="agenda item")),
            ("passage", models.SlugField("anchor in the minutes", max_length=80, blank=True, help_text="The section or passage that speaks of it.")),
        ], options={"verbose_name": "discussion", "verbose_name_plural": "discussions", "ordering": ["sort_order"]}),
        # ── minutes
        migrations.CreateModel("MinutesIndexPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("introduction", RichTextField("introduction", blank=True)),
        ], options={"verbose_name": "list of minutes"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("MinutesPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("state", models.CharField("state", choices=[("draft", "Draft"), ("proofreading", "Proofreading"), ("published", "Published"), ("corrected", "Corrected")], max_length=14, default="draft")),
            ("version", models.PositiveSmallIntegerField("version", default=1)),
            ("validated_by", models.CharField("validated by", max_length=200, blank=True)),
            ("published_on", models.DateField("publication date", blank=True, null=True)),
            ("written_by", models.CharField("written by", max_length=200, blank=True)),
            ("source_note", models.TextField("about the source", blank=True)),
            ("licence", models.CharField("licence", max_length=120, blank=True)),
            ("key_points", StreamField(KEY_POINTS, block_lookup=KEY_POINTS_BLOCKS, blank=True, verbose_name="in short", help_text="At most five points, read in two minutes.")),
            ("body", StreamField(SECTIONS, block_lookup=SECTIONS_BLOCKS, blank=True, verbose_name="sections")),
        ], options={"verbose_name": "minutes", "verbose_name_plural": "minutes"}, bases=("wagtailcore.page",)),
        # ── questions
        migrations.CreateModel("QuestionsPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("introduction", RichTextField("introduction", blank=True)),
        ], options={"verbose_name": "questions and positions"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("Question", [
            ("id", identity()),
            ("number", models.PositiveSmallIntegerField("number", default=1)),
            ("text", models.CharField("question", max_length=255)),
            ("short_text", models.CharField("in a few words", max_length=80, blank=True, help_text="Head of a column.")),
            ("slug", models.SlugField("address", max_length=80, unique=True)),
            ("meeting", models.ForeignKey("events.meetingpage", models.PROTECT, blank=True, null=True, related_name="questions", verbose_name="meeting where it was put")),
            ("agenda_item", models.ForeignKey("events.agendaitem", models.SET_NULL, blank=True, null=True, related_name="questions", verbose_name="agenda item")),
        ], options={"verbose_name": "question to the metropolises", "verbose_name_plural": "questions to the metropolises", "ordering": ["-meeting", "number"]}),
        # ── minutes: positions
        migrations.CreateModel("Position", [
            ("id", identity()),
            ("question", models.ForeignKey("resources.question", models.PROTECT, related_name="positions", verbose_name="question")),
            ("metropolis", models.ForeignKey("network.metropolis", models.PROTECT, related_name="positions", verbose_name="metropolis")),
            ("minutes", models.ForeignKey("resources.minutespage", models.PROTECT, related_name="positions", verbose_name="minutes")),
            ("kind", models.CharField("kind", choices=[("stated", "Stated position"), ("practice", "Practice"), ("doubt", "Doubt")], max_length=10, default="stated")),
            ("label", models.CharField("in a few words", max_length=160)),
            ("text", RichTextField("position", blank=True)),
            ("passage", models.SlugField("anchor of the passage", max_length=80, blank=True, help_text="When the position was heard in the discussion: the anchor of that passage of the minutes.")),
            ("slug", models.SlugField("stable name", max_length=80, help_text="Anchor of the position in the minutes.")),
            ("sort_order", models.PositiveSmallIntegerField("order", default=0)),
        ], options={"verbose_name": "position", "verbose_name_plural": "positions", "ordering": ["question", "sort_order", "metropolis"], "constraints": [models.UniqueConstraint(fields=("minutes", "slug"), name="position_anchor_once_in_minutes")]}),
        # ── follow_ups
        migrations.CreateModel("FollowUpsPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("introduction", RichTextField("introduction", blank=True)),
        ], options={"verbose_name": "follow-ups"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("Decision", [
            ("id", identity()),
            ("minutes", models.ForeignKey("resources.minutespage", models.PROTECT, related_name="decisions", verbose_name="minutes")),
            ("text", models.TextField("decision")),
            ("decided_on", models.DateField("date", blank=True, null=True)),
            ("agreed_how", models.CharField("how it was agreed", max_length=160, blank=True)),
            ("slug", models.SlugField("anchor", max_length=80, help_text="Stable name in links, for example “second-meeting”. Never change it.")),
        ], options={"verbose_name": "decision", "verbose_name_plural": "decisions", "ordering": ["-decided_on", "pk"], "constraints": [models.UniqueConstraint(fields=("minutes", "slug"), name="decision_anchor_once_in_minutes")]}),
        migrations.CreateModel("ActionItem", [
            ("id", identity()),
            ("minutes", models.ForeignKey("resources.minutespage", models.PROTECT, related_name="action_items", verbose_name="minutes")),
            ("text", models.CharField("what", max_length=255)),
            ("details", models.TextField("details", blank=True)),
            ("owner", models.CharField("who", max_length=160, blank=True, help_text="A person, a service or a metropolis. Empty: to be specified.")),
            ("due_on", models.DateField("by when", blank=True, null=True)),
            ("due_text", models.CharField("by when, as announced", max_length=160, blank=True, help_text="When no day was set: “in spring 2023”.")),
            ("status", models.CharField("status", choices=[("unknown", "Follow-up not known"), ("open", "Open"), ("done", "Done"), ("dropped", "Dropped")], max_length=10, default="open")),
            ("done_on", models.DateField("done on", blank=True, null=True)),
            ("announced_meeting", models.ForeignKey("events.meetingpage", models.SET_NULL, blank=True, null=True, related_name="announced_by", verbose_name="meeting it announces")),
            ("slug", models.SlugField("anchor", max_length=80, help_text="Stable name in links, for example “second-meeting”. Never change it.")),
            ("sort_order", models.PositiveSmallIntegerField("order", default=0)),
        ], options={"verbose_name": "action item", "verbose_name_plural": "action items", "ordering": ["sort_order", "pk"], "constraints": [models.UniqueConstraint(fields=("minutes", "slug"), name="action_anchor_once_in_minutes")]}),
        # Backwards nothing: administrators may have changed what the group holds.
        migrations.RunPython(make_permissions, migrations.RunPython.noop),
        migrations.RunPython(let_the_team_edit_records, migrations.RunPython.noop),
    ]
