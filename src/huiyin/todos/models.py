"""待办: what a named colleague should do, about which row, by when."""

from django.db import models


class TodoState(models.TextChoices):
    OPEN = "open"
    DONE = "done"
    DISMISSED = "dismissed"


class Todo(models.Model):
    """Overdue is `open` past `due_at`, not a state. One open to-do per kind, subject and owner."""

    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=60, db_index=True)
    owner = models.ForeignKey("accounts.User", models.CASCADE, null=True, related_name="todos")
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=TodoState.choices, default=TodoState.OPEN)
    values = models.JSONField(default=dict, help_text="ids and codes for its sentence, no personal data")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "owner"],
                condition=models.Q(state="open"),
                name="one_open_todo",
            ),
            models.UniqueConstraint(
                fields=["kind", "about"],
                condition=models.Q(state="open", owner=None),
                name="one_open_todo_unowned",
            ),
        ]
        indexes = [models.Index(fields=["owner", "state", "due_at"])]
