"""Which things are in the index. What they are found by is kept by the database's own search; see
`engines`.
"""

from django.db import models


class Document(models.Model):
    """One thing. The id is eight times the thing's own and the number of its kind, so that the newest come
    first.

    `words` holds pieces on PostgreSQL, where their order is compared; on SQLite the table of FTS5 has them.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20, db_index=True)
    words = models.TextField(blank=True)
