"""Where a file names something else: found by walking the types of the fields, which say it with `Ref`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from toolkit.models.fields import Ref
from toolkit.yaml_reader import Place


class RefPattern(NamedTuple):
    """Where in a file a name is, with `*` for every part of a list or mapping, and what it names."""

    noun: str
    place: Place
    needed: bool = True
    """Whether the file depends on what is named, and does not only mention it."""
    at_key: bool = False
    """Whether the name is a key of a mapping, and not what the key holds."""

    def below(self, part: str) -> RefPattern:
        """The same within a part of something larger."""
        return self._replace(place=(part, *self.place))


def find_refs(model: type[BaseModel]) -> Iterator[RefPattern]:
    """Every place at which a model has a name with a `Ref`, in the order of its fields."""
    yield from _in_model(model, ())


def _in_model(model: type[BaseModel], above: Place) -> Iterator[RefPattern]:
    for name, info in model.model_fields.items():
        here = (*above, info.alias or name)
        yield from (RefPattern(one.noun, here, one.needed) for one in info.metadata if isinstance(one, Ref))
        yield from _in_type(info.annotation, here)


def _in_type(annotation: Any, here: Place, *, at_key: bool = False) -> Iterator[RefPattern]:
    origin, parts, below = get_origin(annotation), get_args(annotation), (*here, "*")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _in_model(annotation, here)
    elif origin is Annotated:
        yield from (RefPattern(one.noun, here, one.needed, at_key) for one in parts[1:] if isinstance(one, Ref))
        yield from _in_type(parts[0], here, at_key=at_key)
    elif origin is dict:
        yield from _in_type(parts[0], below, at_key=True)
        yield from _in_type(parts[1], below)
    else:  # a list, an alternative, or something without parts
        for part in parts:
            yield from _in_type(part, below if origin is tuple else here)
