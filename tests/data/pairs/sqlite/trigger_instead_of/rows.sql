INSERT INTO full_name (name) VALUES ('Ann Lee'), ('Bob Ray');
