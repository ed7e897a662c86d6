-- Only the letters' size changes, which SQLite takes for the same name.
CREATE TABLE Users (Id INTEGER PRIMARY KEY, eMail TEXT);
CREATE INDEX Users_Mail ON Users (eMail);
