from . import participants, queue, records

__all__ = ["participants", "queue", "records"]
