"""A row never points up: a foreign key to a higher floor, or to a sibling, is refused."""

from django.apps import apps

from tests.test_floors import floors


def test_foreign_keys_point_to_a_lower_floor_or_stay_in_the_room():
    floor = floors()
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        here = model._meta.app_label
        for field in model._meta.get_fields():
            target = field.related_model._meta.app_label if field.related_model and field.concrete else here
            if here in floor and target in floor and target != here and floor[target] >= floor[here]:
                wrong.append(f"{here}.{model.__name__}.{field.name} -> {target}")
    assert not wrong, "\n".join(wrong)
