"""Minutes: who may read them, and what their page shows."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from events.attendance.models import Attendance
from network.directory.models.people import Person
from resources.minutes.models import MinutesPage
from tests.factories.resources import (
    ActionItemFactory,
    DecisionFactory,
    MeetingFactory,
    MetropolisFactory,
    MinutesFactory,
    PositionFactory,
    PracticeFactory,
    passage,
    section,
)
from tests.html import soup_of

pytestmark = pytest.mark.django_db
CANARY = "CANARI-DU-COMPTE-RENDU"


def test_new_minutes_are_for_members(client, member, meeting):
    minutes = MinutesFactory(parent=meeting, body=section("s", passage("p", f"<p>{CANARY}</p>")))

    response = client.get(minutes.url)
    assert response.status_code == 302
    assert response.url.startswith("/compte/connexion/")

    client.force_login(member)
    assert CANARY in client.get(minutes.url).content.decode()


def test_a_copy_of_open_minutes_is_for_members_too(open_minutes, agenda):
    copied = open_minutes.copy(to=MeetingFactory(parent=agenda), update_attrs={"slug": "copie"})

    assert PageViewRestriction.objects.filter(page=copied, restriction_type=PageViewRestriction.LOGIN).exists()


def test_a_narrower_audience_given_at_once_is_kept(minutes):
    restriction = PageViewRestriction.objects.get(page=minutes)
    restriction.restriction_type = PageViewRestriction.GROUPS
    restriction.save()
    restriction.groups.add(Group.objects.first())

    minutes.title = "Changé"
    minutes.save()

    assert [r.restriction_type for r in PageViewRestriction.objects.filter(page=minutes)] == ["groups"]


def test_saving_open_minutes_again_does_not_close_them(open_minutes, client):
    page = MinutesPage.objects.get(pk=open_minutes.pk)
    page.save_revision().publish()

    assert client.get(open_minutes.url).status_code == 200


def test_members_only_minutes_are_in_no_list_of_a_visitor(
    client, meeting, minutes_list, follow_ups_page, questions_page
):
    minutes = MinutesFactory(parent=meeting, title=CANARY, summary=CANARY)
    PositionFactory(minutes=minutes, label=CANARY, question__text=CANARY)
    ActionItemFactory(minutes=minutes, text=CANARY)
    DecisionFactory(minutes=minutes, text=CANARY)

    for page in (minutes_list, follow_ups_page, questions_page, meeting):
        assert CANARY not in client.get(page.url).content.decode(), page
    assert CANARY not in client.get(f"{questions_page.url}csv/").content.decode()


def test_members_find_them_in_the_lists_with_a_mark(client, member, minutes, minutes_list):
    client.force_login(member)

    text = soup_of(client.get(minutes_list.url)).main.get_text(" ", strip=True)
    assert minutes.title in text
    assert "Réservé aux membres" in text


def test_the_list_goes_by_the_year_of_the_meeting(client, agenda, minutes_list):
    for day in ("2021-03-01", "2025-05-05", "2021-11-30"):
        meeting = MeetingFactory(parent=agenda, starts_at=f"{day}T09:00Z", ends_at=f"{day}T10:00Z")
        PageViewRestriction.objects.filter(page=MinutesFactory(parent=meeting, title=f"Du {day}")).delete()
    undated = MeetingFactory(parent=agenda, starts_at=None, ends_at=None)
    PageViewRestriction.objects.filter(page=MinutesFactory(parent=undated, title="Sans date")).delete()

    page = soup_of(client.get(minutes_list.url)).main
    assert [heading.get_text(strip=True) for heading in page.find_all("h2")] == ["2025", "2021", "Date non connue"]
    titles = [title.get_text(strip=True) for title in page.select(".card-title")]
    assert titles == ["Du 2025-05-05", "Du 2021-11-30", "Du 2021-03-01", "Sans date"]


@pytest.mark.parametrize("number", ["abc", "-1", "0", "99999999999999999999", "1.5", "", "1&page=zz"])
def test_a_page_number_that_is_none_gives_the_nearest(client, minutes_list, number):
    assert client.get(f"{minutes_list.url}?page={number}").status_code == 200


# The page


def test_decisions_and_actions_come_before_the_text(client, open_minutes):
    DecisionFactory(minutes=open_minutes, text="Se revoir", slug="revoir")
    ActionItemFactory(minutes=open_minutes, text="Réserver une salle", slug="salle")

    text = client.get(open_minutes.url).content.decode()
    assert text.index("Se revoir") < text.index("Réserver une salle") < text.index('id="propos"')
    page = soup_of(text)
    assert page.find(id="decision-revoir")
    action = page.find(id="suite-salle").get_text(" ", strip=True)
    assert "Qui à préciser" in action
    assert "Pour quand à préciser" in action


def test_people_are_the_meeting_s_attendance(client, open_minutes, meeting):
    person = Person.objects.create(first_name="Ada", last_name="Exemple", slug="ada")
    Attendance.objects.create(meeting=meeting, person=person, status="present", role_text="Élue de ce jour-là")

    people = soup_of(client.get(open_minutes.url)).select_one(".minutes-people").get_text(" ", strip=True)
    assert "Ada Exemple Élue de ce jour-là" in people


def test_a_passage_names_its_metropolises_and_gives_its_address(client, meeting):
    metropolis = MetropolisFactory(short_name="Lutèce", slug="lutece")
    minutes = MinutesFactory(parent=meeting, body=section("s", passage("propos", metropolises=[metropolis.pk])))
    PageViewRestriction.objects.all().delete()

    block = soup_of(client.get(minutes.url)).find(id="propos")
    assert [link["href"] for link in block.find_all("a")] == ["/metropoles/lutece/", "#propos"]


def test_what_was_deleted_or_hidden_since_is_left_out(client, meeting, practices):
    hidden = PracticeFactory(parent=practices, title=CANARY)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    minutes = MinutesFactory(parent=meeting, body=section("s", passage("propos", metropolises=[987654])))
    minutes.body[0].value["practice"] = hidden.pk
    minutes.body[0].value["themes"].append(987654)
    minutes.save()
    PageViewRestriction.objects.filter(page=minutes).delete()

    text = client.get(minutes.url).content.decode()
    assert 'id="propos"' in text
    assert CANARY not in text


def test_links_between_pages_in_many_passages_ask_one_query(client, meeting, django_assert_max_num_queries):
    link = f'<p><a linktype="page" id="{meeting.pk}">la rencontre</a></p>'
    minutes = MinutesFactory(parent=meeting, body=section("s", *(passage(f"p-{n}", link) for n in range(30))))
    PageViewRestriction.objects.all().delete()
    client.get(minutes.url)

    with django_assert_max_num_queries(14):
        page = soup_of(client.get(minutes.url))
    assert len(page.select(f".passage .prose a[href='{meeting.url}']")) == 30


def test_unfinished_minutes_say_so(client, open_minutes):
    assert "n’est pas définitif" not in client.get(open_minutes.url).content.decode()

    open_minutes.state = MinutesPage.State.PROOFREADING
    open_minutes.save_revision().publish()

    notice = soup_of(client.get(open_minutes.url)).select_one(".minutes-notice").get_text(" ", strip=True)
    assert "En relecture" in notice
    assert "n’est pas définitif" in notice


def test_what_is_unknown_about_the_text_is_said(client, open_minutes):
    facts = soup_of(client.get(open_minutes.url)).select(".minutes-section .facts > div")

    assert [fact.get_text(" ", strip=True) for fact in facts] == [
        "État Publié, version 1",
        "Date de publication date non connue",
        "Rédigé par non renseigné",
        "Validé par non renseigné",
        "Licence non renseigné",
    ]


# Editing


def test_an_organiser_edits_a_section_in_the_admin(client, organiser, minutes, sign_in):
    metropolis = MetropolisFactory()
    sign_in(organiser)
    content = streamfield(
        [
            (
                "passage",
                {
                    "text": rich_text("<p>Un passage tout neuf.</p>"),
                    "anchor": "",
                    "metropolises-count": "1",
                    "metropolises-0-deleted": "",
                    "metropolises-0-order": "0",
                    "metropolises-0-value": str(metropolis.pk),
                    "metropolises-0-id": "",
                },
            )
        ]
    )
    posted = nested_form_data(
        {
            "title": minutes.title,
            "slug": minutes.slug,
            "summary": "",
            "state": "published",
            "version": "2",
            "published_on": "",
            "written_by": "",
            "validated_by": "",
            "source_note": "",
            "licence": "",
            "key_points": streamfield([]),
            "body": streamfield(
                [
                    (
                        "section",
                        {
                            "type": "exchange",
                            "title": "Les échanges",
                            "anchor": "echanges",
                            "practice": "",
                            "themes-count": "0",
                            "content": content,
                        },
                    )
                ]
            ),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
        }
    )

    response = client.post(f"/admin/pages/{minutes.pk}/edit/", posted)

    assert response.status_code == 302, response.context["form"].errors
    saved = MinutesPage.objects.get(pk=minutes.pk)
    block = saved.body[0].value["content"][0]
    assert list(block.value["metropolises"]) == [metropolis.pk]
    assert block.value["anchor"].startswith("p-")
    assert saved.version == 2


@pytest.mark.parametrize("kind", ["section", "empty"])
def test_new_minutes_can_be_previewed_before_they_exist(meeting, kind):
    minutes = MinutesPage(title="Aperçu", slug="apercu", body=section("s", passage("p")) if kind == "section" else [])
    minutes.path, minutes.depth = f"{meeting.path}0001", meeting.depth + 1
    minutes.set_url_path(meeting)

    response = minutes.make_preview_request()

    assert response.status_code == 200
    assert soup_of(response).h1.get_text(strip=True) == "Aperçu"
