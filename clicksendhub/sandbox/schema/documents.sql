-- Files that were fetched for a send, one copy each, and pictures of their pages.
CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    content BLOB NOT NULL,
    pages INTEGER NOT NULL,
    is_portrait INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS page_pictures (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (document, number)
);
