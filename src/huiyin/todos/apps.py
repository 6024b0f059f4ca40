from django.apps import AppConfig


class TodosConfig(AppConfig):
    name = "huiyin.todos"
    label = "todos"
