from . import queue, records

__all__ = ["queue", "records"]
