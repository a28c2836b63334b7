"""The words that parameters and answers use, with their meaning, and the vocabulary of a release."""

from enum import StrEnum

from api.lists import CategoryListed, LawListed, PublisherListed, VocabularyAnswer, Word
from graphdb.graph import Graph
from graphdb.model import Basis, Category, Evidence, FlowState, Law, Mechanism, Publisher
from graphdb.questions.parameters import Joins, Question
from graphdb.rules.categories import CategoryFate
from graphdb.rules.mechanisms import leaves_copy

__all__ = ["MEANINGS", "vocabulary_answer"]

MEANINGS: dict[str, dict[StrEnum, str]] = {
    "question": {
        Question.flowing: "Every hop of a route is open on the day asked about.",
        Question.held: "The data is at the target on the day, by an open flow or as a copy that stayed.",
        Question.ever: "The data was at the target on some day up to the one asked about.",
    },
    "basis": {
        Basis.occurred: "A source says that data moved or moves.",
        Basis.agreed: "An agreement provides for it.",
        Basis.permitted: "A law or a routine use allows it; that is no evidence that it happened.",
    },
    "evidence": {
        Evidence.documented: "The paper itself, or an official copy of it, is a source.",
        Evidence.official: "A government or the company confirms it.",
        Evidence.reported: "Credible reporting says it.",
        Evidence.alleged: "One party claims it.",
    },
    "joins": {
        Joins.known: "Flows join only where records establish it.",
        Joins.assumed: "Flows join also where it must be assumed; such a hop says so.",
    },
    "mechanism": {
        Mechanism.bulk_transfer: "Many records are handed over at once.",
        Mechanism.query_access: "The receiver searches in the dataset.",
        Mechanism.matching: "Records are compared, and matches are handed over.",
        Mechanism.direct_login: "People at the receiver have accounts.",
        Mechanism.api_feed: "Records are sent on as they come, by a program.",
        Mechanism.ad_hoc_request: "Requests are answered one by one.",
        Mechanism.purchase: "The data is bought.",
        Mechanism.subpoena: "The data is demanded by subpoena.",
        Mechanism.biometric_match: "Faces, fingerprints or the like are searched for.",
        Mechanism.unknown: "How the data moves is not known.",
    },
    "state": {
        FlowState.proposed: "Someone proposed it.",
        FlowState.planned: "It is decided and has not begun.",
        FlowState.active: "Data moves.",
        FlowState.suspended: "It is paused.",
        FlowState.blocked: "A court or an authority forbids it.",
        FlowState.ended: "It is over.",
        FlowState.unconfirmed: "A source alleges it, and none confirms it.",
        FlowState.use_barred: "A court forbids use of the copy.",
        FlowState.use_allowed: "The copy may be used again.",
        FlowState.copy_deleted: "The copy was deleted.",
        FlowState.copy_returned: "The copy was given back.",
    },
    "fate": {
        CategoryFate.listed: "Every hop's list of categories names it.",
        CategoryFate.possible: "Some hop's list is missing or not complete.",
        CategoryFate.stripped: "Some hop's list is complete and does not name it.",
        CategoryFate.added: "A hop lists it, and the origin does not hold it.",
    },
}
"""What each word means, by the name of the parameter or field. A mechanism also says whether a copy stays."""


def vocabulary_answer(graph: Graph) -> VocabularyAnswer:
    """The words, and the categories, laws and publishers of the release."""
    release = graph.release
    return VocabularyAnswer(
        release=graph.name,
        words={
            name: [Word(word=word.value, meaning=_meaning(word, says)) for word, says in meanings.items()]
            for name, meanings in MEANINGS.items()
        },
        categories=[
            CategoryListed(
                id=one.id, label=one.label, description=one.description, dpv=one.dpv, sensitive=one.sensitive
            )
            for one in release.of_kind("category")
            if isinstance(one, Category)
        ],
        laws=[
            LawListed(id=one.id, label=one.label, citation=one.citation, protects=one.protects)
            for one in release.of_kind("law")
            if isinstance(one, Law)
        ],
        publishers=[
            PublisherListed(id=one.id, name=one.name, house=one.house, aggregator=one.aggregator)
            for one in release.of_kind("publisher")
            if isinstance(one, Publisher)
        ],
    )


def _meaning(word: StrEnum, says: str) -> str:
    if not isinstance(word, Mechanism):
        return says
    stays = "A copy stays when it is over." if leaves_copy(word) else "It counts as access while it is open."
    return f"{says} {stays}"
