"""What was agreed at a meeting, and who does what by when (`/suites/`).

Knows: minutes, records. Tables: Decision, ActionItem, FollowUpsPage. Secrets: none of its own: what minutes hold is
read by whoever may read them.
"""
