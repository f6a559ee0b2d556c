-- Files of contacts that wait to be read into a list, and what came of them.
CREATE TABLE IF NOT EXISTS contact_imports (
    id TEXT PRIMARY KEY,
    account INTEGER NOT NULL,
    list_id INTEGER NOT NULL REFERENCES contact_lists (id),
    fields TEXT NOT NULL,
    content TEXT NOT NULL,
    due_at REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    added INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    -- Where the first row begins that is not read in yet.
    position INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS contact_imports_waiting
    ON contact_imports (due_at) WHERE state = 'waiting';
