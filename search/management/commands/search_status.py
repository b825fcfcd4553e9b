from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search import updating
from search.engines import engine
from search.models import IndexChange


class Command(BaseCommand):
    help = "Say what is in the search index, how far it lags, and where it differs from the site."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="write the documents that differ again")
        parser.add_argument("--quick", action="store_true", help="do not compare with the site")

    def handle(self, *, repair, quick, **options):
        status = engine().status()
        self.stdout.write(f"Engine: {status['engine']} ({status['path']}), analysis {status['fingerprint']}")
        waiting = IndexChange.objects.filter(done_at=None)
        oldest = waiting.values_list("created_at", flat=True).first()
        lag = f", the oldest for {(timezone.now() - oldest).seconds} s" if oldest else ""
        self.stdout.write(f"Changes waiting: {waiting.count()}{lag}")
        if not status["is_ready"]:
            if repair:
                updating.rebuild()
                self.stdout.write("There was no index that this code can read: built.")
                return
            raise CommandError(f"The index is not ready: {status.get('problem', 'there is none')}. Run search_rebuild.")
        for kind, count in status["kinds"].items():
            self.stdout.write(f"  {kind}: {count}")
        self.stdout.write(f"Documents: {status['documents']}, {status['size_bytes'] / 1e6:.1f} MB")
        if quick:
            return
        found = updating.repair() if repair else updating.differences()
        for name in ("missing", "surplus", "changed"):
            for source, pk in getattr(found, name):
                self.stdout.write(f"  {name}: {source} {pk}")
        if not found:
            self.stdout.write("The index agrees with the site.")
        elif repair:
            self.stdout.write(f"{len(found)} documents repaired.")
        else:
            raise CommandError(f"{len(found)} documents differ. Run search_status --repair.")
