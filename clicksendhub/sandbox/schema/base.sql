-- Accounts, the ledger of what was accepted, receipts, replies, rules and pushes.
CREATE TABLE IF NOT EXISTS accounts (
    id INTEGER PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    balance TEXT NOT NULL,
    country TEXT NOT NULL,
    currency TEXT NOT NULL,
    parts_limit INTEGER NOT NULL,
    standing TEXT NOT NULL,
    senders TEXT,
    countries TEXT
);
CREATE TABLE IF NOT EXISTS ledger (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    account INTEGER NOT NULL,
    call TEXT NOT NULL,
    message_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    recipient TEXT NOT NULL,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    parts INTEGER NOT NULL,
    price TEXT NOT NULL,
    country TEXT NOT NULL,
    carrier TEXT NOT NULL,
    schedule INTEGER NOT NULL,
    from_email TEXT,
    status TEXT NOT NULL,
    status_code INTEGER,
    status_text TEXT,
    error_code INTEGER,
    error_text TEXT,
    fate TEXT NOT NULL,
    step INTEGER NOT NULL DEFAULT 0,
    due_at REAL
);
CREATE INDEX IF NOT EXISTS ledger_at ON ledger (at);
CREATE INDEX IF NOT EXISTS ledger_recipient ON ledger (recipient);
CREATE INDEX IF NOT EXISTS ledger_message_id ON ledger (message_id);
CREATE INDEX IF NOT EXISTS ledger_due ON ledger (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS rejected (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    account INTEGER NOT NULL,
    call TEXT NOT NULL,
    message_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    recipient TEXT NOT NULL,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    status TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS receipts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    timestamp_send INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    status_code INTEGER NOT NULL,
    status_text TEXT NOT NULL,
    error_code INTEGER,
    error_text TEXT,
    reference TEXT NOT NULL,
    visible_at REAL NOT NULL,
    unread INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS receipts_message ON receipts (message_id);
CREATE INDEX IF NOT EXISTS receipts_unread ON receipts (account) WHERE unread = 1;
CREATE TABLE IF NOT EXISTS inbound (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    account INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    body TEXT NOT NULL,
    original_message_id TEXT NOT NULL,
    original_body TEXT NOT NULL,
    original_sender TEXT NOT NULL,
    reference TEXT NOT NULL,
    is_test INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS inbound_at ON inbound (at);
CREATE INDEX IF NOT EXISTS inbound_sender ON inbound (sender);
CREATE INDEX IF NOT EXISTS inbound_original ON inbound (original_message_id);
CREATE TABLE IF NOT EXISTS inbound_queue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    inbound INTEGER NOT NULL REFERENCES inbound (id),
    unread INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX IF NOT EXISTS inbound_unread
    ON inbound_queue (account) WHERE unread = 1;
CREATE TABLE IF NOT EXISTS rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    kind TEXT NOT NULL,
    fields TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS pushes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    encoding TEXT NOT NULL,
    fields TEXT NOT NULL,
    due_at REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting'
);
CREATE INDEX IF NOT EXISTS pushes_due ON pushes (due_at) WHERE state = 'waiting';
CREATE TABLE IF NOT EXISTS coming_replies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    due_at REAL NOT NULL,
    message_id TEXT NOT NULL,
    body TEXT NOT NULL
);
