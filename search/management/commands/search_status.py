from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from search import updating
from search.engines import engine
from search.engines.protocol import Status
from search.models import IndexChange


class Command(BaseCommand):
    help = "Say what is in the search index, how far it lags, and where it differs from the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write the documents that differ again")
        parser.add_argument("--quick", action="store_true", help="do not compare with the site")

    def _say_engine(self, status: Status, name: str = "Engine") -> None:
        count = f", {status['documents']} documents" if "documents" in status else ""
        self.stdout.write(f"{name}: {status['engine']} ({status['path']}), analysis {status['fingerprint']}{count}")

    def handle(self, *, repair: bool, quick: bool, **options: object) -> None:
        status = engine().status()
        self._say_engine(status)
        if behind := status.get("behind_it"):
            self._say_engine(behind, "Behind it")
            if status["is_behind"]:
                self.stdout.write("The server lacks changes: the embedded index answers until it has them.")
        waiting = IndexChange.objects.filter(done_at=None)
        oldest = waiting.values_list("created_at", flat=True).first()
        lag = f", the oldest for {(timezone.now() - oldest).total_seconds():.0f} s" if oldest else ""
        self.stdout.write(f"Changes waiting: {waiting.count()}{lag}")
        if not status["is_ready"]:
            if not repair:
                problem = status.get("problem", "there is none")
                raise CommandError(f"The index is not ready: {problem}. Run search_rebuild.")
            if updating.rebuild_if_needed():
                self.stdout.write("There was no index that this code can read: built.")
                return
            self.stdout.write(f"{status['problem']}: passed over.")
        for kind, count in status.get("kinds", {}).items():
            self.stdout.write(f"  {kind}: {count}")
        if status["is_ready"]:
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
