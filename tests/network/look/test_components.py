"""The components of pages: what they print of what they are given."""

import csv

from django.core.paginator import Paginator
from django.test import RequestFactory

from network.look import components
from network.look.components import france_map
from network.settings.env import PROJECT_DIR
from tests.html import soup_of


def test_pagination_keeps_the_other_choices_of_the_address():
    request = RequestFactory().get("/pratiques/?theme=eau&theme=air&page=3")

    links = components.Pagination.of(Paginator(range(100), 10).page(3), request)

    assert links.previous_url == "?theme=eau&theme=air&page=2"
    assert links.next_url == "?theme=eau&theme=air&page=4"
    assert links.pages[0] == components.PageLink(1, "?theme=eau&theme=air")
    assert [link.number for link in links.pages] == [1, 2, 3, 4, None, 10]
    assert [link.number for link in links.pages if link.current] == [3]


def test_the_first_page_has_the_plain_address():
    request = RequestFactory().get("/pratiques/?page=2")

    links = components.Pagination.of(Paginator(range(100), 10).page(2), request)

    assert links.previous_url == "/pratiques/"


def test_one_page_needs_no_pagination():
    request = RequestFactory().get("/pratiques/")

    links = components.Pagination.of(Paginator(range(5), 10).page(1), request)

    assert links.render_html().strip() == ""


def test_what_is_not_known_is_said_in_words():
    facts = components.Facts([components.Fact("Évaluation"), components.Fact("Année", "2020")])

    values = [value.get_text(strip=True) for value in soup_of(facts.render_html()).find_all("dd")]

    assert values == ["non renseigné", "2020"]


def test_a_component_escapes_what_it_prints():
    hostile = '<script>alert("x")</script>'

    for component in (
        components.Card(hostile, "/", kicker=hostile, text=hostile, meta=[hostile], tags=[components.Tag(hostile)]),
        components.Notice(hostile, title=hostile),
        components.Facts([components.Fact(hostile, hostile, source=hostile)]),
        components.PeopleList([components.PeopleGroup(hostile, [components.Person(hostile, [hostile])])]),
        components.Breadcrumb([components.Link(hostile, "/")], hostile),
    ):
        assert "<script" not in component.render_html()


def test_the_thread_of_the_map_visits_every_place_once():
    points = ((33.5, 157.6), (147.6, 237.7), (145.9, 183.3), (526.7, 154.4), (309.6, 143.7))

    path = components.thread_through(points)
    visited = [tuple(float(n) for n in part.split()[-2:]) for part in path[1:].split("C")]

    assert sorted(visited) == sorted(points)
    assert visited[:3] == [(33.5, 157.6), (145.9, 183.3), (147.6, 237.7)]
    assert components.thread_through(()) == components.thread_through(((1.0, 2.0),)) == ""


def test_names_on_the_map_do_not_lie_over_one_another():
    rows = csv.DictReader((PROJECT_DIR / "network/content/metropolises.csv").open(encoding="utf-8-sig"))
    places = tuple(components.Place(row["short_name"], "#", float(row["map_x"]), float(row["map_y"])) for row in rows)

    boxes = []
    for mark in components.place_names(places):
        width = len(mark.place.name) * france_map.LETTER_WIDTH
        left = {"start": mark.x, "middle": mark.x - width / 2, "end": mark.x - width}[mark.anchor]
        boxes.append((mark.place.name, left, mark.y - 11, left + width, mark.y + 3))

    assert len(boxes) == 22
    for name, left, top, right, bottom in boxes:
        assert left >= 0, name
        assert right <= 640, name
        for other, left2, top2, right2, bottom2 in boxes:
            if name < other:
                assert right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top, f"{name} over {other}"
