// Search: the words of a record, folded already, so that nothing but spaces parts them.
CREATE FULLTEXT INDEX datareach_words IF NOT EXISTS FOR (v:DataReachVersion) ON EACH [v.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}
