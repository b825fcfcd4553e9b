from tests.comparison.normal import kept_of_head, normal, parts_of

FIELD = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'


class TestNormal:
    def test_tokens_of_forms_are_the_same(self):
        assert normal(FIELD.format("aBc")) == normal(FIELD.format("xYz"))

    def test_static_files_may_move(self):
        before = '<link href="/static/events/css/components/answer.0123456789ab.css">'
        after = '<link href="/static/events/css/answers/answer.css">'

        assert normal(before) == normal(after)
        assert normal(before) != normal(after.replace(".css", ".js"))

    def test_identifiers_become_numbers_that_keep_who_is_who(self):
        one, two = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"

        assert normal(f"{one} {two} {one}") == normal(f"{two} {one} {two}")
        assert normal(f"{one} {two} {one}") != normal(f"{one} {two} {two}")

    def test_mails_may_have_other_names_and_boundaries(self):
        mail = 'Message-ID: <{0}@x>\nContent-Type: multipart/mixed; boundary="===============1{0}=="\n\n--===============1{0}==\nBonjour'

        assert normal(mail.format("11")) == normal(mail.format("22"))
        assert normal(mail.format("11")) != normal(mail.format("11").replace("Bonjour", "Bonsoir"))

    def test_words_and_spaces_stay(self):
        assert normal("<p>4 places</p>") != normal("<p>4  places</p>")


class TestParts:
    def test_an_answer_has_a_head_and_a_body(self):
        head, body = parts_of("/agenda/\nstatus: 200\nqueries: 3\nlink: <a>; rel: b\n\nun\n\ndeux")

        assert head == {"address": "/agenda/", "status": "200", "queries": "3", "link": "<a>; rel: b"}
        assert body == "un\n\ndeux"

    def test_a_name_given_twice_keeps_both_values(self):
        head, _body = parts_of("/\nset-cookie: a=1\nset-cookie: b=2\n\n")

        assert head["set-cookie"] == "a=1 | b=2"

    def test_validators_are_not_compared(self):
        assert kept_of_head({"status": "200", "etag": '"1"', "last-modified": "x"}) == ["status: 200"]

    def test_a_policy_has_no_order(self):
        one = {"content-security-policy": "img-src 'self'; default-src 'none'"}
        other = {"content-security-policy": "default-src 'none'; img-src 'self'"}

        assert kept_of_head(one) == kept_of_head(other)
        assert kept_of_head(one) != kept_of_head({"content-security-policy": "default-src 'none'"})
