"""How an answer or a record is cited, with every source that it rests on: CSL-JSON, BibTeX and RIS."""

from api.cite.bibtex import bibtex_text
from api.cite.citations import Citation, citations_of, pinned
from api.cite.csl import csl_json_text
from api.cite.ris import ris_text

__all__ = ["Citation", "bibtex_text", "citations_of", "csl_json_text", "pinned", "ris_text"]
