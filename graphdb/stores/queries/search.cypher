// The records of a publication that hold every word, in any order; their lines.
CALL db.index.fulltext.queryNodes('datareach_words', $words) YIELD node AS v
WHERE v.from <= $number AND v.to > $number AND v.kind IN $kinds
RETURN v.line
