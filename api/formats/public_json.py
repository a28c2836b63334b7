"""The public JSON of an answer: the format that is given where none is asked for."""

from api.formats import Answered, Format

__all__ = ["PUBLIC_JSON"]


def _write(answered: Answered) -> bytes:
    return answered.public.model_dump_json().encode()


PUBLIC_JSON = Format("json", "application/json", "JSON", _write)
