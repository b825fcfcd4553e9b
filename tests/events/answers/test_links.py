"""Personal links: one person, one meeting; they answer nothing by themselves and end with the meeting."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from events.answers.links import answer_path, answer_url, renew_link
from events.attendance.models import Attendance, AttendanceChange, AttendanceNeeds
from events.meetings.models.sessions import MeetingSession
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, publish, soon
from tests.html import soup_of

pytestmark = pytest.mark.django_db
SECRET = "https://visio.example/salle-7f3a9c"  # noqa: S105 -- what must not leak, of no use to anybody


@pytest.fixture
def meeting(agenda):
    return make_meeting(
        agenda, "Hybride", format="hybrid", capacity_on_site=1, remote_link=SECRET, contact="Camille, 02 40 00 00 00"
    )


@pytest.fixture
def attendance(meeting):
    person = PersonFactory(first_name="Ada", last_name="Lovelace", email="ada@example.org")
    return AttendanceFactory(meeting=meeting, person=person, status="", invited_at=timezone.now())


def heading(response):
    return soup_of(response).h1.get_text(strip=True)


def fresh(attendance):
    return Attendance.objects.get(pk=attendance.pk)


# Looking


def test_opening_a_link_answers_nothing_and_shows_the_answer_of_the_button(client, attendance):
    address = urlsplit(answer_url(attendance, "remote"))

    response = client.get(f"{address.path}?{address.query}")

    assert response.status_code == 200
    assert [field["value"] for field in soup_of(response).select("input[name=answer]")] == [
        "on_site",
        "remote",
        "excused",
        "represented",
    ]
    assert [field["value"] for field in soup_of(response).select(".answer-form input[checked]")] == ["remote"]
    assert len(soup_of(response).select(".answer-form button")) == 1
    assert fresh(attendance).answer == ""
    assert not AttendanceChange.objects.exists()
    assert response.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("method", ["head", "options"])
def test_no_other_way_of_looking_answers_either(client, attendance, method):
    getattr(client, method)(answer_path(attendance) + "?reponse=sur-place")

    assert fresh(attendance).answer == ""


# Answering


def test_an_answer_needs_no_account_and_no_cookie(client, attendance):
    response = client.post(
        answer_path(attendance),
        {"answer": "remote", "comment": "À bientôt", "access": "boucle magnétique", "meals": ""},
        follow=True,
    )

    assert response.status_code == 200
    attendance = fresh(attendance)
    assert (attendance.answer, attendance.answer_channel, attendance.comment) == ("remote", "link", "À bientôt")
    assert attendance.needs.access == "boucle magnétique"
    status = soup_of(response).find(role="status").get_text(" ", strip=True)
    assert "Votre réponse est notée" in status
    assert "Vous participez à distance" in status


def test_the_link_to_join_comes_with_the_registration_and_not_before(client, attendance):
    assert SECRET not in client.get(answer_path(attendance)).content.decode()

    client.post(answer_path(attendance), {"answer": "excused"})
    assert SECRET not in client.get(answer_path(attendance)).content.decode()

    client.post(answer_path(attendance), {"answer": "remote"})
    assert SECRET in client.get(answer_path(attendance)).content.decode()
    assert SECRET not in client.get(answer_path(attendance, for_assistant=True)).content.decode()


def test_an_assistant_answers_on_behalf_and_it_is_kept(client, attendance):
    path = answer_path(attendance, for_assistant=True)
    assert "Vous répondez pour Ada Lovelace" in soup_of(client.get(path)).main.get_text(" ", strip=True)

    client.post(path, {"answer": "represented", "represented_by_name": "Grace Hopper"})

    attendance = fresh(attendance)
    assert (attendance.answer, attendance.represented_by_name) == ("represented", "Grace Hopper")
    assert attendance.answer_channel == "assistant"
    assert [change.channel for change in attendance.changes.all()] == ["assistant"]


def test_whoever_answers_for_somebody_is_not_taken_for_her(client, attendance):
    path = answer_path(attendance, for_assistant=True)
    form = soup_of(client.get(path)).select_one(".answer-form")
    labels = [label.get_text(" ", strip=True).partition("  ")[0] for label in form.select(".answer-option")]

    client.post(path, {"answer": "on_site"})
    summary = soup_of(client.get(path)).select_one(".answer-summary").get_text(" ", strip=True)

    assert form.legend.get_text(" ", strip=True) == "La réponse de Ada Lovelace"
    assert [label.split(" 1 ")[0] for label in labels] == [
        *("Vient sur place", "Participe à distance", "Demande à être excusé·e", "Se fait représenter"),
    ]
    assert "La réponse de Ada Lovelace Vient sur place" in summary
    assert SECRET not in summary


def test_an_answer_after_the_deadline_is_refused_beside_its_field_and_nothing_typed_is_lost(
    client, attendance, meeting
):
    type(meeting).objects.update(registration_closes_at=timezone.now() - timedelta(minutes=1))
    path = answer_path(attendance)
    typed = {"answer": "represented", "represented_by_name": "Grace Hopper", "comment": "En retard", "access": "Rampe"}

    response = client.post(path, typed)

    form = soup_of(response).select_one(".answer-form")
    told = form.select_one(".answer-question .error").get_text(" ", strip=True)
    assert response.status_code == 422
    assert told.startswith("Votre réponse n’a pas été notée. Les réponses étaient attendues jusqu’au")
    assert told.endswith("écrivez ou téléphonez\xa0: Camille, 02 40 00 00 00.")
    assert [checked["value"] for checked in form.select("input[checked]")] == ["represented"]
    assert form.find(attrs={"name": "represented_by_name"})["value"] == "Grace Hopper"
    assert [form.find(attrs={"name": name}).get_text(strip=True) for name in ("comment", "access")] == [
        *("En retard", "Rampe"),
    ]
    assert form.find("button") is None
    assert fresh(attendance).answer == ""
    call = soup_of(client.get(path)).select_one(".notice a")
    assert (call["href"], call.get_text()) == ("tel:0240000000", "02 40 00 00 00")


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(client, attendance):
    response = client.post(answer_path(attendance), {"comment": "Un mot", "meals": "Sans gluten"})
    soup = soup_of(response)

    assert response.status_code == 422
    assert soup.select_one(".answer-question .error").get_text(strip=True) == "Choisissez l’une des réponses."
    assert [soup.find(attrs={"name": name}).get_text(strip=True) for name in ("comment", "meals")] == [
        "Un mot",
        "Sans gluten",
    ]

    response = client.post(answer_path(attendance), {"answer": "represented", "comment": "Un mot"})
    field = soup_of(response).find(id="id_represented_by_name").find_parent(class_="field")

    assert field.select_one(".error").get_text(strip=True) == "Écrivez le nom de la personne qui vous représente."
    assert [checked["value"] for checked in soup_of(response).select(".answer-form input[checked]")] == ["represented"]
    assert fresh(attendance).answer == ""


def test_one_may_change_ones_mind_until_the_deadline(client, attendance, meeting):
    client.post(answer_path(attendance), {"answer": "on_site"})
    client.post(answer_path(attendance), {"answer": "excused"})
    assert fresh(attendance).answer == "excused"

    meeting.registration_closes_at = timezone.now() - timedelta(minutes=1)
    publish(meeting)
    page = client.get(answer_path(attendance))
    response = client.post(answer_path(attendance), {"answer": "on_site"})

    assert not soup_of(page).select(".answer-form")
    assert "Camille, 02 40 00 00 00" in soup_of(page).main.get_text()
    assert "Vous êtes excusé·e" in soup_of(page).main.get_text()
    assert response.status_code == 422
    assert fresh(attendance).answer == "excused"


def test_places_and_the_waiting_list_are_said_before_and_after(client, meeting, attendance):
    def hint():
        return soup_of(client.get(answer_path(attendance))).find(id="answer-on_site").get_text(strip=True)

    assert hint() == "1 place restante"
    other = AttendanceFactory(meeting=meeting, status="")
    client.post(answer_path(other), {"answer": "on_site"})
    assert hint() == "Complet\xa0: vous seriez en tête de la liste d’attente."

    response = client.post(answer_path(attendance), {"answer": "on_site"}, follow=True)

    status = soup_of(response).find(role="status").get_text(" ", strip=True)
    assert "Vous êtes sur la liste d’attente pour venir sur place, numéro 1" in status
    assert hint() == "Vous êtes sur la liste d’attente."


def test_sessions_that_differ_are_asked_apart(client, meeting, attendance):
    meeting.sessions = [
        MeetingSession(title="Jour 1", starts_at=soon(), ends_at=soon(hour=16), format="in_person"),
        MeetingSession(
            title="En ligne", starts_at=soon(17), ends_at=soon(17, hour=16), format="remote", remote_link=SECRET + "-b"
        ),
    ]
    meeting = publish(meeting)
    one, two = meeting.sessions.all()
    page = soup_of(client.get(answer_path(attendance) + "?reponse=sur-place"))

    assert [legend.contents[0].strip() for legend in page.select(".answer-question legend")] == ["Jour 1", "En ligne"]
    assert [(field["name"], field["value"]) for field in page.select(".answer-form input[checked]")] == [
        (f"answer-{one.key}", "on_site"),
        (f"answer-{two.key}", "remote"),
    ]

    response = client.post(
        answer_path(attendance), {f"answer-{one.key}": "on_site", f"answer-{two.key}": "excused"}, follow=True
    )

    text = soup_of(response).find(role="status").get_text(" ", strip=True)
    assert "Jour 1 Vous venez sur place En ligne Vous êtes excusé·e" in text
    assert SECRET in response.content.decode()  # the day on site has no link of its own: that of the meeting
    assert SECRET + "-b" not in response.content.decode()


# Links that open nothing


@pytest.mark.parametrize(
    "change",
    [lambda t: t[:-1], lambda t: t[:-1] + "x", lambda t: "1" + t, lambda t: "x", lambda t: t.replace(".p.", ".a.")],
)
def test_a_link_that_was_tampered_with_says_what_to_do_and_nothing_of_anybody(client, attendance, change):
    token = answer_path(attendance).split("/")[-2]

    for response in (client.get(f"/agenda/reponse/{change(token)}/"), client.post(f"/agenda/reponse/{change(token)}/")):
        assert response.status_code == 404
        assert heading(response) == "Ce lien ne fonctionne pas"
        assert "Lovelace" not in response.content.decode()
        assert "Hybride" not in response.content.decode()


def test_a_link_of_one_purpose_opens_no_other(client, attendance):
    from django.core import signing  # noqa: PLC0415 -- only here

    token = signing.Signer(salt="something.else", sep=".").sign(f"{attendance.pk}.p.{attendance.link_key}")

    assert client.get(f"/agenda/reponse/{token}/").status_code == 404


def test_a_link_ends_with_the_meeting(client, attendance, meeting):
    meeting.starts_at, meeting.ends_at = soon(-2), soon(-2, hour=16)
    publish(meeting)

    response = client.post(answer_path(attendance), {"answer": "remote", "comment": "Merci <b>encore</b>"})

    assert (response.status_code, heading(response)) == (410, "Ce lien a pris fin avec la rencontre")
    assert soup_of(response).dd.get_text() == "Merci <b>encore</b>"
    assert fresh(attendance).answer == ""


def test_a_withdrawn_invitation_says_so(client, attendance):
    Attendance.objects.update(withdrawn_at=timezone.now())

    response = client.get(answer_path(attendance))

    assert (response.status_code, heading(response)) == (410, "Cette invitation a été retirée")


def test_an_organiser_may_close_a_link(client, attendance):
    before = answer_path(attendance)

    renew_link(attendance)

    assert (client.get(before).status_code, heading(client.get(before))) == (410, "Ce lien a été renouvelé")
    assert client.get(answer_path(attendance)).status_code == 200


def test_whoever_passed_the_mail_on_renews_the_link_which_goes_to_the_persons_own_address(client, attendance):
    before = answer_path(attendance)

    response = client.post(before, {"action": "renew"})

    assert heading(response) == "Le lien est renouvelé"
    assert client.get(before).status_code == 410
    (message,) = mail.outbox
    after = answer_path(fresh(attendance))
    assert message.to == ["ada@example.org"]
    assert after in message.body
    assert after not in response.content.decode()


# Signed in


def test_a_member_who_is_invited_answers_with_the_account(sign_in, member, attendance, meeting):
    member.person = attendance.person
    member.save()
    client = sign_in(member)

    client.post(f"{meeting.get_url()}repondre/", {"answer": "on_site"})

    attendance = fresh(attendance)
    assert (attendance.answer, attendance.answer_channel, attendance.answered_by) == ("on_site", "account", member)


def test_any_member_may_register_where_registration_is_open(sign_in, member, meeting):
    path = f"{meeting.get_url()}repondre/"
    client = sign_in(member)
    response = client.get(path)
    assert (response.status_code, heading(response)) == (403, "Cette rencontre est sur invitation")

    meeting.registration = "members"
    publish(meeting)
    assert client.get(path).status_code == 200
    assert not Attendance.objects.exists()
    client.post(path, {"answer": "remote"})

    attendance = Attendance.objects.get()
    assert (attendance.answer, attendance.answer_channel) == ("remote", "account")
    member.refresh_from_db()
    assert member.person == attendance.person
    assert not attendance.person.is_listed


def test_a_visitor_is_asked_to_sign_in(client, meeting):
    path = f"{meeting.get_url()}repondre/"

    assert client.get(path)["Location"] == f"/compte/connexion/?next={path}"


def test_needs_typed_again_replace_those_before_and_none_are_kept_when_emptied(client, attendance):
    client.post(answer_path(attendance), {"answer": "on_site", "access": "Rampe", "meals": "Sans porc"})
    client.post(answer_path(attendance), {"answer": "on_site", "access": "", "meals": "Végétarien"})
    assert [(needs.access, needs.meals) for needs in AttendanceNeeds.objects.all()] == [("", "Végétarien")]

    client.post(answer_path(attendance), {"answer": "on_site", "access": " ", "meals": ""})
    assert not AttendanceNeeds.objects.exists()
