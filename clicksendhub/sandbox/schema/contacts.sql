-- Lists and the people on them; each account has one Opt-Out list.
CREATE TABLE IF NOT EXISTS contact_lists (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    name TEXT NOT NULL,
    email_id TEXT NOT NULL,
    is_opt_out INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS contact_lists_account ON contact_lists (account);
CREATE UNIQUE INDEX IF NOT EXISTS contact_lists_opt_out
    ON contact_lists (account) WHERE is_opt_out = 1;
CREATE TABLE IF NOT EXISTS contacts (
    contact_id INTEGER PRIMARY KEY AUTOINCREMENT,
    list_id INTEGER NOT NULL REFERENCES contact_lists (id),
    phone_number TEXT NOT NULL DEFAULT '',
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    custom_1 TEXT NOT NULL DEFAULT '',
    custom_2 TEXT NOT NULL DEFAULT '',
    custom_3 TEXT NOT NULL DEFAULT '',
    custom_4 TEXT NOT NULL DEFAULT '',
    date_added INTEGER NOT NULL,
    date_updated INTEGER NOT NULL,
    fax_number TEXT,
    organization_name TEXT,
    email TEXT,
    address_line_1 TEXT,
    address_line_2 TEXT,
    address_city TEXT,
    address_state TEXT,
    address_postal_code TEXT,
    address_country TEXT
);
CREATE INDEX IF NOT EXISTS contacts_list ON contacts (list_id);
CREATE INDEX IF NOT EXISTS contacts_phone ON contacts (phone_number);
