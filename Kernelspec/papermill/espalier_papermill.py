"""Parameters of papermill, written in Swift.

papermill writes a cell that sets the parameters of a notebook, and reads the cell that declares them for
`papermill --help-notebook`, in the language of the notebook. It knows no Swift. This module teaches it; papermill loads
the module because the package lists it as an engine, so installing the package is all there is to do:

    pip install Kernelspec/papermill
    papermill study.ipynb study-3.ipynb -p seed 3 -p rate 0.5

papermill hands over values without the types that the notebook declares, so a value alone decides its type, as in every
Swift declaration that names none: `-p rate 1` declares an Int, `-p rate 1.0` a Double. What such a declaration cannot
hold is refused, with the name of the parameter: nil, empty lists and dictionaries, lists of values with no type in
common. (`espalier run -p` needs no Python and does look at the declared types.)
"""

import math
import re

from papermill.exceptions import PapermillException
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

KEYWORDS = frozenset(
    "_ Any Self as associatedtype await break case catch class continue default defer deinit do else enum extension "
    "fallthrough false fileprivate for func guard if import in init inout internal is let nil operator precedencegroup "
    "private protocol public repeat rethrows return self static struct subscript super switch throw throws true try "
    "typealias var where while".split())
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}

# One piece of Swift: a string, a comment, space, a word, or a single character.
PIECE = re.compile(
    r'(?P<marks>#+)".*?"(?P=marks)|"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"'
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)|[^\S\n]+|\w+|.", re.DOTALL)
DECLARATION = re.compile(
    r"(?:(?:let|var)\s+)?(?P<name>[^\W\d]\w*)\s*(?::\s*(?P<type>[^=]+?))?\s*=\s*(?P<value>.+)", re.DOTALL)
LITERALS = {
    "Bool": r"true|false",
    "Int": r"-?(\d[\d_]*|0[xob][\da-fA-F_]+)",
    "Double": r"-?\d[\d_]*(\.\d[\d_]*)?([eE][+-]?\d+)?",
    "String": r'#*".*',
}


class Inexpressible(Exception):
    """Why a value cannot be the initial value of a declaration without a type."""


def type_of(value):
    """The type of a value's literal: a name, or a tuple of a generic type and its arguments; None where it is open."""
    if value is None:
        return "Optional", None
    if isinstance(value, bool):
        return "Bool"
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise Inexpressible(f"{value} does not fit into an Int")
        return "Int"
    if isinstance(value, float):
        return "Double"
    if isinstance(value, list):
        return "Array", common_type(value)
    if isinstance(value, dict):
        return "Dictionary", common_type(value.keys()), common_type(value.values())
    return "String"


def common_type(values):
    result = None
    for value in values:
        result = joined(result, type_of(value))
    return result


def joined(first, second):
    """The one type of two literals that stand in one array."""
    if first is None or first == second:
        return second
    if second is None:
        return first
    if {first, second} == {"Int", "Double"}:
        return "Double"
    if isinstance(first, tuple) and isinstance(second, tuple) and first[0] == second[0]:
        return first[0], *map(joined, first[1:], second[1:])
    for optional, other in ((first, second), (second, first)):
        if optional[0] == "Optional":
            return "Optional", joined(optional[1], other)
    raise Inexpressible(f"{spelled(first)} and {spelled(second)} have no type in common that Swift would find")


def is_known(kind):
    return isinstance(kind, str) or kind is not None and all(map(is_known, kind[1:]))


def spelled(kind):
    """A type as Swift writes it."""
    match kind:
        case None:
            return "_"
        case "Optional", wrapped:
            return f"{spelled(wrapped)}?"
        case "Array", element:
            return f"[{spelled(element)}]"
        case "Dictionary", key, value:
            return f"[{spelled(key)}: {spelled(value)}]"
    return kind


def escaped(character):
    if character in ESCAPES:
        return ESCAPES[character]
    if "\ud800" <= character <= "\udfff":
        raise Inexpressible(f"U+{ord(character):04X} is half of a character")
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"


def type_of_literal(text):
    return next((name for name, pattern in LITERALS.items() if re.fullmatch(pattern, text, re.DOTALL)), None)


class SwiftTranslator(Translator):
    """Writes the values of JSON and YAML in Swift, and reads the parameters that a cell declares."""

    @classmethod
    def translate_none(cls, val):
        return "nil"

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "Double.nan"
        if math.isinf(val):
            return "Double.infinity" if val > 0 else "-Double.infinity"
        return repr(val)

    @classmethod
    def translate_escaped_str(cls, str_val):
        return '"' + "".join(map(escaped, str(str_val))) + '"'

    @classmethod
    def translate_list(cls, val):
        return "[" + ", ".join(map(cls.translate, val)) + "]"

    @classmethod
    def translate_dict(cls, val):
        return "[" + (", ".join(f"{cls.translate(key)}: {cls.translate(val[key])}" for key in val) or ":") + "]"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val}"

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        lines = [cls.comment(comment)]
        for name, value in parameters.items():
            try:
                if name in KEYWORDS or not re.fullmatch(r"[^\W\d]\w*", str(name)):
                    raise Inexpressible("Swift allows no such name")
                kind = type_of(value)
                if not is_known(kind):
                    raise Inexpressible(f"the type of {cls.translate(value)} is open, {spelled(kind)}")
                lines.append(cls.assign(name, cls.translate(value)))
            except Inexpressible as reason:
                raise PapermillException(f"Parameter '{name}' cannot be written in Swift: {reason}.") from None
        return "\n".join(lines)

    @classmethod
    def inspect(cls, parameters_cell):
        parameters = []
        for text, comment in declarations(parameters_cell["source"]):
            if declaration := DECLARATION.fullmatch(text):
                name, kind, value = declaration.group("name", "type", "value")
                parameters.append(Parameter(name, kind or type_of_literal(value) or "None", value, comment))
        return parameters


def declarations(source):
    """The text of each declaration in a cell, on one line and without comments, with the comment that ends its line."""
    declares, depth, text, comment = False, 0, "", ""
    for piece in [*PIECE.finditer(source), PIECE.match("\n")]:
        word = piece[0]
        if piece["comment"]:
            if depth == 0:
                comment = (word[2:-2] if word[1] == "*" else word.lstrip("/")).strip()
        elif depth == 0 and word in "\n;," and not text.rstrip().endswith("="):
            if declares:
                yield text.rstrip(), comment
            declares, text, comment = declares and word == ",", "", ""
        elif word.isspace():
            text += " " if text and text[-1] not in "[( " else ""
        else:
            declares = declares or depth == 0 and word in ("let", "var")
            depth += (word in "([{") - (word in ")]}")
            text = (text.rstrip() if word in ")],:" else text) + word


def __getattr__(name):
    """papermill takes what an entry point names for an engine, so the module stands for the engine of nbclient."""
    if name in ("execute_notebook", "nb_kernel_name", "nb_language"):
        from papermill.engines import NBClientEngine

        return getattr(NBClientEngine, name)
    raise AttributeError(name)


papermill_translators.register("swift", SwiftTranslator)
