"""Allowing what Wagtail's own templates write inline: see ``network.running.desk_scripts``."""

from django import template

from network.running.desk_scripts import nonce_attribute, with_nonce

register = template.Library()
register.simple_tag(nonce_attribute, name="nonce")
register.filter("with_nonce", with_nonce)
