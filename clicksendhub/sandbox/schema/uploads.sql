-- Uploaded files, converted, each under a name that nobody can guess.
CREATE TABLE IF NOT EXISTS uploads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    at REAL NOT NULL,
    delete_at REAL NOT NULL,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS uploads_expiring ON uploads (delete_at);
