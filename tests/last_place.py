"""What the race for the last places (`tests/race.py`) is run with, and how it must end on every database."""

PEOPLE, PLACES, ROUNDS = 8, 2, 5
EXPECTED = [f"({PLACES}, {PEOPLE - PLACES}) ({PLACES}, {PEOPLE - 2 * PLACES}) []"] * ROUNDS
RUN = "from tests.race import race; print('\\n'.join(race()))"
