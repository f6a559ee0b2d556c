-- Exports of histories as files, and the templates of texts.
CREATE TABLE IF NOT EXISTS exports (
    token TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS sms_templates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL
);
