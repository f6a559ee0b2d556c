-- What an account chose, owns and reported: countries, numbers, names, issues.
CREATE TABLE IF NOT EXISTS user_countries (
    account INTEGER NOT NULL,
    country TEXT NOT NULL,
    agreed_at INTEGER,
    PRIMARY KEY (account, country)
);
