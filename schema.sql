-- Dixit: who said what, when, and where it is written.
--
-- This is the whole present schema; a new file is made from it. Every table is STRICT; a table that
-- people see has a real name or title, machinery begins with an underscore. Any sqlite3 from 3.40 on
-- can read the file: no custom function, collation or module, and nothing newer than that release.
--
-- Each noun's row is the record's current version, unfolded in columns of the same names as the
-- fields of its body (docs/glossary.md). What is not set is NULL. Lists and small parts are JSON.
-- Columns after "derived" are never in a body: they can be recomputed, and `verify` does.
--
-- The columns every noun ends with:
--   _hash       SHA-256 of the version shown: over identity, parents' hashes and commit of the body
--   _parents    the parents' hashes, 32 bytes each, sorted; NULL for a first version
--   _operation  the operation that wrote the version shown
--   _salt       16 random bytes that keep the body from being guessed by its hash
--   _format     the number of the body's format: 1 in claim/1
--   created_in  the operation that wrote the record's first version (derived)
--   heads       how many versions stand side by side; above 1: desks disagree (derived)

CREATE TABLE topics (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),   -- 16 random bytes, the identity
  name        TEXT,                                            -- the label
  note        TEXT,
  -- derived
  key         TEXT NOT NULL,                                   -- the normalised name, by which it is found
  rep         INTEGER NOT NULL,                                -- the topic that stands for all judged or taken as the same
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

CREATE TABLE sources (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  title       TEXT,                                            -- as printed
  label       TEXT,                                            -- our own name for it
  kind        TEXT CHECK (kind IN ('article','post','broadcast','report','treaty','interview','recording','photo','speech','release','dataset','book','page','document')),
  publisher   TEXT,
  authors     TEXT CHECK (authors IS NULL OR json_valid(authors)),                -- a JSON list of names as printed
  url         TEXT,
  archived    TEXT CHECK (archived IS NULL OR json_valid(archived)),               -- a JSON list of addresses
  lang        TEXT,                                            -- BCP 47
  published   TEXT,                                            -- EDTF
  read_on     TEXT CHECK (read_on IS NULL OR json_valid(read_on)),                -- {"because","day"}: from which day its words for dates are read
  seen_in     INTEGER REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED, -- known only through that one
  reliability TEXT CHECK (reliability IN ('A','B','C','D','E','F')), -- Admiralty code
  confidential INTEGER NOT NULL CHECK (confidential IN (0, 1)),
  observations TEXT CHECK (observations IS NULL OR json_valid(observations)),          -- [{"kind","note","on"}]: what happened to it since
  note        TEXT,
  -- derived
  key         INTEGER,                                         -- the first 8 bytes of a digest of its address, without what does not tell documents apart
  forms       TEXT,                                            -- search forms of title and label
  published_from TEXT,                                         -- first day covered, ISO
  published_to TEXT,                                           -- last day covered, ISO
  rep         INTEGER NOT NULL,
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

CREATE TABLE captures (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  source      INTEGER NOT NULL REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
  sha256      TEXT,                                            -- of the bytes, hex; the bytes are in _blobs
  media_type  TEXT,
  size        INTEGER,                                         -- bytes
  "from"      TEXT,                                            -- address or file name
  at          TEXT,                                            -- RFC 3339, UTC
  accessed    TEXT,                                            -- EDTF
  archived    TEXT,
  "order"     INTEGER,                                         -- among several files of one source, from 1
  reader      TEXT,                                            -- name and version of what read the text
  text        TEXT,
  parts       TEXT CHECK (parts IS NULL OR json_valid(parts)),                  -- [{"from","part","to"}]: stretches of text, in code points
  pages       TEXT CHECK (pages IS NULL OR json_valid(pages)),                  -- where each page begins in text, in code points
  transcript  TEXT CHECK (transcript IS NULL OR json_valid(transcript)),             -- {"by","lang","text","times"}
  -- derived
  forms       TEXT,
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

CREATE TABLE speakers (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind        TEXT CHECK (kind IN ('person','organisation','state','group','office','document','unnamed')),
  names       TEXT CHECK (names IS NULL OR json_valid(names)),                  -- [{"lang","name"}], the one to show first
  roles       TEXT CHECK (roles IS NULL OR json_valid(roles)),                  -- [{"held","lang","role"}]
  wikidata    TEXT,
  source      INTEGER REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED, -- of an unnamed one
  reliability TEXT CHECK (reliability IN ('A','B','C','D','E','F')),
  confidential INTEGER NOT NULL CHECK (confidential IN (0, 1)),
  note        TEXT,
  -- derived
  name        TEXT NOT NULL,                                   -- the first of names
  forms       TEXT,
  rep         INTEGER NOT NULL,
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

CREATE TABLE measures (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name        TEXT,
  kind        TEXT CHECK (kind IN ('stock','total','change','forecast')), -- NULL: nothing compares
  unit        TEXT,
  part_of     INTEGER REFERENCES measures (id) DEFERRABLE INITIALLY DEFERRED,
  note        TEXT,
  -- derived
  key         TEXT NOT NULL,
  rep         INTEGER NOT NULL,
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

CREATE TABLE occasions (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  label       TEXT,                                            -- our own name for it
  jointly     TEXT CHECK (jointly IN ('yes','no','unclear')),
  said        TEXT,                                            -- EDTF
  said_words  TEXT,                                            -- the source's words for when
  "where"     TEXT,
  role        TEXT,
  spoken_lang TEXT,
  medium      TEXT CHECK (medium IN ('speech','interview','conference','release','post','broadcast','document','letter','conversation','other')),
  note        TEXT,
  -- derived
  said_from   TEXT,
  said_to     TEXT,
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

CREATE TABLE occasion_speakers (                               -- who spoke at an occasion
  occasion    INTEGER NOT NULL REFERENCES occasions (id) DEFERRABLE INITIALLY DEFERRED,
  position    INTEGER NOT NULL,                                -- from 0
  speaker     INTEGER NOT NULL REFERENCES speakers (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (occasion, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL CHECK (length(uid) = 16),          -- unique by an index below
  text        TEXT,                                            -- one proposition, in our wording
  text_lang   TEXT,
  kind        TEXT CHECK (kind IN ('event','state','commitment','prediction','intention','cause','definition','opinion')),
  holds       TEXT,                                            -- EDTF: when it holds in the world
  wordings    TEXT CHECK (wordings IS NULL OR json_valid(wordings)),               -- [{"lang","text"}]
  -- derived
  forms       TEXT,
  key         INTEGER NOT NULL,                                -- the first 4 bytes of a digest of text and text_lang
  newest      TEXT,                                            -- the newest sort_date of its attributions; of the rep, of all of its class
  rep         INTEGER NOT NULL,
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

CREATE TABLE claim_topics (                                    -- the topics that gather a claim
  claim       INTEGER NOT NULL REFERENCES claims (id) DEFERRABLE INITIALLY DEFERRED,
  topic       INTEGER NOT NULL REFERENCES topics (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (claim, topic)
) STRICT, WITHOUT ROWID;

CREATE TABLE attributions (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL CHECK (length(uid) = 16),          -- unique by an index below
  claim       INTEGER NOT NULL REFERENCES claims (id) DEFERRABLE INITIALLY DEFERRED,
  speaker     INTEGER REFERENCES speakers (id) DEFERRABLE INITIALLY DEFERRED, -- NULL: the document's own voice
  source      INTEGER NOT NULL REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
  occasion    INTEGER REFERENCES occasions (id) DEFERRABLE INITIALLY DEFERRED,
  stance      TEXT NOT NULL CHECK (stance IN ('asserts','denies','confirms','doubts','asks','declines','silent','retracts','corrects','did-not-say')),
  manner      TEXT CHECK (manner IN ('direct','indirect','mixed','summary','presupposed')),
  cue         TEXT,                                            -- the words that attribute it
  hedge       TEXT,
  name_as_written TEXT,
  role        TEXT,
  on_behalf_of INTEGER REFERENCES speakers (id) DEFERRABLE INITIALLY DEFERRED,
  said        TEXT,                                            -- EDTF; NULL where the occasion gives it
  said_words  TEXT,
  part        TEXT CHECK (part IN ('headline','standfirst','subheading','body','caption','link','table','footnote','annex')),
  page        INTEGER,
  time        TEXT,
  locator     TEXT,
  passage     TEXT,                                            -- NULL where the quote is all of it
  quote       TEXT,
  lang        TEXT,                                            -- the language the source prints; NULL: the source's
  spoken_lang TEXT,
  original    TEXT,                                            -- the words as spoken
  original_lang TEXT,
  original_source INTEGER REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
  translation TEXT,                                            -- ours
  translation_lang TEXT,
  translation_by TEXT,
  anchor      TEXT CHECK (anchor IS NULL OR json_valid(anchor)),                 -- as recorded
  doubt       TEXT,
  credibility TEXT CHECK (credibility IN ('1','2','3','4','5','6')),
  note        TEXT,
  -- derived
  hops        INTEGER NOT NULL,                                -- how many rows in hops
  figures     INTEGER NOT NULL,                                -- how many rows in figures
  forms       TEXT,
  said_from   TEXT,                                            -- of said, else of the occasion's; ISO; NULL: open
  said_to     TEXT,                                            -- both NULL where sort_basis is said: they are sort_date
  sort_date   TEXT NOT NULL,                                   -- said, else published, captured, recorded
  sort_basis  TEXT NOT NULL CHECK (sort_basis IN ('said','published','captured','recorded')),
  speaker_rep INTEGER,
  source_rep  INTEGER NOT NULL,
  same_as     INTEGER,                                         -- the attribution that stands for this one too; NULL: itself
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

CREATE TABLE hops (                                            -- the speakers between words and source, and behind them
  attribution INTEGER NOT NULL REFERENCES attributions (id) DEFERRABLE INITIALLY DEFERRED,
  chain       TEXT NOT NULL CHECK (chain IN ('via', 'citing')),
  position    INTEGER NOT NULL,                                -- from 0, away from the speaker
  speaker     INTEGER NOT NULL REFERENCES speakers (id) DEFERRABLE INITIALLY DEFERRED,
  name_as_written TEXT,
  role        TEXT,
  cue         TEXT,
  quote       TEXT,
  PRIMARY KEY (attribution, chain, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (                                         -- quantities as given in an attribution
  attribution INTEGER NOT NULL REFERENCES attributions (id) DEFERRABLE INITIALLY DEFERRED,
  position    INTEGER NOT NULL,                                -- from 0
  uid         BLOB NOT NULL CHECK (length(uid) = 16),
  expression  TEXT,                                            -- as written
  qualifier   TEXT CHECK (qualifier IN ('bare','exactly','about','more-than','at-least','less-than','at-most','up-to','nearly','between','dozens-of','scores-of','hundreds-of','thousands-of','millions-of')),
  low         TEXT,                                            -- exact digits
  low_open    INTEGER NOT NULL,                                -- 1: the bound itself is excluded
  high        TEXT,
  high_open   INTEGER NOT NULL,
  best        TEXT,
  unit        TEXT,
  measure     INTEGER REFERENCES measures (id) DEFERRABLE INITIALLY DEFERRED,
  counted     TEXT,
  scope       TEXT,
  as_of       TEXT,                                            -- EDTF
  -- derived
  low_real    REAL,                                            -- not above low: for indexes only
  high_real   REAL,                                            -- not below high: for indexes only
  PRIMARY KEY (attribution, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE assessments (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  claim       INTEGER REFERENCES claims (id) DEFERRABLE INITIALLY DEFERRED,
  attribution INTEGER REFERENCES attributions (id) DEFERRABLE INITIALLY DEFERRED,
  verdict     TEXT CHECK (verdict IN ('true','mostly-true','mixed','mostly-false','false','misleading','missing-context','outdated','unproven','not-checkable','kept','broken','pending')),
  label       TEXT,                                            -- as published
  "by"        TEXT,
  "on"        TEXT,                                            -- EDTF
  as_of       TEXT,                                            -- EDTF
  reasoning   TEXT,
  lang        TEXT,
  url         TEXT,
  evidence    TEXT CHECK (evidence IS NULL OR json_valid(evidence)),               -- [{"attribution","note","source","url"}], identities in hex
  -- derived
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

CREATE TABLE links (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind        TEXT CHECK (kind IN ('contradicts','supports','narrows','part-of','repeats','revises','retracts','corrects','responds-to')),
  "from"      INTEGER NOT NULL,                                -- a claim or an attribution, by the kind
  "to"        INTEGER NOT NULL,
  "on"        TEXT,                                            -- EDTF
  note        TEXT,
  -- derived
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

CREATE TABLE judgements (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind        TEXT CHECK (kind IN ('same','different')),
  of          TEXT CHECK (of IN ('source','speaker','claim','attribution','measure','topic')),
  a           INTEGER NOT NULL,                                -- a record of that noun
  b           INTEGER NOT NULL,
  reason      TEXT,
  -- derived
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

CREATE TABLE pieces (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  title       TEXT,
  drafts      TEXT CHECK (drafts IS NULL OR json_valid(drafts)),                 -- [{"at","text"}]
  published   TEXT CHECK (published IS NULL OR json_valid(published)),              -- [{"on","publisher","url"}]
  uses        TEXT CHECK (uses IS NULL OR json_valid(uses)),                   -- [{"attributions","claims","sentence"}], identities in hex
  note        TEXT,
  -- derived
  _hash       BLOB NOT NULL,
  _parents    BLOB,
  _operation  INTEGER NOT NULL,
  _salt       BLOB NOT NULL,
  _format     INTEGER NOT NULL,
  created_in  INTEGER NOT NULL,
  heads       INTEGER NOT NULL
) STRICT;

-- History ---------------------------------------------------------------------------------------

CREATE TABLE _operations (                                     -- one command's change
  id          INTEGER PRIMARY KEY,                             -- in the order of arrival here
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  hash        BLOB NOT NULL,                                   -- over parents, uid, undoes, envelope, root
  height      INTEGER NOT NULL,                                -- 1 + the highest parent's
  undoes      BLOB,                                            -- the uid of the operation it reverses
  actor       TEXT,                                            -- a name given at init or by configuration
  time        TEXT,                                            -- RFC 3339, UTC
  verb        TEXT,
  options     TEXT CHECK (options IS NULL OR json_valid(options)),                -- the names of the options given, never their values
  named       TEXT CHECK (named IS NULL OR json_valid(named)),                  -- the ids the user named
  reason      TEXT,
  salt        BLOB,                                            -- NULL once the envelope is purged
  envelope    BLOB NOT NULL,                                   -- SHA-256 of salt and envelope
  root        BLOB NOT NULL,                                   -- SHA-256 of the version hashes it wrote, sorted
  wrote       TEXT NOT NULL CHECK (wrote IS NULL OR json_valid(wrote))          -- local: where rows it wrote stand, {"claim":[[first,last]]}
) STRICT;

CREATE TABLE _operation_parents (
  operation   INTEGER NOT NULL,
  parent      INTEGER NOT NULL,
  PRIMARY KEY (operation, parent)
) STRICT, WITHOUT ROWID;
CREATE INDEX _operation_children ON _operation_parents (parent);
CREATE INDEX _operations_height ON _operations (height);      -- the log's order, from either end
CREATE INDEX _operations_time ON _operations (time);          -- a day of the log; what came after a moment
CREATE INDEX _operations_undoes ON _operations (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE _heads (operation INTEGER PRIMARY KEY) STRICT;    -- the operations that none names as parent

CREATE TABLE _versions (                                       -- every version that no row shows
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL,
  noun        TEXT NOT NULL,
  record      INTEGER NOT NULL,                                -- the integer of the record, with or without a row
  hash        BLOB NOT NULL,
  parents     BLOB,
  operation   INTEGER NOT NULL,
  format      INTEGER NOT NULL,
  salt        BLOB,                                            -- NULL: withdrawn, or purged
  body        TEXT,                                            -- canonical JSON; NULL: withdrawn, or purged
  purged      BLOB                                             -- the commit that stays when a body is purged
) STRICT;
CREATE INDEX _versions_uid ON _versions (uid);
CREATE INDEX _versions_operation ON _versions (operation);
CREATE INDEX _versions_confidential ON _versions (noun, uid)   -- a name stays confidential when its record is gone
  WHERE noun IN ('speaker', 'source') AND json_extract(body, '$.confidential');
CREATE INDEX _versions_judged ON _versions (uid)               -- and with it the names of whom it was judged to be
  WHERE noun = 'judgement';

CREATE TABLE _received (                                       -- local: operations made elsewhere; never hashed, never sent
  operation   BLOB NOT NULL,                                   -- uid
  merge       INTEGER NOT NULL,                                -- which merge brought it
  at          TEXT NOT NULL,                                   -- when it reached this file
  origin      TEXT NOT NULL,                                   -- from where
  removed     TEXT                                             -- when undo took the merge back
) STRICT;
CREATE INDEX _received_operation ON _received (operation);

-- Derived, for lists and filters -------------------------------------------------------------------

CREATE TABLE _speaker_keys (                                   -- every normalised name, for finding
  key         TEXT NOT NULL,
  speaker     INTEGER NOT NULL,
  PRIMARY KEY (key, speaker)
) STRICT, WITHOUT ROWID;

CREATE TABLE _near (                                           -- short keys under which near names meet
  noun        TEXT NOT NULL,
  block       TEXT NOT NULL,
  record      INTEGER NOT NULL,
  PRIMARY KEY (noun, block, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE _attribution_topics (                             -- topic and date together, so that a page is one range
  topic_rep   INTEGER NOT NULL,
  sort_date   TEXT NOT NULL,
  attribution INTEGER NOT NULL,
  PRIMARY KEY (topic_rep, sort_date, attribution)
) STRICT, WITHOUT ROWID;

CREATE TABLE _attribution_measures (
  measure_rep INTEGER NOT NULL,
  sort_date   TEXT NOT NULL,
  attribution INTEGER NOT NULL,
  PRIMARY KEY (measure_rep, sort_date, attribution)
) STRICT, WITHOUT ROWID;

CREATE TABLE _claim_topics (                                   -- topic and a claim's newest date together
  topic_rep   INTEGER NOT NULL,
  newest      TEXT NOT NULL,
  claim       INTEGER NOT NULL,
  PRIMARY KEY (topic_rep, newest, claim)
) STRICT, WITHOUT ROWID;

CREATE TABLE _references (                                     -- references that stand inside JSON columns
  noun        TEXT NOT NULL,
  record      INTEGER NOT NULL,
  by_noun     TEXT NOT NULL,
  by_record   INTEGER NOT NULL,
  PRIMARY KEY (noun, record, by_noun, by_record)
) STRICT, WITHOUT ROWID;
CREATE INDEX _references_by ON _references (by_noun, by_record);

CREATE TABLE _anchors (                                        -- where words stand in each capture, as last checked
  attribution INTEGER NOT NULL,
  capture     INTEGER NOT NULL,
  fragments   TEXT CHECK (fragments IS NULL OR json_valid(fragments)),
  grade       TEXT NOT NULL CHECK (grade IN ('exact','normalised','fuzzy','changed','missing')),
  change      TEXT,
  PRIMARY KEY (attribution, capture)
) STRICT, WITHOUT ROWID;

-- Local ---------------------------------------------------------------------------------------------

CREATE TABLE _blobs (                                          -- the bytes of captures, once each, in pieces
  sha256      TEXT NOT NULL,                                   -- of all of them together, before compression
  piece       INTEGER NOT NULL,                                -- from 0
  compression TEXT NOT NULL CHECK (compression IN ('none','zlib')), -- of this piece alone
  bytes       BLOB NOT NULL,
  PRIMARY KEY (sha256, piece)
) STRICT;

CREATE TABLE _imported (                                       -- which entries were imported, and what they became
  digest      BLOB PRIMARY KEY,                                -- 12 bytes, keyed with a key of this file
  noun        TEXT,                                            -- NULL: a claim, as most are
  record      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE _settings (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
CREATE TABLE _meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO _meta VALUES ('format', '0');                      -- until merge, verify and purge are finished

-- Indexes that stay while rows come -------------------------------------------------------------------
-- By these an import itself finds names.

CREATE INDEX sources_key ON sources (key) WHERE key IS NOT NULL;
CREATE INDEX sources_title ON sources (substr(title, 1, 24)) WHERE title IS NOT NULL;
CREATE INDEX sources_label ON sources (label) WHERE label IS NOT NULL;
CREATE INDEX occasions_label ON occasions (label) WHERE label IS NOT NULL;
CREATE INDEX topics_key ON topics (key);
CREATE INDEX measures_key ON measures (key);
CREATE INDEX captures_source ON captures (source);
CREATE INDEX speakers_wikidata ON speakers (wikidata) WHERE wikidata IS NOT NULL;

-- These are of the few rows that something is said of: to look as each row comes costs less than to read
-- all of them again.

CREATE INDEX attributions_occasion ON attributions (occasion) WHERE occasion IS NOT NULL;
CREATE INDEX attributions_on_behalf_of ON attributions (on_behalf_of) WHERE on_behalf_of IS NOT NULL;
CREATE INDEX attributions_original_source ON attributions (original_source) WHERE original_source IS NOT NULL;
CREATE INDEX claims_joined ON claims (rep) WHERE rep <> id;
CREATE INDEX speakers_joined ON speakers (rep) WHERE rep <> id;
CREATE INDEX sources_joined ON sources (rep) WHERE rep <> id;
CREATE INDEX attributions_joined ON attributions (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX captures_sha256 ON captures (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX speakers_confidential ON speakers (rep) WHERE confidential = 1;
CREATE INDEX sources_confidential ON sources (rep) WHERE confidential = 1;
CREATE INDEX topics_disputed ON topics (heads) WHERE heads > 1;
CREATE INDEX sources_disputed ON sources (heads) WHERE heads > 1;
CREATE INDEX captures_disputed ON captures (heads) WHERE heads > 1;
CREATE INDEX speakers_disputed ON speakers (heads) WHERE heads > 1;
CREATE INDEX measures_disputed ON measures (heads) WHERE heads > 1;
CREATE INDEX occasions_disputed ON occasions (heads) WHERE heads > 1;
CREATE INDEX claims_disputed ON claims (heads) WHERE heads > 1;
CREATE INDEX attributions_disputed ON attributions (heads) WHERE heads > 1;
CREATE INDEX assessments_disputed ON assessments (heads) WHERE heads > 1;
CREATE INDEX links_disputed ON links (heads) WHERE heads > 1;
CREATE INDEX judgements_disputed ON judgements (heads) WHERE heads > 1;
CREATE INDEX pieces_disputed ON pieces (heads) WHERE heads > 1;

-- Views for other programs: names instead of ids, full ISO dates, identities in hex --------------------

CREATE VIEW claims_flat AS
  SELECT lower(hex(c.uid)) AS uid, c.text, c.text_lang, c.kind, c.holds,
         (SELECT group_concat(t.name, ' | ') FROM claim_topics ct JOIN topics t ON t.id = ct.topic WHERE ct.claim = c.id) AS topics,
         (SELECT count(*) FROM attributions a WHERE a.claim = c.id) AS attributions,
         c.newest
    FROM claims c;

CREATE VIEW attributions_flat AS
  SELECT lower(hex(a.uid)) AS uid, a.stance, c.text AS claim, c.kind AS claim_kind, s.name AS speaker, s.kind AS speaker_kind,
         a.name_as_written, a.role, a.manner, a.cue, a.hedge,
         coalesce(a.said, o.said) AS said,
         CASE WHEN a.sort_basis = 'said' AND a.said_to IS NULL THEN coalesce(a.said_from, a.sort_date) ELSE a.said_from END AS said_from,
         CASE WHEN a.sort_basis = 'said' AND a.said_from IS NULL THEN coalesce(a.said_to, a.sort_date) ELSE a.said_to END AS said_to,
         coalesce(a.said_words, o.said_words) AS said_words,
         o."where", a.passage, a.quote, coalesce(a.lang, d.lang) AS lang, a.spoken_lang, a.doubt, a.credibility,
         a.part, a.page, a.time, a.locator,
         coalesce(d.title, '[' || d.label || ']', d.url) AS source, d.publisher, d.url, d.published, d.published_from, d.published_to,
         lower(hex(c.uid)) AS claim_uid, lower(hex(s.uid)) AS speaker_uid, lower(hex(d.uid)) AS source_uid
    FROM attributions a
    JOIN claims c ON c.id = a.claim
    JOIN sources d ON d.id = a.source
    LEFT JOIN speakers s ON s.id = a.speaker
    LEFT JOIN occasions o ON o.id = a.occasion;

CREATE VIEW figures_flat AS
  SELECT lower(hex(f.uid)) AS uid, f.expression, f.qualifier, f.low, f.low_open, f.high, f.high_open, f.best, f.unit,
         m.name AS measure, m.kind AS measure_kind, f.counted, f.scope, f.as_of, a.stance, s.name AS speaker,
         c.text AS claim,
         CASE WHEN a.sort_basis = 'said' AND a.said_to IS NULL THEN coalesce(a.said_from, a.sort_date) ELSE a.said_from END AS said_from,
         CASE WHEN a.sort_basis = 'said' AND a.said_from IS NULL THEN coalesce(a.said_to, a.sort_date) ELSE a.said_to END AS said_to,
         coalesce(d.title, '[' || d.label || ']', d.url) AS source,
         lower(hex(a.uid)) AS attribution_uid
    FROM figures f
    JOIN attributions a ON a.id = f.attribution
    JOIN claims c ON c.id = a.claim
    JOIN sources d ON d.id = a.source
    LEFT JOIN speakers s ON s.id = a.speaker
    LEFT JOIN measures m ON m.id = f.measure;

-- After the rows --------------------------------------------------------------------------------------
-- What follows this line is made after the rows by a bulk load into an empty file: twice as fast.

CREATE UNIQUE INDEX claims_uid ON claims (uid);
CREATE UNIQUE INDEX attributions_uid ON attributions (uid);
-- Of one date, the later recorded comes first: the integer that ends every index of SQLite parts them, for nothing.
CREATE INDEX attributions_speaker ON attributions (speaker_rep, sort_date);
CREATE INDEX attributions_source ON attributions (source_rep, sort_date);
CREATE INDEX attributions_date ON attributions (sort_date);
CREATE INDEX attributions_long ON attributions (sort_date)  -- said over a turn of the year, or with an open end: a window of dates seeks these apart
  WHERE sort_basis = 'said' AND substr(said_from, 1, 4) IS NOT substr(said_to, 1, 4);
CREATE INDEX attributions_claim ON attributions (claim);
CREATE INDEX claims_newest ON claims (newest) WHERE newest IS NOT NULL;
CREATE INDEX claims_key ON claims (key);
CREATE INDEX hops_speaker ON hops (speaker);
CREATE INDEX occasion_speakers_speaker ON occasion_speakers (speaker);

-- Kept by code, fed from the stored columns: a trigger costs 1.9 times the load. The column that most
-- rows have comes first: the place of a word in any other takes 2 bytes more.
CREATE VIRTUAL TABLE claims_fts USING fts5 (text, forms, content="claims", content_rowid="id", tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE attributions_fts USING fts5 (quote, passage, translation, forms, content="attributions", content_rowid="id", tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE captures_fts USING fts5 (text, forms, content="captures", content_rowid="id", tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE speakers_fts USING fts5 (name, forms, content="speakers", content_rowid="id", tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE sources_fts USING fts5 (title, forms, content="sources", content_rowid="id", tokenize="unicode61 remove_diacritics 2");
