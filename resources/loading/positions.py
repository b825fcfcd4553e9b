"""The positions that ship."""

from network.directory.models.metropolises import Metropolis
from resources.loading.minutes import minutes_of
from resources.minutes.positions import Position
from resources.questions.models import Question

FILE = "resources/content/positions.yaml"


def load_positions(run):
    for order, record in enumerate(run.records(FILE)):
        slug = record.text("slug", required=True)
        minutes = minutes_of(record)
        if minutes is None:
            continue

        def fill(position, record=record, order=order):
            position.question = record.reference("question", Question, required=True)
            position.metropolis = record.reference("metropolis", Metropolis, required=True)
            position.kind = record.choice("kind", Position.Kind, required=True)
            position.label = record.text("label", required=True, max_length=160)
            position.text = record.markdown("text")
            position.passage = record.text("passage", max_length=80)
            position.sort_order = order

        run.save(f"resources:position:{slug}", record, Position, find={"minutes": minutes, "slug": slug}, fill=fill)
