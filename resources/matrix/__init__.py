"""Questions × metropolises (`/regards-croises/`): what each answered, as a table, as lists and as CSV.

Knows: minutes, questions, records. Tables: QuestionsPage. Secrets: none of its own; answers follow their minutes.
"""
