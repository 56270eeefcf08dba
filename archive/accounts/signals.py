"""What accounts tell whoever listens."""

from django.dispatch import Signal

# In the transaction that writes it: something else is shown of the person `user`.
profile_changed = Signal()
