"""The knowledge base that ships: pages, practices, questions, minutes, positions and follow-ups.

Order matters: minutes name practices and questions, positions name passages of
the minutes, practices name the passages by anchors only.
"""

import uuid

from wagtail.models import PageViewRestriction

from events.models import AgendaItem, MeetingPage
from network.models import HomePage, Metropolis, Theme
from resources import vocabularies
from resources.blocks import SECTION_TYPES
from resources.models import (
    ActionItem,
    Decision,
    FollowUpsPage,
    MinutesIndexPage,
    MinutesPage,
    Position,
    PracticeDiscussion,
    PracticeIndexPage,
    PracticePage,
    PracticeStep,
    Question,
    QuestionsPage,
)

CONTENT = "resources/content"
PAGES = {
    "pratiques": PracticeIndexPage,
    "comptes-rendus": MinutesIndexPage,
    "regards-croises": QuestionsPage,
    "suites": FollowUpsPage,
}
AUDIENCES = ["public", "members"]
PASSAGES_NAMESPACE = uuid.UUID("5d0c6a3e-2f1b-5c77-9a4e-6d1b0f2c8e11")
"""The ids of blocks come from where they stand in the file, so that loading twice changes nothing."""


def load(run):
    load_pages(run)
    load_practices(run)
    load_questions(run)
    load_minutes(run)
    load_positions(run)
    load_follow_ups(run)


def load_pages(run):
    home = HomePage.objects.get()
    for record in run.records(f"{CONTENT}/pages.yaml"):
        slug = record.text("slug", required=True)
        if slug not in PAGES:
            record.error(
                "slug", f"“{slug}” is not an address of the knowledge base. Expected one of: {', '.join(PAGES)}."
            )

        def fill(page, record=record):
            page.title = record.text("title", required=True, max_length=255)
            page.summary = record.text("summary", max_length=300)
            page.introduction = record.markdown("introduction")

        run.page(f"resources:page:{slug}", record, PAGES[slug], parent=home, slug=slug, fill=fill)


def load_practices(run):
    parent = PracticeIndexPage.objects.first()
    if parent is None:  # an editor removed the list: nothing to put practices under
        return
    for record in run.folder(f"{CONTENT}/practices"):
        slug = record.text("slug", required=True)

        def fill(page, record=record):
            fill_practice(page, record)

        run.page(f"resources:practice:{slug}", record, PracticePage, parent=parent, slug=slug, fill=fill)


def fill_practice(page, record):
    page.title = record.text("title", required=True, max_length=255)
    page.summary = record.text("summary", required=True, max_length=300)
    page.strapline = record.text("strapline", required=True, max_length=160)
    page.metropolises = record.references("metropolises", Metropolis, required=True)
    page.approach = record.choice("approach", vocabularies.ApproachType, required=True)
    page.themes = record.references("themes", Theme, by="code")
    page.status = record.choice("status", vocabularies.PracticeStatus)
    page.year_from = record.integer("year_from")
    page.year_to = record.integer("year_to")
    page.period_text = record.text("period_text", max_length=120)
    page.scale = record.choice("scale", vocabularies.Scale)
    page.presentation = record.markdown("presentation")
    page.key_points = [("point", point) for point in record.texts("key_points", max_length=280)]
    page.contact = record.text("contact", max_length=255)
    page.platform_url = record.url("platform_url")
    page.origin = record.text("origin")
    page.brief = record.text("brief")
    page.phase = record.choice("phase", vocabularies.DecisionPhase)
    page.iap2_level = record.choice("iap2_level", vocabularies.Iap2Level)
    page.publics = record.choices("publics", vocabularies.TargetPublic)
    page.recruitment = record.choices("recruitment", vocabularies.Recruitment)
    page.recruitment_note = record.text("recruitment_note")
    page.compensation = record.choice("compensation", vocabularies.Compensation)
    page.compensation_note = record.text("compensation_note", max_length=255)
    page.mode = record.choice("mode", vocabularies.Mode)
    page.duration_type = record.choice("duration_type", vocabularies.DurationType)
    page.participants_range = record.choice("participants_range", vocabularies.ParticipantsRange)
    page.participants_text = record.text("participants_text", max_length=160)
    page.contributions_count = record.integer("contributions_count")
    page.proposals_count = record.integer("proposals_count")
    page.facilitation = record.text("facilitation", max_length=255)
    page.cost_range = record.choice("cost_range", vocabularies.CostRange)
    page.elected_role = record.text("elected_role")
    page.reply_state = record.choice("reply_state", vocabularies.ReplyState)
    page.reply_note = record.text("reply_note", max_length=255)
    page.effects = record.choices("effects", vocabularies.EffectType)
    page.effects_note = record.text("effects_note")
    page.evaluation = record.choice("evaluation", vocabularies.EvaluationType)
    page.transferability = record.choice("transferability", vocabularies.Transferability)
    page.source = record.text("source", required=True)
    page.last_reviewed_on = record.date("last_reviewed_on", required=True)
    page.licence = record.text("licence", max_length=120)
    page.steps = [read_step(step, order) for order, step in enumerate(record.records("steps"))]
    page.discussions = [read_discussion(item, order) for order, item in enumerate(record.records("discussions"))]


def read_step(record, order):
    step = PracticeStep(
        sort_order=order,
        title=record.text("title", required=True, max_length=160),
        date_text=record.text("date_text", max_length=80),
        text=record.text("text"),
    )
    record.finish()
    return step


def read_discussion(record, order):
    meeting = record.reference("meeting", MeetingPage, required=True)
    discussion = PracticeDiscussion(
        sort_order=order,
        meeting=meeting,
        agenda_item=record.reference(
            "agenda_item", AgendaItem, by="anchor", queryset=AgendaItem.objects.filter(meeting=meeting)
        ),
        passage=record.text("passage", max_length=80),
    )
    record.finish()
    return discussion


def load_questions(run):
    for record in run.records(f"{CONTENT}/questions.yaml"):
        slug = record.text("slug", required=True)

        def fill(question, record=record):
            question.number = record.integer("number", required=True)
            question.text = record.text("text", required=True, max_length=255)
            question.short_text = record.text("short_text", max_length=80)
            question.meeting = record.reference("meeting", MeetingPage)
            question.agenda_item = record.reference(
                "agenda_item", AgendaItem, by="anchor", queryset=AgendaItem.objects.filter(meeting=question.meeting)
            )

        run.save(f"resources:question:{slug}", record, Question, find={"slug": slug}, fill=fill)


# Minutes


def load_minutes(run):
    for record in run.records(f"{CONTENT}/minutes.yaml"):
        meeting = record.reference("meeting", MeetingPage, required=True)
        slug = record.text("slug", required=True)
        audience = record.text("audience", required=True)
        if audience not in AUDIENCES:
            record.error("audience", f"“{audience}” is not an audience. Expected one of: {', '.join(AUDIENCES)}.")

        def fill(page, record=record):
            fill_minutes(page, record)

        is_new = not MinutesPage.objects.child_of(meeting).filter(slug=slug).exists()
        page = run.page(f"resources:minutes:{meeting.slug}", record, MinutesPage, parent=meeting, slug=slug, fill=fill)
        if page is not None and is_new and audience == "public":
            # Only when they are made: afterwards who may read them is an editor's decision.
            PageViewRestriction.objects.filter(page=page).delete()


def fill_minutes(page, record):
    page.title = record.text("title", required=True, max_length=255)
    page.summary = record.text("summary", max_length=300)
    page.state = record.choice("state", MinutesPage.State, required=True)
    page.version = record.integer("version", required=True)
    page.published_on = record.date("published_on")
    page.written_by = record.text("written_by", max_length=200)
    page.validated_by = record.text("validated_by", max_length=200)
    page.source_note = record.text("source_note")
    page.licence = record.text("licence", max_length=120)
    page.key_points = [("point", point) for point in record.texts("key_points", max_length=280)]
    sections = record.records("sections", required=True)
    field = MinutesPage._meta.get_field("body")
    page.body = field.to_python([stored_section(section) for section in sections])


def stored_section(record):
    """A section in the form in which Wagtail keeps it."""
    types = dict(SECTION_TYPES)
    section_type = record.text("type", required=True)
    if section_type not in types:
        record.error("type", f"“{section_type}” is not in the list. Expected one of: {', '.join(types)}.")
    anchor = record.text("anchor", required=True, max_length=80)
    practice = record.reference("practice", PracticePage)
    value = {
        "type": section_type,
        "title": record.text("title", required=True, max_length=200),
        "anchor": anchor,
        "practice": practice.pk if practice else None,
        "themes": stored_list([theme.pk for theme in record.references("themes", Theme, by="code")], anchor, "theme"),
        "content": [
            stored_content(content, f"{anchor}/{place}") for place, content in enumerate(record.records("content"))
        ],
    }
    record.finish()
    return {"type": "section", "value": value, "id": block_id(anchor)}


def stored_content(record, place):
    kind = record.text("kind", required=True)
    if kind not in READERS:
        record.error("kind", f"“{kind}” is not in the list. Expected one of: {', '.join(READERS)}.")
    value = READERS[kind](record, place)
    record.finish()
    return {"type": kind, "value": value, "id": block_id(value.get("anchor") or place)}


def read_passage(record, place):
    metropolises = record.references("metropolises", Metropolis)
    return {
        "text": record.markdown("text", required=True),
        "anchor": record.text("anchor", required=True, max_length=80),
        "metropolises": stored_list([metropolis.pk for metropolis in metropolises], place, "metropolis"),
    }


def read_subheading(record, place):
    return {
        "text": record.text("text", required=True, max_length=200),
        "anchor": record.text("anchor", required=True, max_length=80),
    }


def read_question_answer(record, place):
    return {
        "question": record.text("question", required=True, max_length=255),
        "answer": record.markdown("answer", required=True),
        "anchor": record.text("anchor", required=True, max_length=80),
    }


def read_key_figures(record, place):
    return {
        "figures": stored_list(
            [read_figure(figure) for figure in record.records("figures", required=True)], place, "f"
        ),
        "source": record.text("source"),
    }


def read_figure(record):
    figure = {
        "value": record.text("value", required=True, max_length=40),
        "label": record.text("label", required=True, max_length=200),
    }
    record.finish()
    return figure


def read_links(record, place):
    return {
        "title": record.text("title", max_length=120),
        "links": stored_list([read_link(link) for link in record.records("links", required=True)], place, "link"),
    }


def read_link(record):
    link = {"label": record.text("label", required=True, max_length=200), "url": record.url("url")}
    record.finish()
    return link


def read_positions(record, place):
    return {"question": record.reference("question", Question, required=True).pk}


def read_credit(record, place):
    return {
        "subject": record.text("subject", required=True, max_length=200),
        "credit": record.text("credit", required=True, max_length=200),
    }


READERS = {
    "passage": read_passage,
    "subheading": read_subheading,
    "question_answer": read_question_answer,
    "key_figures": read_key_figures,
    "links": read_links,
    "positions": read_positions,
    "credit": read_credit,
}


def stored_list(values, place, name):
    """The items of a ListBlock, each with an id of its own."""
    return [
        {"type": "item", "value": value, "id": block_id(f"{place}/{name}/{order}")}
        for order, value in enumerate(values)
    ]


def block_id(place):
    return str(uuid.uuid5(PASSAGES_NAMESPACE, place))


# What is said and what follows


def minutes_of(record):
    """The minutes that a record names by their meeting; ``None`` when an editor deleted them."""
    meeting = record.reference("minutes", MeetingPage, required=True)
    return MinutesPage.objects.child_of(meeting).first()


def load_positions(run):
    for order, record in enumerate(run.records(f"{CONTENT}/positions.yaml")):
        slug = record.text("slug", required=True)
        minutes = minutes_of(record)
        if minutes is None:
            continue

        def fill(position, record=record, order=order):
            position.question = record.reference("question", Question, required=True)
            position.metropolis = record.reference("metropolis", Metropolis, required=True)
            position.kind = record.choice("kind", Position.Kind, required=True)
            position.label = record.text("label", required=True, max_length=160)
            position.text = record.markdown("text")
            position.passage = record.text("passage", max_length=80)
            position.sort_order = order

        run.save(f"resources:position:{slug}", record, Position, find={"minutes": minutes, "slug": slug}, fill=fill)


def load_follow_ups(run):
    for order, record in enumerate(run.records(f"{CONTENT}/follow_ups.yaml")):
        slug = record.text("slug", required=True)
        minutes = minutes_of(record)
        if minutes is None:
            continue
        is_decision = record.boolean("decision")

        def fill_action(action, record=record, order=order):
            action.text = record.text("text", required=True, max_length=255)
            action.details = record.text("details")
            action.owner = record.text("owner", max_length=160)
            action.due_on = record.date("due_on")
            action.due_text = record.text("due_text", max_length=160)
            action.status = record.choice("status", ActionItem.Status, required=True)
            action.done_on = record.date("done_on")
            action.announced_meeting = record.reference("announced_meeting", MeetingPage)
            action.sort_order = order

        def fill_decision(decision, record=record):
            decision.text = record.text("text", required=True)
            decision.decided_on = record.date("decided_on")
            decision.agreed_how = record.text("agreed_how", max_length=160)

        run.save(
            f"resources:follow-up:{slug}",
            record,
            Decision if is_decision else ActionItem,
            find={"minutes": minutes, "slug": slug},
            fill=fill_decision if is_decision else fill_action,
        )
