"""How files come in."""

from django.core.files.uploadhandler import FileUploadHandler

from .images import MAX_BYTES


class LimitedUploadHandler(FileUploadHandler):
    """Lets no more than is needed to see that a file is too large reach memory or disk.

    The form around it comes in whole, so that it can say what is wrong beside its field.
    """

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start <= MAX_BYTES else None

    def file_complete(self, file_size):
        return None
