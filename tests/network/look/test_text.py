"""Text in one line, without what is not seen, without accents."""

import pytest

from network.look.text import one_line, printable, tidy_line, tidy_text, without_accents, without_controls

ZERO_WIDTH, TURNED, NO_BREAK = "\u200b", "\u202e", "\u00a0"


def test_one_line_makes_blanks_of_all_kinds_single_spaces():
    assert one_line(f"  Ville{NO_BREAK}de \r\n\tNantes\u2028 ") == "Ville de Nantes"
    assert one_line(ValueError("deux\nlignes")) == "deux lignes"


def test_what_is_typed_loses_what_hides_or_turns_it_and_keeps_its_letters():
    assert tidy_line(f" A\u0301da{ZERO_WIDTH} {TURNED}Łucja\0 ") == "Áda Łucja"
    assert tidy_text("un\r\n deux \rtrois\n\n") == "un\ndeux\ntrois"


def test_control_characters_go_and_emoji_stay_whole():
    family = "👩\u200d👧"

    assert without_controls(f"a\x07\r\nb{family}\ud800") == f"ab{family}"
    assert without_controls("a\x07\nb", keep="\n") == "a\nb"


def test_only_what_prints_by_itself_is_printable():
    assert printable(f"é{NO_BREAK}a b{ZERO_WIDTH}\n") == "éa b"


@pytest.mark.parametrize(
    ("text", "plain"), [("Élu·e", "Elu·e"), ("ﬁn", "fin"), ("Ñandú", "Nandu"), ("cœur", "cœur"), ("", "")]
)
def test_letters_lose_their_accents(text, plain):
    assert without_accents(text) == plain
