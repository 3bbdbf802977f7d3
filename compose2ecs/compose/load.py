"""Compose files to a Project: the pipeline, readable as a list.

Per document: interpolate → extends → forget what it resets → include → merge → unique → validate → long form → unique.
Then for the whole: defaults → model rules → absolute paths → variables → types → profiles → consistency → env files.
The order is the reference's (compose-go); changing it changes results.
"""

from typing import NamedTuple

from compose2ecs.compose import check, defaults, environment, files, paths, profiles, schema
from compose2ecs.compose.canonical import canonical
from compose2ecs.compose.decode import Decoder
from compose2ecs.compose.documents import Document, empty, forget, read_documents
from compose2ecs.compose.extends import Extender
from compose2ecs.compose.include import Scope, apply_include
from compose2ecs.compose.interpolate import interpolate
from compose2ecs.compose.merge import merge
from compose2ecs.compose.options import LoadOptions
from compose2ecs.compose.problem import Problem
from compose2ecs.compose.unique import enforce
from compose2ecs.compose.validate import validate
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.model.project import Project, Service
from compose2ecs.source import template
from compose2ecs.source.node import Node


def load(options: LoadOptions, report: Report) -> Project | None:
    """Load the project; None where there are errors, which are in the report with everything else found."""
    try:
        return _Load(options, report).project()
    except _StopError:
        return None
    except Problem as problem:
        problem.report(report)
        return None


class _StopError(Exception):
    """A stage found errors; the report has them."""


class _File(NamedTuple):
    path: str
    documents: list[Document]


class _Load:
    def __init__(self, options: LoadOptions, report: Report) -> None:
        self.options = options
        self.report = report
        self.here = options.working_directory

    def project(self) -> Project:
        located = files.locate(self.options, self.report)
        read = [self.read(path) for path in located.files]
        name = self.name(located, read)
        variables = {**located.environment, "COMPOSE_PROJECT_NAME": name}
        scope = Scope(located.directory, variables)
        tree = self.model(read, scope)
        if not tree.value:
            raise empty(located.files[0], self.here)
        if not name:
            raise Problem(
                codes.BAD_PROJECT_NAME, "the project has no name", hint="give one with -p or a top-level `name:`"
            )
        tree.value.pop("version", None)
        tree.value["name"] = self.name_node(tree, name)
        defaults.normalize(tree, name)
        self.stop_on_errors()
        tree = Decoder(self.report).attributes(tree, schema.PROJECT, ())
        paths.resolve(tree, located.directory, variables)
        self.stop_on_errors()
        return self.taking_part(tree, located, variables, name)

    def read(self, path: str) -> _File:
        if path != "-":
            return _File(path, read_documents(path, self.here))
        return _File(path, read_documents(path, self.here, self.options.read_stdin()))

    def name_node(self, tree: Node, name: str) -> Node:
        written = tree.get("name")
        return Node(name, written.span, written.key) if written is not None else Node(name)

    def name(self, located: files.Located, read: list[_File]) -> str:
        given = files.given_name(self.options, located.environment)
        if given:
            return given
        for file in reversed(read):
            for document in reversed(file.documents):
                node = document.tree.get("name")
                if node is not None and isinstance(node.value, str) and node.value:
                    text = self.interpolated_name(node, located.environment)
                    return files.normal_name(text) or files.normal_name(_base(located.directory))
        return files.normal_name(_base(located.directory))

    def interpolated_name(self, node: Node, variables: dict[str, str]) -> str:
        text = str(node.value)
        if not self.options.interpolate:
            return text
        try:
            return template.substitute(text, variables.get)
        except template.TemplateError:
            return text  # the interpolation of the document reports it with its place

    def model(self, read: list[_File], scope: Scope) -> Node:
        """Files of one project in long form, with absolute paths and resolved variables."""
        tree = Node({})
        for file in read:
            if not file.documents:
                raise empty(file.path, self.here)
            for document in file.documents:
                tree = self.over(tree, document, file.path, scope)
                self.stop_on_errors()
        defaults.fill_attributes(tree)
        check.check_model(tree, self.report)
        paths.resolve(tree, scope.directory, scope.environment)
        defaults.resolve_variables(tree, scope.environment)
        self.stop_on_errors()
        return tree

    def over(self, tree: Node, document: Document, path: str, scope: Scope) -> Node:
        """One document merged over what came before it."""
        if self.options.interpolate:
            interpolate(document.tree, scope.environment, self.report)
            self.stop_on_errors()
        environment_or_none = scope.environment if self.options.interpolate else None
        apply_include(document.tree, scope._replace(chain=(*scope.chain, path)), self.here, self.included)
        Extender(path, scope.directory, self.here, environment_or_none, self.report).apply(document)
        forget(tree, document.resets)
        tree = merge(tree, document.tree)
        enforce(tree)
        validate(tree, self.report)
        self.note_version(tree)
        self.stop_on_errors()
        canonical(tree, self.report)
        self.stop_on_errors()
        enforce(tree)
        return tree

    def note_version(self, tree: Node) -> None:
        version = tree.value.pop("version", None)
        if version is not None:
            message = "the attribute `version` is obsolete and ignored"
            self.report.add(codes.VERSION_IGNORED, message, path=("version",), span=version.place, hint="remove it")

    def included(self, paths_of_files: tuple[str, ...], scope: Scope) -> Node:
        tree = self.model([self.read(path) for path in paths_of_files], scope)
        tree.value.pop("name", None)
        return tree

    def taking_part(self, tree: Node, located: files.Located, variables: dict[str, str], name: str) -> Project:
        written = tree.get("services")
        everyone = dict(written.items()) if written is not None else {}
        enabled = profiles.active(everyone, self.active_profiles(variables))
        if self.options.services:
            enabled, _ = profiles.selected(everyone, enabled, self.options.services)
        if self.options.consistency:
            check.ProjectChecker(tree, everyone, enabled, self.report).check()
            defaults.scale(enabled)
        environment.merge_files(enabled, variables, self.here, self.report)
        self.stop_on_errors()
        tree.value["services"] = Node(enabled, written.span, written.key) if written is not None else Node(enabled)
        if not self.options.all_resources:
            profiles.drop_unused(tree)
        shown = tuple(files.display(path, self.here) for path in located.files)
        services = {key: Service(key, node) for key, node in enabled.items()}
        return Project(name, located.directory, shown, variables, tree, services, self.here)

    def active_profiles(self, variables: dict[str, str]) -> frozenset[str]:
        named = [*self.options.profiles]
        if not named:
            named = variables.get("COMPOSE_PROFILES", "").split(",")
        return frozenset(part.strip() for part in named if part.strip())

    def stop_on_errors(self) -> None:
        if self.report.failed:
            raise _StopError


def _base(directory: str) -> str:
    return directory.rstrip("/").rpartition("/")[2]
