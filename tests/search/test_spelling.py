import pytest

from search.spelling import correction, distance, root


class Words:
    """A vocabulary of given words, with how many documents hold each."""

    def __init__(self, **counts):
        self.counts = counts

    def like(self, letter, shortest, longest):
        return [
            (word, f"term:{word}", word.capitalize(), count)
            for word, count in self.counts.items()
            if word[0] == letter and shortest <= len(word) <= longest
        ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("elus", "elus", 0),
        ("scutto", "scuotto", 1),
        ("nantse", "nantes", 1),
        ("interpelation", "interpellation", 1),
        ("pietonisation", "pietonnisation", 1),
        ("votation", "concertation", 3),
        ("abc", "", 3),
    ],
)
def test_distance_counts_slips_of_the_keyboard(one, other, expected):
    assert min(distance(one, other, 2), 3) == expected
    assert min(distance(other, one, 2), 3) == expected


def test_nearest_word_is_proposed_and_the_most_frequent_of_equals():
    words = Words(concertation=3, concentration=9, consternation=50)
    assert correction("Concertatoin", words) == ("Concertation", "term:concertation")
    assert correction("concretation", words) == ("Concertation", "term:concertation")
    equals = Words(panel=2, panes=8)
    assert correction("paneu", equals) == ("Panes", "term:panes")


def test_short_words_allow_one_slip_only():
    assert correction("maore", Words(maire=5)) == ("Maire", "term:maire")
    assert correction("moare", Words(maires=5)) is None


@pytest.mark.parametrize("word", ["zfe", "c2d", "2022", "", "élu"])
def test_short_or_figured_words_are_not_corrected(word):
    assert correction(word, Words(zone=9, elues=9)) is None


def test_first_letter_must_be_right():
    assert correction("antes", Words(nantes=9)) is None


def test_root_that_no_text_writes_is_not_proposed():
    # A server knows the terms of words too long to be typed, and keeps none of their forms.
    class Terms:
        def knows(self, term):
            return True

        def written(self, term):
            return None

    assert root("piétonisation", Terms()) is None
