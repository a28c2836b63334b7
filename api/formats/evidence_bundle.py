"""The evidence bundle of an answer or a record: everything that it rests on, in one file that can be checked offline."""

from api.addressed import CITED_QUESTIONS
from api.bundles import bundle
from api.formats import Format

__all__ = ["EVIDENCE_BUNDLE"]

EVIDENCE_BUNDLE = Format("zip", "application/zip", "Evidence bundle", bundle, CITED_QUESTIONS)
