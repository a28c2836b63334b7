"""Characters that mislead who reads a text: those that control, those that turn the direction of writing, those that
cannot be seen. The ingest refuses them; where text leaves (terminal, CSV, JSON) they stand as escapes all the same.

Each list is the inside of a character class of a regular expression. Sources: the Unicode properties ``Cc``, ``Cs``,
``Bidi_Control`` and ``Default_Ignorable_Code_Point``; of the last without the variation selectors (U+FE00-FE0F,
U+E0100-E01EF), which choose how the character before them looks.
"""

import re

__all__ = ["BIDIRECTIONAL", "CONTROL", "INVISIBLE", "MISLEADING", "visible"]

CONTROL = "\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff"
"""Control characters, line and paragraph separators, halves of a character."""

BIDIRECTIONAL = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"

INVISIBLE = (
    "\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200d\\u2060-\\u2065\\u206a-\\u206f\\u3164"
    "\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e00ff"
)

MISLEADING = re.compile(f"[{CONTROL}{BIDIRECTIONAL}{INVISIBLE}]")
"""Any one of them."""


def visible(text: str) -> str:
    """Text in which each of these characters stands as an escape: ``\\x1b``, ``\\u202e``."""
    return MISLEADING.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)
