"""The house rules about Python, each as a function from a source's text to what is wrong in it."""

import ast
import re
from collections.abc import Iterator

WRITES = {
    "abulk_create", "acreate", "adelete", "asave", "aupdate",
    "bulk_create", "bulk_update", "create", "create_user", "delete",
    "get_or_create", "save", "set_password", "update", "update_or_create",
}  # fmt: skip
SIGNALS = {"django.core.signals", "django.db.models.signals", "django.dispatch"}
LINKS = {"ForeignKey", "ManyToManyField", "OneToOneField"}
# Who there is, and what kinds of things there are, is open to everybody who is signed in.
DIRECTORY = {"Body", "Field", "Jurisdiction", "SupervisionKind"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(text: str) -> Iterator[Function]:
    """Yield every function of a source."""
    return (n for n in ast.walk(ast.parse(text)) if isinstance(n, Function))


def calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call under ``node`` with the last word of what is called."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            match call.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield name, call


def action_name(function: Function) -> str | None:
    """Return the name under which ``function`` is registered as an action, if it is one."""
    for name, call in (pair for part in function.decorator_list for pair in calls(part)):
        if name == "action" and call.args and isinstance(call.args[0], ast.Constant):
            return str(call.args[0].value)
    return None


def actions(text: str) -> Iterator[tuple[str, Function]]:
    """Yield every action of a source with its name."""
    for function in functions(text):
        if name := action_name(function):
            yield name, function


def action_signatures(text: str) -> list[str]:
    """Find actions that do not take ``actor`` and the rest by keyword alone, or misname it."""
    found = []
    for name, function in actions(text):
        taken = function.args
        if taken.args or taken.posonlyargs or taken.vararg:
            found.append(f"{name} takes positional arguments")
        if not taken.kwonlyargs or taken.kwonlyargs[0].arg != "actor":
            found.append(f"{name} does not begin with actor")
        if name.rpartition(".")[2] != function.name:
            found.append(f"{name} is written as {function.name}")
        if ":raises" not in (ast.get_docstring(function) or ""):
            found.append(f"{name} does not say what it raises")
    return found


def reached(text: str, function: Function) -> set[str]:
    """Return every name called by ``function`` and by what it calls in the same source."""
    there = {f.name: f for f in functions(text)}
    names: set[str] = set()
    waiting: list[Function] = [function]
    while waiting:
        new = {name for name, _ in calls(waiting.pop())} - names
        names |= new
        waiting += [there[name] for name in new if name in there]
    return names


def action_duties(text: str) -> list[str]:
    """Find actions that ask for no permit or leave no event."""
    found = []
    for name, function in actions(text):
        names = reached(text, function)
        found += [
            f"{name} never calls {duty}" for duty in ("require", "record") if duty not in names
        ]
    return found


def action_order(text: str) -> list[str]:
    """Find actions that change something before they asked whether they may."""
    found = []
    for name, function in actions(text):
        asked = [c.lineno for called, c in calls(function) if called == "require"]
        wrote = [c.lineno for called, c in calls(function) if called in {"save", "create"}]
        if asked and wrote and min(wrote) < min(asked):
            found.append(f"{name} writes in line {min(wrote)} and asks in line {min(asked)}")
    return found


def page_writes(text: str) -> list[str]:
    """Find calls that write, for the files of an app that only read and draw."""
    found = [(n, c) for n, c in calls(ast.parse(text)) if n in WRITES]
    # A dictionary's or a set's update takes what it adds by position, a queryset's never does.
    return [f"{n}() in line {c.lineno}" for n, c in found if n != "update" or not c.args]


def raw_reads(text: str) -> list[str]:
    """Find reads of business data that go round the queries."""
    asked = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Attribute)]
    fine = {id(n.value) for n in asked if n.attr in {"none", "visible_to"}}
    return [
        f"{ast.unparse(n)} in line {n.lineno}"
        for n in asked
        if n.attr == "objects" and id(n) not in fine and ast.unparse(n.value) not in DIRECTORY
    ]


def signals(text: str) -> list[str]:
    """Find signal receivers: what happens after a change is called where the change is made."""
    tree = ast.walk(ast.parse(text))
    return [
        f"imports {node.module} in line {node.lineno}"
        for node in tree
        if isinstance(node, ast.ImportFrom) and node.module in SIGNALS
    ]


def prints(text: str) -> list[str]:
    """Find calls of ``print``."""
    return [f"print in line {c.lineno}" for n, c in calls(ast.parse(text)) if n == "print"]


def open_ends(text: str) -> list[str]:
    """Find notes about unfinished work that no issue keeps."""
    marks = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b(?!.*#\d)")
    return [
        f"line {number}" for number, line in enumerate(text.splitlines(), 1) if marks.search(line)
    ]


def long_file(text: str) -> list[str]:
    """Find out whether a source is too long to be read in one sitting."""
    count = len(text.splitlines())
    return [f"{count} lines of {LONGEST_FILE}"] if count > LONGEST_FILE else []


def long_functions(text: str) -> list[str]:
    """Find functions that are too long."""
    lengths = [(f.name, (f.end_lineno or f.lineno) - f.lineno + 1) for f in functions(text)]
    return [f"{name}: {n} lines" for name, n in lengths if n > LONGEST_FUNCTION]


def vague_classes(text: str) -> list[str]:
    """Find classes whose name says nothing about what they are."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            bases = " ".join(ast.unparse(base) for base in node.bases)
            word = re.search(r"(Helper|Utils?|Service|Manager|Handler)$", node.name)
            if word and word[1] not in bases:
                found.append(f"class {node.name}")
    return found


def direct_links(text: str, app: str = "") -> list[str]:
    """Find foreign keys from ``app`` to another's class: as strings they need no import."""
    tree = ast.parse(text)
    foreign = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".split(".")[1] != app
        for alias in node.names
    }
    return [
        f"{name}({call.args[0].id}) in line {call.lineno}"
        for name, call in calls(tree)
        if name in LINKS and call.args
        if isinstance(call.args[0], ast.Name) and call.args[0].id in foreign
    ]


def recorded_kinds(text: str) -> set[str]:
    """Return the kinds of event that a source records by their literal name."""
    return {
        str(call.args[1].value)
        for name, call in calls(ast.parse(text))
        if name == "record" and len(call.args) > 1 and isinstance(call.args[1], ast.Constant)
    }


def unsteady(text: str) -> list[str]:
    """Find tests that are switched off, or that wait or measure time.

    What one database alone can do is tested on it alone: ``skipif`` may ask which it is, and
    whether LibreOffice, which the site does without, is there.
    """
    tree = ast.parse(text)
    words = {"skip", "skipif", "xfail", "sleep", "perf_counter", "monotonic"}
    asking = {
        id(call.func)
        for name, call in calls(tree)
        if name == "skipif" and re.search("vendor|postgres|OFFICE", ast.unparse(call.args[0]))
    }
    return [
        f"{node.attr} in line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in words and id(node) not in asking
    ]


def drawn_styles(text: str) -> list[str]:
    """Find inline styles in the HTML that Python draws."""
    return [
        f"style= in line {node.lineno}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.search(r"<[^>]*\sstyle\s*=", node.value)
    ]
