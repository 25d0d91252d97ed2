-- most-quoted: Who is quoted most, in how many articles of how many outlets?
SELECT speaker, count(*) AS quotes, count(DISTINCT article_id) AS articles, count(DISTINCT outlet) AS outlets
FROM quote_full
WHERE speaker_id IS NOT NULL
GROUP BY speaker_id, speaker
ORDER BY quotes DESC, speaker
LIMIT 50;

-- most-quoted-by-outlet: Who are the ten that each outlet quotes most?
SELECT outlet, rank, speaker, quotes
FROM (
    SELECT outlet, speaker, count(*) AS quotes,
        row_number() OVER (PARTITION BY outlet ORDER BY count(*) DESC, speaker) AS rank
    FROM quote_full
    WHERE speaker_id IS NOT NULL AND outlet IS NOT NULL
    GROUP BY outlet, speaker_id, speaker
) AS ranked
WHERE rank <= 10
ORDER BY outlet, rank;

-- outlets: How many articles and quotes has each outlet, and how many quotes an article?
SELECT outlet, sum(articles) AS articles, sum(quotes) AS quotes,
    round(CAST(1.0 * sum(quotes) / sum(articles) AS NUMERIC), 1) AS quotes_an_article
FROM outlet_month
GROUP BY outlet
ORDER BY quotes DESC, outlet;

-- unattributed-by-rule: By which rule is a quote left without a speaker, and what share of all is that?
SELECT rule, count(*) AS quotes,
    round(CAST(100.0 * count(*) / (SELECT count(*) FROM quote_full) AS NUMERIC), 1) AS percent_of_all
FROM unattributed
GROUP BY rule
ORDER BY quotes DESC, rule;

-- direct-and-partial: What share of each outlet's quotes are whole sentences, what share fragments?
SELECT outlet, count(*) AS quotes,
    round(CAST(100.0 * sum(CASE WHEN kind = 'direct' THEN 1 ELSE 0 END) / count(*) AS NUMERIC), 1) AS percent_direct,
    round(CAST(100.0 * sum(CASE WHEN kind = 'partial' THEN 1 ELSE 0 END) / count(*) AS NUMERIC), 1) AS percent_partial
FROM quote_full
GROUP BY outlet
ORDER BY outlet;

-- anonymous-sources: How often does each outlet leave its sources without a name?
SELECT outlet, count(*) AS quotes,
    round(CAST(100.0 * sum(CASE WHEN speaker_status = 'anonymous' THEN 1 ELSE 0 END) / count(*) AS NUMERIC), 1)
        AS percent_anonymous,
    round(CAST(100.0 * sum(CASE WHEN speaker_status = 'role' THEN 1 ELSE 0 END) / count(*) AS NUMERIC), 1)
        AS percent_by_function_only
FROM quote_full
GROUP BY outlet
ORDER BY percent_anonymous DESC, outlet;

-- first-to-print: Which outlet is most often the first to print words that others print too, where the dates tell?
SELECT outlet, count(*) AS statements
FROM first_seen
WHERE outlets > 1 AND outlet IS NOT NULL AND NOT EXISTS (
    SELECT 1
    FROM quote_statement AS said
    JOIN quote_full AS other ON other.id = said.quote_id
    WHERE said.statement_id = first_seen.statement_id AND coalesce(other.outlet, '') <> first_seen.outlet
        AND coalesce(other.published, first_published, '') LIKE coalesce(first_published, '') || '%'
)
GROUP BY outlet
ORDER BY statements DESC, outlet;

-- farthest: Which statements were printed by most outlets, how often independently, and where first (of a day, by the alphabet)?
SELECT speaker, text, outlets, reports, first_published, outlet AS first_outlet, statement_id
FROM first_seen
WHERE outlets > 1
ORDER BY outlets DESC, reports DESC, first_published, statement_id
LIMIT 50;

-- contradictions: Which words are put into the mouths of several speakers?
SELECT words, speaker, printings, outlets, first_published, statement_id
FROM conflict
ORDER BY cluster, first_published, speaker
LIMIT 100;

-- word-over-time: In how many quotes does :word stand, month by month?
SELECT substr(published, 1, 7) AS month, count(*) AS quotes, count(DISTINCT outlet) AS outlets,
    count(DISTINCT speaker_id) AS speakers
FROM quote_full
WHERE length(published) >= 7 AND lower(text) LIKE '%' || lower(CAST(:word AS TEXT)) || '%'
GROUP BY substr(published, 1, 7)
ORDER BY month;

-- said-by: What did the speaker whose name contains :name say, oldest first?
SELECT published, outlet, speaker, text, url, id
FROM quote_full
WHERE lower(speaker) LIKE '%' || lower(CAST(:name AS TEXT)) || '%'
ORDER BY published, outlet, id;

-- speaker-by-month: How often is the speaker whose name contains :name quoted, month by month?
SELECT month, speaker, sum(quotes) AS quotes, count(DISTINCT outlet) AS outlets
FROM speaker_month
WHERE lower(speaker) LIKE '%' || lower(CAST(:name AS TEXT)) || '%' AND month IS NOT NULL
GROUP BY month, speaker
ORDER BY month, speaker;

-- channels: Through what were quotes said: a statement, an agency, a network?
SELECT lower(via) AS via, count(*) AS quotes, count(DISTINCT outlet) AS outlets
FROM quote_full
WHERE via IS NOT NULL
GROUP BY lower(via)
ORDER BY quotes DESC, via;

-- cues: Which words report speech most often, and how often of a named speaker?
SELECT lower(cue) AS cue, count(*) AS quotes,
    round(CAST(100.0 * sum(CASE WHEN speaker_status IN ('named', 'resolved') THEN 1 ELSE 0 END) / count(*) AS NUMERIC), 1)
        AS percent_of_named_speakers
FROM quote_full
WHERE cue IS NOT NULL
GROUP BY lower(cue)
ORDER BY quotes DESC, cue
LIMIT 50;

-- one-voice: What share of each outlet's articles with quotes quote one speaker alone?
SELECT outlet, count(*) AS articles,
    round(CAST(100.0 * sum(CASE WHEN speakers = 1 THEN 1 ELSE 0 END) / count(*) AS NUMERIC), 1) AS percent_one_voice
FROM (
    SELECT outlet, article_id, count(DISTINCT speaker_id) AS speakers
    FROM quote_full
    GROUP BY outlet, article_id
) AS counted
GROUP BY outlet
ORDER BY outlet;

-- quoted-together: Which two speakers are quoted in the same articles most often?
SELECT one.speaker AS speaker, other.speaker AS with_speaker, count(DISTINCT one.article_id) AS articles
FROM quote_full AS one
JOIN quote_full AS other ON other.article_id = one.article_id AND other.speaker_id > one.speaker_id
GROUP BY one.speaker_id, one.speaker, other.speaker_id, other.speaker
ORDER BY articles DESC, speaker, with_speaker
LIMIT 50;

-- bylines: Whom does each byline quote most?
SELECT byline, speaker, count(*) AS quotes
FROM quote_full
WHERE byline IS NOT NULL AND speaker_id IS NOT NULL
GROUP BY byline, speaker_id, speaker
ORDER BY quotes DESC, byline, speaker
LIMIT 50;

-- expected-right: How many of each outlet's attributions may be expected to be right?
SELECT outlet, count(*) AS attributions, round(CAST(sum(confidence) AS NUMERIC), 1) AS expected_right
FROM quote_full
WHERE confidence IS NOT NULL
GROUP BY outlet
ORDER BY outlet;

-- same-text: Which texts stand in more than one article, and who printed them?
SELECT article.digest, count(*) AS articles, min(outlet.name) AS one_outlet, max(outlet.name) AS another,
    min(article.published) AS first_published
FROM article
LEFT JOIN outlet ON outlet.id = article.outlet_id
GROUP BY article.digest
HAVING count(*) > 1
ORDER BY articles DESC, article.digest;

-- doubts: What was seen and not guessed at?
SELECT code, sum(times) AS times, count(DISTINCT article_id) AS articles
FROM doubt
GROUP BY code
ORDER BY times DESC, code;
