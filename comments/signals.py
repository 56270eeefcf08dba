"""What the engine tells whoever uses it."""

from django.dispatch import Signal

# Sent inside the transaction of every act that changes what readers see of a discussion.
# Arguments: discussion_id, and comment_ids (a list; empty when the discussion itself changed).
comment_changed = Signal()
