CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
CREATE INDEX users_mail ON users (email);
