-- Where letters and postcards come back to when nobody takes them.
CREATE TABLE IF NOT EXISTS return_addresses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    address_name TEXT NOT NULL,
    address_line_1 TEXT NOT NULL,
    address_line_2 TEXT NOT NULL,
    address_city TEXT NOT NULL,
    address_state TEXT NOT NULL,
    address_postal_code TEXT NOT NULL,
    address_country TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS return_addresses_account ON return_addresses (account);
