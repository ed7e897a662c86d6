INSERT INTO one VALUES (1, 'a'), (2, 'aa');
INSERT INTO two VALUES (1, 'b');
INSERT INTO both VALUES (1, 2, 1);
