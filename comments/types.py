"""Names of types that the engine cannot import."""

from typing import Any, TypeAlias

# An account; which model that is, the site chooses (AUTH_USER_MODEL).
User: TypeAlias = Any
