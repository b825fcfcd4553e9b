"""The page that sends a code."""

from allauth.account.views import RequestLoginCodeView


class CodeRequestView(RequestLoginCodeView):
    """Says to programs too that a form was sent too often, as the other forms of the site do."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.has_error("email", "too_many_login_attempts"):
            response.status_code = 429
        return response
