"""Stored content, its attachments to records, and the words for what is refused."""

from liandu.files.models.attachments import Attachment, SealedBatch, Sending, StoredFile

__all__ = ["Attachment", "SealedBatch", "Sending", "StoredFile"]
