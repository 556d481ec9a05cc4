"""Columns that hold ciphertext: plain values in Python, opened when they are first looked at.

A sealed column cannot be compared or searched by the database, and any attempt to do so raises FieldError. It is sealed
by the instance that is saved, since the ciphertext is bound to the row; `QuerySet.update` takes only what `sealed`
made, and None.
"""

import base64
import json
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute

from cvault.encryption import keyring, open_sealed, seal

_LENIENT = "surrogatepass"  # half a character out of a broken document is kept as it is


class Sealed(bytes):
    """Ciphertext, as it stands in the column. Empty for an empty value."""

    __slots__ = ()


class _SealedAttribute(DeferredAttribute):
    """The value of a sealed column, opened on the first look."""

    field: "SealedField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if type(value) is Sealed and instance is not None:
            value = self.field.opened(value, *self.field.bound_values(instance))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class _ExactlyNothing(Exact):
    """`filter(findings=None)` and `filter(name="")` ask whether there is a value, no more."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if rhs is not None and rhs != "":
            raise FieldError(f"{lhs.target} is sealed: the database cannot compare it")
        super().__init__(lhs, Sealed() if rhs == "" else None)


class SealedField(models.BinaryField):
    """What text and JSON have in common. `bound_to` names the fields of the row that the ciphertext is bound to."""

    descriptor_class = _SealedAttribute
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, bound_to: tuple[str, ...] = ("pk",), **options: Any) -> None:
        super().__init__(*args, **options)
        self.bound_to = bound_to

    def deconstruct(self) -> Any:
        """In migrations it is a column of bytes, whatever it is called here, and never has a default."""
        name, _path, args, options = super().deconstruct()
        options.pop("default", None)
        return name, "django.db.models.BinaryField", args, options

    def _check_str_default_value(self) -> list[Any]:
        return []  # a default is a plain value

    def get_default(self) -> Any:
        return models.Field.get_default(self)

    def plain(self, value: Any) -> bytes:
        """The bytes that are sealed; b"" for a value that needs no secrecy because it is none."""
        raise NotImplementedError

    def value_of(self, data: bytes) -> Any:
        """The reverse of `plain`."""
        raise NotImplementedError

    def bound_values(self, instance: models.Model) -> tuple[Any, ...]:
        return tuple(getattr(instance, name) for name in self.bound_to)

    def sealed(self, value: Any, *bound: Any) -> Sealed | None:
        """Ciphertext of `value` for the row with these values of `bound_to`: usually its primary key."""
        if value is None or type(value) is Sealed:
            return value
        data = self.plain(value)
        return Sealed(seal(data, self.context_of(*bound)) if data else b"")

    def opened(self, sealed: bytes | None, *bound: Any) -> Any:
        """The value again. Raises Unreadable."""
        if sealed is None:
            return None
        return self.value_of(open_sealed(sealed, self.context_of(*bound)) if sealed else b"")

    def resealed(self, sealed: bytes, *bound: Any) -> Sealed:
        """The same value, sealed with the newest key. Raises Unreadable."""
        return Sealed(seal(open_sealed(sealed, self.context_of(*bound)), self.context_of(*bound)))

    def context_of(self, *bound: Any) -> str:
        """What the ciphertext of the row with these values of `bound_to` is bound to."""
        named = (value.isoformat() if hasattr(value, "isoformat") else str(value) for value in bound)
        return f"{self.model._meta.db_table}|{self.name}|{'|'.join(named)}"  # noqa: SLF001  # Django's own way

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # Django's signature
        return self.sealed(getattr(model_instance, self.attname), *self.bound_values(model_instance))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.model.__name__}.{self.name} is sealed: save the instance, or pass what seals it")
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """None, with which Django raises FieldError, for whatever would compare."""
        if lookup_name == "exact":
            return _ExactlyNothing
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def to_python(self, value: Any) -> Any:
        """From `loaddata`: the ciphertext of `value_to_string`."""
        return Sealed(base64.b64decode(value)) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        sealed = self.pre_save(obj, add=False)
        return "" if sealed is None else base64.b64encode(sealed).decode("ascii")


class SealedTextField(SealedField):
    """Text."""

    _pyi_private_get_type: str

    def plain(self, value: Any) -> bytes:
        return str(value).encode("utf-8", _LENIENT)

    def value_of(self, data: bytes) -> str:
        return data.decode("utf-8", _LENIENT)


class SealedJSONField(SealedField):
    """What JSON can say. An empty object or list is told apart from nothing at all, which is NULL."""

    _dumps: ClassVar[Any] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

    def plain(self, value: Any) -> bytes:
        return str(self._dumps(value)).encode("utf-8", _LENIENT)

    def value_of(self, data: bytes) -> Any:
        return json.loads(data.decode("utf-8", _LENIENT)) if data else self.get_default()


class KeysField(models.TextField):
    """Keyed hashes of the sealed column `of`, for the database to compare: `by` makes them of the row, at each save."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: str

    def __init__(self, *args: Any, of: str = "", by: Callable[[Any], str] = str, **options: Any) -> None:
        super().__init__(*args, **{"default": "", "blank": True, "editable": False, **options})
        self.of = of
        self.by = by

    def deconstruct(self) -> Any:
        """In migrations it is a column of text."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.TextField", args, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # Django's signature
        keys = self.by(model_instance)
        setattr(model_instance, self.attname, keys)
        return keys


def with_keys(model: type[models.Model], names: Iterable[str] | None) -> list[str] | None:
    """For `save(update_fields=…)`: these fields, and the keys of those among them that have some."""
    if names is None:
        return None
    chosen = set(names)
    fields = model._meta.concrete_fields  # noqa: SLF001
    return sorted(chosen | {field.name for field in fields if isinstance(field, KeysField) and field.of in chosen})


def sealed_fields(model: type[models.Model]) -> list[SealedField]:
    """The sealed columns of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]  # noqa: SLF001


def sealed_value(model: type[models.Model], name: str, value: Any, *bound: Any) -> Sealed | None:
    """For `QuerySet.update(name=…)` of the one row with these values of `bound_to`."""
    return _field(model, name).sealed(value, *bound)


def opened_value(model: type[models.Model], name: str, sealed: bytes | None, *bound: Any) -> Any:
    """For what `values_list` answers. Raises Unreadable."""
    return _field(model, name).opened(sealed, *bound)


def opener(model: type[models.Model], name: str) -> Callable[[bytes, str], Any]:
    """The same for thousands of a column that is bound to the key of its row: `opened(sealed, key)`."""
    field, ring = _field(model, name), keyring()
    if field.bound_to != ("pk",):
        raise TypeError(f"{name} is bound to {field.bound_to}")
    beginning, value_of = field.context_of(""), field.value_of

    def opened(sealed: bytes, key: str) -> Any:
        return value_of(open_sealed(sealed, beginning + key, ring=ring) if sealed else b"")

    return opened


def as_stored(name: str) -> models.ExpressionWrapper:
    """For `values_list` of thousands: the ciphertext of a sealed column, plain bytes for `opener`."""
    return models.ExpressionWrapper(models.F(name), output_field=models.BinaryField())


def _field(model: type[models.Model], name: str) -> SealedField:
    field = model._meta.get_field(name)  # noqa: SLF001
    if not isinstance(field, SealedField):
        raise TypeError(f"{name} is not sealed")
    return field
