"""What accounts tell whoever listens."""

from django.dispatch import Signal

# In the transaction that writes it: something else is shown of the person `user`.
profile_changed = Signal()

# Outside any transaction: the request `deletion` is due and is to be carried out now.
deletion_due = Signal()
