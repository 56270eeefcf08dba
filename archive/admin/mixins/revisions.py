"""Pages of the desk about what a post said before, and how to let others read it early."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ...actions import revisions
from ...selectors import preview_links


class RevisionsMixin:
    """Adds to a post's page: its revisions, one revision with its differences, a preview link."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/revisions/", view(self.revision_list), name="post-revisions"),
            path(
                "<int:pk>/revisions/<int:number>/",
                view(self.revision_detail),
                name="post-revision",
            ),
            path("<int:pk>/preview/", view(self.share_preview), name="post-preview"),
            *super().get_urls(),
        ]

    def revision_list(self, request, pk):
        post = self._post(request, pk, self.has_view_permission)
        rows = self._readable(request, post).select_related("saved_by").order_by("-number")
        return self._render(request, post, "revisions", {"revisions": rows})

    def revision_detail(self, request, pk, number):
        """One revision beside the one before it; a POST lets the post say this again."""
        post = self._post(request, pk, self.has_view_permission)
        revision = get_object_or_404(post.revisions, number=number)
        readable = self._readable(request, post)
        if not readable.filter(pk=revision.pk).exists():
            raise PermissionDenied
        if request.method == "POST":
            self._post(request, pk, self.has_change_permission)
            revisions.restore(revision, request.user)
            text = _("The post says again what it said in revision %(number)s.")
            messages.success(request, text % {"number": number})
            return redirect("admin:archive_post_change", pk)
        before = readable.filter(number__lt=number).order_by("-number").first()
        context = {
            "revision": revision,
            "before": before,
            "differences": revisions.differences(
                before.snapshot if before else {}, revision.snapshot
            ),
            "since": revisions.differences(revision.snapshot, revisions.snapshot(post)),
            "may_restore": self.has_change_permission(request, post),
        }
        return self._render(request, post, "revision", context)

    def share_preview(self, request, pk):
        """A new link under which the post can be read by whoever has it."""
        post = self._post(request, pk, self.has_change_permission)
        if post.is_withdrawn:
            raise Http404
        address = request.build_absolute_uri(preview_links.address_of(post))
        return self._render(
            request, post, "preview", {"address": address, "days": preview_links.LASTS.days}
        )

    def _readable(self, request, post):
        """The revisions this person may read: without the permission, what was public as saved."""
        if request.user.has_perm("archive.view_postrevision"):
            return post.revisions.all()
        return post.revisions.filter(status="published", saved_at__gte=post.published_at)

    def _post(self, request, pk, allowed):
        post = get_object_or_404(self.get_queryset(request), pk=pk)
        if not allowed(request, post):
            raise PermissionDenied
        return post

    def _render(self, request, post, template, context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "post": post,
            "back": reverse("admin:archive_post_change", args=[post.pk]),
            **context,
        }
        return render(request, f"admin/archive/post/{template}.html", context)
