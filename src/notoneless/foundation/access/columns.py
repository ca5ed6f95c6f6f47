"""A column type: text in the order of its bytes."""

from typing import Any

from django.db import models


class ByteOrdered(models.CharField[Any, Any]):
    """Text that is compared and sorted by its bytes on every database, whatever the collation around it."""

    def db_parameters(self, connection: Any) -> Any:
        """Django's parameters, with the collation that each database calls so."""
        return {
            **super().db_parameters(connection),
            "collation": "C" if connection.vendor == "postgresql" else "BINARY",
        }
