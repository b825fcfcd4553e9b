"""`manage.py messages`: bring the catalogues up to date with the code and compile them."""

from django.core.management.base import BaseCommand, CommandError

from network.running.catalogues import APPS, compile_catalogues, problems, update_catalogue


class Command(BaseCommand):
    help = "Update and compile the translation catalogues. Needs no GNU gettext."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing; fail if a catalogue is not complete")
        parser.add_argument("--compile", action="store_true", help="only compile")
        parser.add_argument("apps", nargs="*", help=f"apps to update, all if none is named: {', '.join(APPS)}")

    def handle(self, *, apps, check, **options):
        if check:
            if found := problems():
                raise CommandError("\n".join([*found, "", "Run `make messages`, translate, and try again."]))
            return
        if not options["compile"]:
            for app in apps or APPS:
                missing = update_catalogue(app)
                self.stdout.write(f"{app}: {f'{missing} strings to translate' if missing else 'complete'}")
        compile_catalogues()
