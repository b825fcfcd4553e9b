"""The parts of a record that need no site: which addresses are asked, how forms are filled in, what chance draws."""

from bs4 import BeautifulSoup

from tests.comparison.addresses import QUERIES_OF_A_PLACE, SAME_SHAPE, Itinerary
from tests.comparison.record import file_name
from tests.comparison.standing import Chance
from tests.comparison.travelling import fields_of, form_with
from tests.comparison.visiting import Answer, in_words, links_in


class TestItinerary:
    def test_each_address_is_asked_once(self):
        itinerary = Itinerary(["/", "/agenda/"])
        itinerary.add("/")

        assert list(itinerary) == ["/", "/agenda/"]

    def test_what_is_met_on_the_way_comes_after(self):
        itinerary, asked = Itinerary(["/", "/agenda/"]), []
        for address in itinerary:
            asked.append(address)
            itinerary.add(f"{address}x/") if address == "/" else None

        assert asked == ["/", "/agenda/", "/x/"]

    def test_of_many_questions_to_a_place_the_first_are_asked(self):
        itinerary = Itinerary([])
        for number in range(20):
            itinerary.add(f"/agenda/?page={number}")

        assert len(list(itinerary)) == QUERIES_OF_A_PLACE

    def test_of_screens_of_the_desk_that_differ_in_a_number_the_first_are_asked(self):
        itinerary = Itinerary([])
        for number in range(20):
            itinerary.add(f"/admin/pages/{number}/edit/")

        assert len(list(itinerary)) == SAME_SHAPE

    def test_nobody_signs_out(self):
        assert list(Itinerary(["/compte/deconnexion/", "/admin/logout/", "/static/a.css"])) == []


class TestLinks:
    def test_those_of_this_site_in_their_order(self):
        body = '<a href="b/?x=1&amp;y=2#top">b</a><a href="https://ailleurs.example/">c</a><img src="/media/a.png">'

        assert links_in("/a/", Answer(200, [("Location", "/c/")], body)) == ["/a/b/?x=1&y=2", "/media/a.png", "/c/"]


class TestWords:
    def test_what_is_no_text_is_known_by_its_hash(self):
        assert in_words(b"\xff\xfe", "image/png").startswith("2 bytes, sha256 ")
        assert in_words("élu·e".encode(), "text/html") == "élu·e"


class TestForms:
    PAGE = """<form action="a"><input name="q"></form><form action="b"><input name="name" value="Lou">
    <input type="checkbox" name="yes" checked><input type="checkbox" name="no"><textarea name="text">Bonjour</textarea>
    <select name="role"><option value="1">a<option value="2" selected>b</select><button name="go" value="1"></form>"""

    def test_the_form_that_has_the_field(self):
        assert form_with(self.PAGE, "text")["action"] == "b"
        assert form_with(self.PAGE, "nothing") is None

    def test_what_a_browser_would_send(self):
        form = BeautifulSoup(self.PAGE, "html5lib").find_all("form")[1]

        assert fields_of(form) == {"name": ["Lou"], "yes": ["on"], "text": ["Bonjour"], "role": ["2"]}


class TestChance:
    def test_the_same_name_draws_the_same(self):
        one, two = Chance(), Chance()

        assert [one.draw(16), one.draw(16)] == [two.draw(16), two.draw(16)]
        assert one.draw(16) != one.draw(16)

    def test_a_token_more_changes_no_identifier(self):
        one, two = Chance(), Chance()
        two.draw(32)

        assert one.draw(16) == two.draw(16)
        assert len(one.draw(100)) == 100


class TestFileNames:
    def test_no_two_addresses_share_a_file(self):
        addresses = ["/", "/a", "/a/", "/a/?q=", "/a?q=", "/a%2Fb/", "/a/b/", "/" + "x" * 300, "/" + "x" * 301]

        names = {file_name(address) for address in addresses}

        assert len(names) == len(addresses)
        assert max(len(name.encode()) for name in names) < 255
