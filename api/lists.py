"""The public JSON of lists, the vocabulary, and what the service tells of itself. Names here are a promise, as in
``api.answers``."""

from typing import Any

from pydantic import BaseModel, Field

from api.answers import Source

__all__ = [
    "CategoryListed",
    "ErrorMeaning",
    "ErrorsAnswer",
    "LawListed",
    "PublisherListed",
    "ReadyAnswer",
    "RecordListed",
    "RecordsAnswer",
    "VocabularyAnswer",
    "Word",
]


class RecordListed(BaseModel):
    """A record in a list."""

    id: str = Field(description="Its id.")
    kind: str = Field(description="Its kind.")
    name: str = Field(description="Its name or title.")
    record: dict[str, Any] = Field(description="Every key that it has, as in the facts format.")


class RecordsAnswer(BaseModel):
    """A page of records, in the order of kinds and ids."""

    release: str = Field(description="Name of the release that answers; the following pages are of the same one.")
    total: int = Field(description="How many records match, on all pages.")
    facets: dict[str, dict[str, int]] = Field(
        description="For each filter, the values among the records that match and how many have it, the most frequent "
        "first, at most 50."
    )
    records: list[RecordListed] = Field(description="The records of this page.")
    next: str | None = Field(description="The address of the next page; null: this is the last one.")
    sources: dict[str, Source] = Field(description="Every source that the records of this page cite, by id.")


class Word(BaseModel):
    """A word that parameters and answers use."""

    word: str = Field(description="The word.")
    meaning: str = Field(description="What it means.")


class CategoryListed(BaseModel):
    """One kind of personal data."""

    id: str = Field(description="Its id.")
    label: str = Field(description="Its name.")
    description: str = Field(description="What it covers.")
    dpv: str | None = Field(description="The closest term of the W3C Data Privacy Vocabulary, extension pd.")
    sensitive: bool = Field(
        description="Whether the law or common sense treats it with more care (health, finances, location ...)."
    )


class LawListed(BaseModel):
    """A law that binds those who hold a dataset."""

    id: str = Field(description="Its id.")
    label: str = Field(description="Its name.")
    citation: str = Field(description="Where it stands.")
    protects: str = Field(description="What it protects.")


class PublisherListed(BaseModel):
    """What is known of a publisher; one that is not listed stands for itself."""

    id: str = Field(description="Its id.")
    name: str = Field(description="Its name, as the sources write it.")
    house: str | None = Field(description="The publisher that it is part of; both count as one.")
    aggregator: bool = Field(description="Whether it retells others and so is no independent witness.")


class VocabularyAnswer(BaseModel):
    """The words that parameters and answers use, and the categories, laws and publishers of a release."""

    release: str = Field(description="Name of the release that answers.")
    words: dict[str, list[Word]] = Field(description="The words, by the name of the parameter or field.")
    categories: list[CategoryListed] = Field(description="The kinds of personal data, by id.")
    laws: list[LawListed] = Field(description="The laws, by id.")
    publishers: list[PublisherListed] = Field(description="The publishers of which something is known, by id.")


class ReadyAnswer(BaseModel):
    """That the current release is in memory: the next question is answered at once."""

    status: str = Field(description="ready.")
    release: str = Field(description="Name of the current release.")


class ErrorMeaning(BaseModel):
    """What a code of an error means."""

    code: str = Field(description="The code, as a problem has it.")
    status: int = Field(description="The HTTP status that comes with it.")
    meaning: str = Field(description="What it means.")


class ErrorsAnswer(BaseModel):
    """Every code of an error."""

    errors: list[ErrorMeaning] = Field(description="The codes, by status.")
