"""House rules that can be counted: names of files, lengths of functions, module docstrings."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DRAWERS = {"utils", "util", "helpers", "helper", "common", "constants", "misc", "tools", "shared"}
LONGEST_BODY = 40  # lines

Function = ast.FunctionDef | ast.AsyncFunctionDef
FILES = sorted((ROOT / "bot").rglob("*.py"))


# A migration is one list of steps, written down once and never changed.
READ_BY_PEOPLE = [path for path in FILES if path.parent.name != "versions"]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def body_lines(function: Function) -> int:
    """Lines of the body, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_no_file_or_folder_is_a_drawer_for_everything() -> None:
    names = {part.removesuffix(".py") for path in FILES for part in path.relative_to(ROOT).parts}

    assert names & DRAWERS == set()


@pytest.mark.parametrize(
    "path", READ_BY_PEOPLE, ids=lambda path: str(path.relative_to(ROOT / "bot"))
)
def test_every_file_says_what_it_is_for_and_no_function_is_a_screen_long(path: Path) -> None:
    module = tree(path)

    long = [
        (node.name, body_lines(node))
        for node in ast.walk(module)
        if isinstance(node, Function) and body_lines(node) > LONGEST_BODY
    ]

    assert long == []
    assert ast.get_docstring(module), "a module says in its docstring what it is for"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "bot")))
def test_no_error_is_swallowed_without_a_name(path: Path) -> None:
    bare = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]

    assert bare == []
