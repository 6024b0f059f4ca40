"""Makes a large house of a smaller one by copying its people in the database, with all that belongs to them.

What was written through the models, encrypted values among it, is copied as it stands; keys move on, and what
must be unique gets one more character.
"""

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from huiyin.candidates.models import Application, Candidate
from huiyin.core.models import Operation
from huiyin.interviews.models import Interview, Participant, RuleRun
from huiyin.messaging.models import Address, Contact, Letter
from huiyin.todos.models import Todo

MODELS: tuple[type[models.Model], ...] = (
    Contact,
    Address,
    Candidate,
    Application,
    Interview,
    Letter,
    Participant,
    RuleRun,
    Todo,
    Operation,
)
UNIQUE = {
    "value_index": "substr(value_index, 1, 31) || '{copy}'",
    "number": "number || '{copy}'",
    "uid": "uid || '{copy}'",
    "key": "key || '{copy}'",
}


def multiply(times: int) -> None:
    """So many houses in one; at most ten, for the one more character."""
    if not 1 <= times <= 10:
        raise ValueError("a house is copied at most nine times")
    # Rows refer to the rows of their own copy, so a key moves on by the last key of its table before copying.
    steps = {model: model._default_manager.aggregate(last=Max("pk"))["last"] for model in MODELS}
    with transaction.atomic(), connection.cursor() as cursor:
        for copy in range(1, times):
            for model in MODELS:
                cursor.execute(_statement(model, copy, {one: copy * step for one, step in steps.items()}))
        # PostgreSQL gives the next keys from a counter that has not seen these.
        for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
            cursor.execute(statement)


def _statement(model: type[models.Model], copy: int, moves: dict[type[models.Model], int]) -> str:
    names = [field.column for field in model._meta.concrete_fields]
    values = [_value(field, copy, moves) for field in model._meta.concrete_fields]
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    last = moves[model] // copy
    return f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM {table} WHERE id <= {last}"


def _value(field: models.Field, copy: int, moves: dict[type[models.Model], int]) -> str:
    name = connection.ops.quote_name(field.column)
    refers = field.model if field.primary_key else field.related_model
    if refers in moves:
        return f"{name} + {moves[refers]}"
    if field.name == "about" and field.model is not Operation:
        return f"'interview:' || (CAST(substr(about, 11) AS bigint) + {moves[Interview]})"
    if not isinstance(field, models.CharField):
        return name
    return UNIQUE.get(field.name, name).format(copy=copy)
