"""Questions × metropolises (`/regards-croises/`): what each answered, as a table, as lists and as CSV.

Knows: minutes, records. Tables: QuestionsPage. Secrets: none of its own: an answer is read by whoever may read its
minutes.
"""
