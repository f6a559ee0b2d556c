-- What an account chose, owns and reported: countries, numbers, names, issues.
CREATE TABLE IF NOT EXISTS changed_rights (
    account INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    is_given INTEGER NOT NULL,
    PRIMARY KEY (account, kind, name)
);
CREATE TABLE IF NOT EXISTS user_countries (
    account INTEGER NOT NULL,
    country TEXT NOT NULL,
    agreed_at INTEGER,
    PRIMARY KEY (account, country)
);
CREATE TABLE IF NOT EXISTS dedicated_numbers (
    number TEXT PRIMARY KEY,
    account INTEGER NOT NULL,
    country TEXT NOT NULL,
    guid TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS own_numbers (
    id TEXT PRIMARY KEY,
    account INTEGER NOT NULL,
    phone_number TEXT NOT NULL,
    country TEXT NOT NULL,
    label TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'PENDING',
    verified_at REAL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    UNIQUE (account, phone_number)
);
CREATE TABLE IF NOT EXISTS verifications (
    id TEXT PRIMARY KEY,
    own_number TEXT NOT NULL REFERENCES own_numbers (id),
    code TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'PENDING',
    remaining_attempts INTEGER NOT NULL,
    expires_at REAL NOT NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS alpha_tags (
    id TEXT PRIMARY KEY,
    account INTEGER NOT NULL,
    alpha_tag TEXT NOT NULL COLLATE NOCASE,
    status TEXT NOT NULL DEFAULT 'PENDING',
    reason TEXT NOT NULL,
    countries TEXT NOT NULL,
    due_at REAL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    UNIQUE (account, alpha_tag)
);
CREATE INDEX IF NOT EXISTS alpha_tags_due ON alpha_tags (due_at)
    WHERE due_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS delivery_issues (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    type TEXT NOT NULL,
    description TEXT NOT NULL,
    email_address TEXT NOT NULL,
    client_comments TEXT,
    date_added INTEGER NOT NULL
);
