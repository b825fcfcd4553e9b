"""Where our code leans on what others keep private: read from its source, from the classes it makes, and from templates.

What counts: a name with one underscore that is not ours; a module called ``internal``, or one that its authors do not
describe (``UNDOCUMENTED``); something of others that is replaced while the site runs; a template of others that ours
stands in for, where replacing it is not what their documentation says to do.
"""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template.utils import get_app_template_dirs

from tests.prepared import ROOT

OURS = ("events", "network", "resources", "search")
DOCUMENTED = {"_meta", "_default_manager", "_state", "_db", "_save", "_index"}
"""Underscored, and described all the same: all but the last by Django, the last by elasticsearch-dsl."""
UNDOCUMENTED = (
    "django.core.mail.message",
    "django.core.servers",
    "django.utils.autoreload",
    "django.utils.translation.reloader",
    "django.utils.translation.template",
    "django_tasks_db",
    "elasticsearch.dsl.utils",
    "wagtail.admin.views.account",
    "wagtail.admin.views.mixins",
    "wagtail.admin.views.pages.choose_parent",
    "wagtail.documents.views",
    "wagtail.utils",
    "wagtail.views",
    "wagtail.wagtail_hooks",
)
MADE_TO_BE_REPLACED = (
    *("account/", "allauth/", "mfa/", "socialaccount/", "usersessions/"),
    *("wagtailadmin/admin_base.html", "wagtailadmin/base.html"),
)
"""Templates that the documentation of allauth and Wagtail tells to replace."""


@dataclass(frozen=True, order=True)
class Use:
    """``part`` is the whole name of what is imported or replaced, ``._name`` for a member, ``template: name``."""

    part: str
    file: str


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name != "_"


def is_ours(dotted: str) -> bool:
    return dotted.partition(".")[0] in OURS


def is_closed(dotted: str) -> bool:
    """Whether a dotted name of others leads through something private or undocumented."""
    return any(is_private(part) or part == "internal" for part in dotted.split(".")) or any(
        dotted == module or dotted.startswith(f"{module}.") for module in UNDOCUMENTED
    )


class Reader(ast.NodeVisitor):
    """Collects in ``found`` the parts that one file uses; ``own`` are the private names that our classes define."""

    def __init__(self, own: set[str]) -> None:
        self.own, self.found, self.foreign = own, set[str](), dict[str, str]()

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._imported(alias.name, alias.asname or alias.name.partition(".")[0])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self._imported(f"{node.module}.{alias.name}", alias.asname or alias.name)

    def _imported(self, dotted: str, name: str) -> None:
        if not is_ours(dotted):
            self.foreign[name] = dotted
            if is_closed(dotted):
                self.found.add(dotted)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if is_private(node.attr) and node.attr not in DOCUMENTED:
            by_itself = isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
            if not by_itself or node.attr not in self.own:
                self.found.add(f".{node.attr}")
        if isinstance(node.ctx, ast.Store | ast.Del) and (owner := self._foreign_name(node.value)):
            self.found.add(f"{owner}.{node.attr}")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in {"getattr", "setattr", "hasattr", "delattr"}:
            match node.args:
                case [owner, ast.Constant(value=str(name)), *_]:
                    if is_private(name) and name not in DOCUMENTED:
                        self.found.add(f".{name}")
                    if node.func.id == "setattr" and (whose := self._foreign_name(owner)):
                        self.found.add(f"{whose}.{name}")
        self.generic_visit(node)

    def _foreign_name(self, node: ast.expr) -> str:
        """The whole name of an imported thing of others, or an empty text."""
        if isinstance(node, ast.Attribute):
            owner = self._foreign_name(node.value)
            return f"{owner}.{node.attr}" if owner else ""
        return self.foreign.get(node.id, "") if isinstance(node, ast.Name) else ""


def private_names_of(cls: ast.ClassDef) -> set[str]:
    """What a class defines: methods and values of its body, and what its methods keep on ``self``."""
    names = set()
    for node in [*cls.body, *(part for part in ast.walk(cls) if isinstance(part, ast.Attribute))]:
        match node:
            case ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()):
                names.add(name)
    return {name for name in names if is_private(name)} - DOCUMENTED


def classes_of(tree: ast.Module) -> list[ast.ClassDef]:
    return [node for node in tree.body if isinstance(node, ast.ClassDef)]


def overridden(cls: type, names: set[str]) -> set[str]:
    """Those of our private names that a class of others above has as well."""
    above = [base for base in cls.__mro__ if not is_ours(base.__module__) and base is not object]
    return {name for name in names if any(name in vars(base) for base in above)}


def uses_in(tree: ast.Module, own: set[str] | None = None) -> set[str]:
    """The parts that a file uses, but for what its classes override."""
    here = set().union(*map(private_names_of, classes_of(tree)))
    reader = Reader(here | (own or set()))
    reader.visit(tree)
    return {part for part in reader.found if not any(other.startswith(f"{part}.") for other in reader.found)}


def our_files() -> list[Path]:
    return sorted(path for app in OURS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)


@cache
def trees() -> dict[str, ast.Module]:
    """All our code, by the name of the file below the project."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in our_files()}


@cache
def all_uses() -> frozenset[Use]:
    own = set().union(*(private_names_of(cls) for tree in trees().values() for cls in classes_of(tree)))
    uses = set(template_uses())
    for file, tree in trees().items():
        uses |= {Use(part, file) for part in uses_in(tree, own)}
        uses |= {Use(f".{name}", file) for cls, names in made_in(file, tree) for name in overridden(cls, names)}
    return frozenset(uses)


def made_in(file: str, tree: ast.Module) -> Iterator[tuple[type, set[str]]]:
    """The classes of a file that define private names, with these."""
    for cls in classes_of(tree):
        if names := private_names_of(cls):
            module = importlib.import_module(file.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
            yield getattr(module, cls.name), names


def unread() -> set[Use]:
    """Private names that our classes define, and that neither our code nor a class of others above has a use for: what
    an upgrade leaves behind when it drops a private name that we had set."""
    read = {
        node.attr
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }
    return {
        Use(f".{name}", file)
        for file, tree in trees().items()
        for cls, names in made_in(file, tree)
        for name in names - read - overridden(cls, names)
    }


def templates_below(folders: list[Path]) -> dict[str, Path]:
    return {str(file.relative_to(folder)): file for folder in folders for file in folder.rglob("*.*") if file.is_file()}


@cache
def our_templates() -> dict[str, Path]:
    """Those of our apps; a ``.venv`` below the project is not ours."""
    ours = [ROOT / app for app in OURS]
    return templates_below(
        [folder for folder in get_app_template_dirs("templates") if any(folder.is_relative_to(app) for app in ours)]
    )


@cache
def their_templates() -> dict[str, Path]:
    """Those of other installed apps, the site-packages of a ``.venv`` below the project included."""
    return templates_below([folder for folder in get_app_template_dirs("templates") if "site-packages" in folder.parts])


def template_uses() -> Iterator[Use]:
    for name, file in our_templates().items():
        if name in their_templates() and not name.startswith(MADE_TO_BE_REPLACED):
            yield Use(f"template: {name}", str(file.relative_to(ROOT)))
