"""What was agreed, and who does what by when (`/suites/`).

Knows: minutes, records. Tables: Decision, ActionItem, FollowUpsPage. Secrets: none of its own; they follow their minutes.
"""
