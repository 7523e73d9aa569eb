/** Marks a file as a store of Countersign (`PRAGMA application_id`): the letters CSGN. */
export const APPLICATION_ID = 0x4353474e;

/**
 * How to bring a store from each schema version to the next; the first makes it from nothing. What was released is
 * never edited.
 *
 * Every text is compared by SQLite's BINARY collation, byte by byte. Tables that keep an order have a `seq` of their
 * own, the order of writing. Partial indexes hold only what is looked for: usable approvals, timed-out ones, open
 * sessions.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE entry (
    entry_index INTEGER PRIMARY KEY,
    entry_text TEXT NOT NULL,
    leaf_hash BLOB NOT NULL
  ) STRICT;

  -- An erased payload keeps its row, without salt and content: rows that stay where they are leave no copies in free space.
  CREATE TABLE payload (
    entry_index INTEGER PRIMARY KEY REFERENCES entry (entry_index),
    salt TEXT,
    sealed BLOB,
    CHECK ((salt IS NULL) = (sealed IS NULL))
  ) STRICT;

  CREATE TABLE node (
    level INTEGER NOT NULL,
    node_index INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (level, node_index)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE head (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    note TEXT NOT NULL
  ) STRICT;

  CREATE TABLE action (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    session TEXT NOT NULL,
    principal TEXT NOT NULL,
    idempotency_key TEXT,
    call_id TEXT,
    tool_name TEXT NOT NULL,
    log_index INTEGER NOT NULL,
    status TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX action_by_idempotency_key ON action (principal, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
  CREATE INDEX action_by_call ON action (call_id, session) WHERE call_id IS NOT NULL;
  CREATE INDEX action_by_status ON action (status);

  CREATE TABLE approval (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    action_id TEXT NOT NULL,
    decision_index INTEGER NOT NULL,
    action_digest TEXT NOT NULL,
    tool_digest TEXT,
    policy_version TEXT NOT NULL,
    profile TEXT NOT NULL,
    lease TEXT,
    plan TEXT,
    requester TEXT NOT NULL,
    session TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    risk_level TEXT NOT NULL,
    risk_score INTEGER NOT NULL,
    terms TEXT NOT NULL,
    nonce TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    deadline_ms INTEGER NOT NULL,
    status TEXT NOT NULL,
    answers TEXT NOT NULL,
    late INTEGER NOT NULL,
    usable_until_ms INTEGER,
    consumed_by TEXT
  ) STRICT;
  CREATE INDEX approval_by_status ON approval (status);
  CREATE INDEX approval_usable ON approval (action_digest) WHERE status = 'approved' AND consumed_by IS NULL;
  CREATE INDEX approval_timed_out ON approval (action_digest) WHERE status = 'timed-out';

  CREATE TABLE session_grant (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    session TEXT NOT NULL,
    request TEXT NOT NULL,
    tool TEXT NOT NULL,
    covers TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX session_grant_by_session ON session_grant (session) WHERE revoked = 0;

  CREATE TABLE session (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    principal TEXT NOT NULL,
    workspace TEXT NOT NULL,
    started_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER,
    consecutive_denials INTEGER NOT NULL,
    recent_digests TEXT NOT NULL
  ) STRICT;
  CREATE INDEX session_open ON session (seq) WHERE ended_at_ms IS NULL;

  CREATE TABLE token (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,
    principal TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    expires_at_ms INTEGER,
    revoked_at_ms INTEGER
  ) STRICT;

  CREATE TABLE emergency (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    resume_token_hash TEXT
  ) STRICT;

  CREATE TABLE policy (
    seq INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE,
    bundle TEXT NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE tool (
    seq INTEGER PRIMARY KEY,
    server TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    accepted_digest TEXT,
    accepted_listing TEXT,
    seen_digest TEXT NOT NULL,
    seen_listing TEXT NOT NULL,
    warnings TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at_ms INTEGER NOT NULL,
    seen_at_ms INTEGER NOT NULL,
    UNIQUE (server, name),
    CHECK ((accepted_digest IS NULL) = (accepted_listing IS NULL))
  ) STRICT;
  `,
  `
  ALTER TABLE session ADD COLUMN denied TEXT NOT NULL DEFAULT '[]';
  `,
  `
  CREATE TABLE compensation (
    seq INTEGER PRIMARY KEY,
    action TEXT NOT NULL UNIQUE,
    session TEXT NOT NULL,
    principal TEXT NOT NULL,
    log_index INTEGER NOT NULL,
    registered_at_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    ran_as TEXT
  ) STRICT;
  CREATE INDEX compensation_by_session ON compensation (session);
  CREATE INDEX compensation_by_run ON compensation (ran_as) WHERE ran_as IS NOT NULL;
  CREATE INDEX action_by_session ON action (session);
  `,
  `
  CREATE TABLE budget (
    seq INTEGER PRIMARY KEY,
    scope TEXT NOT NULL UNIQUE,
    used_tokens INTEGER NOT NULL DEFAULT 0,
    used_cost_micros INTEGER NOT NULL DEFAULT 0,
    limit_tokens INTEGER,
    limit_cost_micros INTEGER,
    warned INTEGER NOT NULL DEFAULT 0,
    CHECK ((limit_tokens IS NULL) = (limit_cost_micros IS NULL))
  ) STRICT;

  CREATE TABLE reservation (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    principal TEXT NOT NULL,
    session TEXT NOT NULL,
    task TEXT NOT NULL,
    scopes TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE lease (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    live INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX lease_live ON lease (seq) WHERE live = 1;
  `,
  `
  -- Values stand sealed by the vault's cipher among the versions.
  CREATE TABLE secret (
    seq INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    rule TEXT NOT NULL,
    versions TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    changed_at_ms INTEGER NOT NULL,
    revoked_at_ms INTEGER,
    revision INTEGER NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE model_usage (
    day INTEGER NOT NULL,
    principal TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    calls INTEGER NOT NULL,
    input INTEGER NOT NULL,
    output INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    PRIMARY KEY (day, principal, provider, model)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE delivery (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    request TEXT,
    channel TEXT NOT NULL,
    place TEXT NOT NULL,
    state TEXT NOT NULL,
    reference TEXT,
    settled INTEGER NOT NULL,
    -- When something is to be done about it: sending or editing, whichever comes first.
    wake_at_ms INTEGER,
    created_at_ms INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX delivery_by_request ON delivery (request) WHERE request IS NOT NULL;
  CREATE INDEX delivery_by_place ON delivery (channel, place);
  CREATE INDEX delivery_unsettled ON delivery (seq) WHERE settled = 0;
  CREATE INDEX delivery_due ON delivery (wake_at_ms) WHERE wake_at_ms IS NOT NULL;

  CREATE TABLE delivery_handle (
    handle TEXT PRIMARY KEY,
    delivery TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE pairing (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;

  CREATE TABLE mark (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Secrets in a person's document are sealed; sessions of browsers are known by hashes.
  CREATE TABLE person (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;

  CREATE TABLE web_session (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    expires_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX web_session_open ON web_session (expires_at_ms) WHERE ended_at_ms IS NULL;
  `,
  `
  -- The newest message of its user that spoke of a crisis, as JSON.
  ALTER TABLE session ADD COLUMN crisis TEXT NOT NULL DEFAULT 'null';
  `,
  `
  -- The lease that a token is bound to.
  ALTER TABLE token ADD COLUMN lease TEXT;
  `,
  `
  -- Each action names the one of its session before it, and each session its last: an index by session or call has a page for
  -- every session to write in each commit. What is authorised is looked for at start alone, page after page.
  DROP INDEX action_by_call;
  DROP INDEX action_by_session;
  DROP INDEX action_by_status;
  CREATE INDEX action_deferred ON action (seq) WHERE status = 'deferred';

  CREATE TABLE session_tail (
    session TEXT PRIMARY KEY,
    last_action INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO session_tail SELECT session, max(seq) FROM action GROUP BY session;

  ALTER TABLE action ADD COLUMN before_in_session INTEGER;
  UPDATE action SET before_in_session = chained.before
    FROM (SELECT seq, lag(seq) OVER (PARTITION BY session ORDER BY seq) AS before FROM action) AS chained
    WHERE action.seq = chained.seq;
  `,
];
