"""Every component in every state (`/styleguide/`), for people who build the site: an app that production does not install.

Knows: following, look. Tables: none. Secrets: none. Each app shows its own components from its module ``styleguide``.
"""

EXAMPLES_HOOK = "styleguide_examples"
"""Functions that give the components of an upper app as (title, components)."""
