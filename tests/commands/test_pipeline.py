from pathlib import Path

from compose2ecs.commands.pipeline import allowances
from tests.loading import load_project

TEXT = """\
x-ecs:
  allow: [W214, C231]
services:
  web:
    image: nginx
    x-ecs: {allow: W214}
  db:
    image: postgres
    x-compose2ecs:
      allow:
        - W402
        - [odd]
"""


def test_allowances_have_scope_and_place(tmp_path: Path) -> None:
    project, report = load_project(tmp_path, TEXT)
    assert project is not None, report.sorted()
    found = [(one.value, one.path, one.span and one.span[1:3], one.scope) for one in allowances(project)]
    db = ("services", "db", "x-compose2ecs", "allow")
    assert sorted(found, key=lambda one: one[2] or (0, 0)) == [
        ("W214", ("x-ecs", "allow", 0), (2, 11), ()),
        ("C231", ("x-ecs", "allow", 1), (2, 17), ()),
        (None, ("services", "web", "x-ecs", "allow"), (6, 13), ("services", "web")),
        ("W402", (*db, 0), (11, 11), ("services", "db")),
        (["odd"], (*db, 1), (12, 11), ("services", "db")),
    ]
