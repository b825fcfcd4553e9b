import pytest

from tests.comparison.compare import Expectation, compare, differences, read_expectations, sift

PAGE = "/\nstatus: {status}\nqueries: {queries}\nqueries-kept: 0\n\n{body}"


def page(body="<p>un</p><p>deux</p>", *, status=200, queries=4):
    return PAGE.format(status=status, queries=queries, body=body)


def told(before, after):
    return [(one.kind, one.lines) for one in differences({"pages/a.txt": before}, {"pages/a.txt": after})]


class TestDifferences:
    def test_the_same_is_no_difference(self):
        assert told(page(), page()) == []

    def test_what_is_not_there_any_more_and_what_is_new(self):
        assert [one.kind for one in differences({"a": ""}, {"b": ""})] == ["missing", "new"]

    def test_only_the_elements_that_differ_are_shown(self):
        assert told(page(), page("<p>un</p><p>trois</p>")) == [("body", ("-<p>deux</p>", "+<p>trois</p>"))]

    def test_a_status_is_told_apart_from_a_body(self):
        assert told(page(), page(status=404)) == [("head", ("-status: 200", "+status: 404"))]

    def test_fewer_queries_are_fine_and_more_are_not(self):
        assert told(page(), page(queries=3)) == []
        assert told(page(), page(queries=5)) == [("queries", ("-queries: 4", "+queries: 5"))]

    def test_a_line_is_not_taken_for_the_name_of_a_file(self):
        old, new = {"mail.txt": "-- \nSite"}, {"mail.txt": "++ \nSite"}

        assert differences(old, new)[0].lines == ("--- ", "+++ ")


class TestExpectations:
    def test_what_was_expected_is_left_out_and_counted(self):
        found = differences({"pages/a.txt": page()}, {"pages/a.txt": page(status=404)})
        expectation = Expectation("asked for", where="^pages/", kinds=("head",), lines="status")

        assert sift(found, [expectation]) == ([], {expectation: 2})

    def test_another_line_of_the_same_file_is_still_told(self):
        found = differences({"pages/a.txt": page()}, {"pages/a.txt": page("<p>un</p><p>trois</p>", status=404)})

        left, _uses = sift(found, [Expectation("asked for", lines="status")])

        assert [one.kind for one in left] == ["body"]

    def test_an_entry_without_a_reason_is_refused(self, tmp_path):
        (tmp_path / "expected.toml").write_text('[[difference]]\nwhere = "a"\n')

        with pytest.raises(TypeError, match="reason"):
            read_expectations(tmp_path / "expected.toml")


class TestCompare:
    def compare(self, tmp_path, after, expected=""):
        for name, text in (("before", page()), ("after", after)):
            (tmp_path / name / "pages").mkdir(parents=True)
            (tmp_path / name / "pages" / "a.txt").write_text(text)
        (tmp_path / "expected.toml").write_text(expected)
        said = []
        result = compare(tmp_path / "before", tmp_path / "after", expected=tmp_path / "expected.toml", say=said.append)
        return result, "\n".join(said)

    def test_fails_on_what_nobody_expected(self, tmp_path):
        result, said = self.compare(tmp_path, page("<p>un</p><p>trois</p>"))

        assert result == 1
        assert "+<p>trois</p>" in said

    def test_passes_on_what_was_expected(self, tmp_path):
        expected = '[[difference]]\nreason = "line 5"\nlines = "deux|trois"\n'
        result, said = self.compare(tmp_path, page("<p>un</p><p>trois</p>"), expected)

        assert result == 0
        assert "Expected, 2 times: line 5" in said

    def test_names_an_entry_that_allows_nothing(self, tmp_path):
        result, said = self.compare(tmp_path, page(), '[[difference]]\nreason = "line 5"\n')

        assert result == 0
        assert "EXPECTED, BUT NOT FOUND: line 5" in said

    def test_a_folder_that_is_none_is_named(self, tmp_path):
        with pytest.raises(FileNotFoundError, match="nothing"):
            compare(tmp_path / "nothing", tmp_path)
