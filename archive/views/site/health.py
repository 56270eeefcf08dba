"""For whoever watches the server."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request):
    """200 while this process answers at all."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request):
    """200 when the database (with all migrations) and the shared cache answer; else 503."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "database unavailable"}, status=503)
    if waiting:
        return JsonResponse({"status": "migrations missing", "count": len(waiting)}, status=503)
    try:
        cache.get("readyz")
    # Each kind of cache has failures of its own.
    except Exception:
        return JsonResponse({"status": "cache unavailable"}, status=503)
    return JsonResponse({"status": "ready"})
