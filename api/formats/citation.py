"""Citations of an answer or a record, with every source that it rests on."""

from api.addressed import CITED_QUESTIONS
from api.cite import bibtex_text, citations_of, csl_json_text, ris_text
from api.formats import Answered, Format

__all__ = ["BIBTEX", "CSL_JSON", "RIS"]

_CITED = CITED_QUESTIONS | {"changes"}


def _csl_json(answered: Answered) -> bytes:
    return csl_json_text(citations_of(answered)).encode()


def _bibtex(answered: Answered) -> bytes:
    return bibtex_text(citations_of(answered)).encode()


def _ris(answered: Answered) -> bytes:
    return ris_text(citations_of(answered)).encode()


CSL_JSON = Format("csl.json", "application/vnd.citationstyles.csl+json", "Citations (CSL-JSON)", _csl_json, _CITED)
BIBTEX = Format("bib", "application/x-bibtex; charset=utf-8", "Citations (BibTeX)", _bibtex, _CITED)
RIS = Format("ris", "application/x-research-info-systems; charset=utf-8", "Citations (RIS)", _ris, _CITED)
