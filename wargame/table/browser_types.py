"""The browser's types, made from the structs of the server: `manage.py browser_types` writes them.

Two files come of them: the types, for whoever checks the browser's code, and the values of fields that the server
leaves out because they have their default, for the page itself. A struct that clients send too (a move and its parts)
is typed as it travels, with such fields optional; all others are typed as they are once the page has put the defaults
back.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from msgspec import inspect

from game_engine import Move
from wargame.sockets import spoken, wire
from wargame.table import page_data

TYPES = Path("wargame/browser/wire.d.ts")
DEFAULTS = Path("wargame/static/offramp/js/table/model/defaults.js")

SENT = {"Move": Move, "ClientFrame": wire.Hello | wire.MoveFrame | wire.Ping | wire.Older}
HEARD = {
    "ServerFrame": spoken.ServerFrame,
    "EventInWords": spoken.EventInWords,
    "PageData": page_data.PageData,
    "Catalogue": page_data.Catalogue,
}

MADE = "Made by `manage.py browser_types` from the structs of the server. Do not edit."


def files() -> dict[Path, str]:
    """Each file that is made, and its text."""
    root = settings.BASE_DIR
    kinds = Kinds()
    return {root / TYPES: _types(kinds), root / DEFAULTS: _defaults(kinds)}


class Kinds:
    """The structs that travel, by name: those that clients send, and those that they only hear."""

    def __init__(self) -> None:
        self.sent: dict[str, inspect.StructType] = {}
        self.heard: dict[str, inspect.StructType] = {}
        for root in SENT.values():
            _gather(inspect.type_info(root), self.sent, {})
        for root in HEARD.values():
            _gather(inspect.type_info(root), self.heard, self.sent)
        roots = {name: inspect.type_info(root) for name, root in (SENT | HEARD).items()}
        self.unions = {name: kind for name, kind in roots.items() if isinstance(kind, inspect.UnionType)}


def _gather(kind: inspect.Type, found: dict[str, inspect.StructType], known: dict[str, Any]) -> None:
    if isinstance(kind, inspect.StructType):
        name = kind.cls.__name__
        if name in known or name in found:
            assert (known | found)[name].cls is kind.cls, f"two structs are called {name}"
            return
        found[name] = kind
    for part in _parts(kind):
        _gather(part, found, known)


def _parts(kind: inspect.Type) -> Iterator[inspect.Type]:
    match kind:
        case inspect.StructType(fields=fields):
            yield from (field.type for field in fields)
        case inspect.UnionType(types=types):
            yield from types
        case inspect.TupleType(item_types=types):
            yield from types
        case inspect.DictType(value_type=value):
            yield value
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            yield item


# --- the types


def _types(kinds: Kinds) -> str:
    written = [f"// {MADE}\ndeclare namespace Wire {{"]
    for name, kind in sorted(kinds.sent.items()):
        written.append(_interface(name, kind, optional=True))
    for name, kind in sorted(kinds.heard.items()):
        written.append(_interface(name, kind, optional=False))
    for name, union in kinds.unions.items():
        written.append(
            f"  type {name} =\n" + "\n".join(f"    | {_typed(struct)}" for struct in union.types) + ";\n"
        )
    names = [*sorted(kinds.heard), *(name for name in HEARD if name in kinds.unions)]
    written.append(
        "  interface Structs {\n" + "".join(f"    {struct}: {struct};\n" for struct in names) + "  }\n}\n"
    )
    return "\n".join(written)


def _interface(name: str, kind: inspect.StructType, *, optional: bool) -> str:
    lines = [f"  interface {name} {{"]
    if kind.tag_field is not None:
        lines.append(f"    {kind.tag_field}: {json.dumps(kind.tag)};")
    for field in kind.fields:
        mark = "?" if optional and not field.required else ""
        lines.append(f"    {field.encode_name}{mark}: {_typed(field.type)};")
    return "\n".join([*lines, "  }\n"])


_PLAIN = {
    inspect.StrType: "string",
    inspect.IntType: "number",
    inspect.FloatType: "number",
    inspect.BoolType: "boolean",
    inspect.NoneType: "null",
    inspect.AnyType: "unknown",
    inspect.RawType: "unknown",
}


def _typed(kind: inspect.Type) -> str:
    match kind:
        case inspect.StructType(cls=cls):
            return cls.__name__
        case inspect.UnionType(types=types):
            for name, root in HEARD.items():
                if inspect.type_info(root) == kind:
                    return name
            return " | ".join(_typed(kind) for kind in types)
        case inspect.LiteralType(values=values):
            return " | ".join(json.dumps(literal) for literal in values)
        case inspect.DictType(value_type=value):
            return f"{{ [name: string]: {_typed(value)} }}"
        case inspect.TupleType(item_types=types):
            return f"[{', '.join(_typed(kind) for kind in types)}]"
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return f"Array<{_typed(item)}>"
    return _PLAIN[type(kind)]


# --- the defaults


def _defaults(kinds: Kinds) -> str:
    unions = {
        name: {
            struct.cls.__name__: struct
            for struct in kinds.unions[name].types
            if struct.cls.__name__ in kinds.heard
        }
        for name in HEARD
        if name in kinds.unions
    }
    needed = _needed(kinds.heard, unions)
    lines = [
        f"// {MADE}",
        "// Of each struct: the values of fields that the server leaves out, and its parts that have such fields.",
        "/** @type {{ [name: string]: { defaults?: object, parts?: { [field: string]: string | string[] } } }} */",
        "export const STRUCTS = {",
        *(_struct(name, kinds.heard[name], needed) for name in sorted(needed & kinds.heard.keys())),
        "};",
        "",
        "// A part that is one of several structs, told apart by a field.",
        "/** @type {{ [name: string]: { tag: string, of: { [tag: string]: string } } }} */",
        "export const UNIONS = {",
        *(_union(name, unions[name], needed) for name in unions if name in needed),
        "};",
        "",
    ]
    return "\n".join(lines)


Unions = dict[str, dict[str, inspect.StructType]]


def _needed(heard: dict[str, inspect.StructType], unions: Unions) -> set[str]:
    """The structs that have defaults, or parts that have."""
    needed = {name for name, kind in heard.items() if any(not field.required for field in kind.fields)}
    while True:
        more = {name for name, kind in heard.items() if _named_parts(kind, needed)}
        more |= {name for name, parts in unions.items() if parts.keys() & needed}
        if more <= needed:
            return needed
        needed |= more


def _named_parts(kind: inspect.StructType, needed: set[str]) -> dict[str, str | list[str]]:
    """The fields that hold structs with defaults: the struct's name, in a list where the field is one."""
    found: dict[str, str | list[str]] = {}
    for field in kind.fields:
        many = isinstance(field.type, inspect.VarTupleType | inspect.ListType)
        inner = _typed(field.type.item_type if many else field.type).removesuffix(" | null")
        if inner in needed:
            found[field.encode_name] = [inner] if many else inner
    return found


def _struct(name: str, kind: inspect.StructType, needed: set[str]) -> str:
    left_out = {field.encode_name: _value(field) for field in kind.fields if not field.required}
    parts = _named_parts(kind, needed)
    said = {"defaults": left_out} if left_out else {}
    return f"  {name}: {_script(said | ({'parts': parts} if parts else {}))},"


def _union(name: str, members: dict[str, inspect.StructType], needed: set[str]) -> str:
    of = {str(struct.tag): known for known, struct in members.items() if known in needed}
    tag = next(iter(members.values())).tag_field
    return f"  {name}: {_script({'tag': tag, 'of': of})},"


def _value(field: inspect.Field) -> Any:
    made = field.default_factory
    return msgspec.to_builtins(field.default if made is msgspec.NODEFAULT else made())


def _script(value: Any) -> str:
    """A value as a script has it: names of fields without quotes."""
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{name}: {_script(inner)}" for name, inner in value.items()) + " }"
            if value
            else "{}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_script(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)
