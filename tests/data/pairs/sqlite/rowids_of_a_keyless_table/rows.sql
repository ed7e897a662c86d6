INSERT INTO doc (rowid, body, lang) VALUES (3, 'c', NULL), (70, 'b', 'de'), (-5, 'a', NULL);
INSERT INTO tagged (rowid, name) VALUES (9, 'x'), (4, 'y');
INSERT INTO mark VALUES (70, 'x');
