from django.urls import path

from network.styleguide.views import styleguide

urlpatterns = [path("", styleguide, name="styleguide")]
