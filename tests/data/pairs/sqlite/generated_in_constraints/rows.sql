INSERT INTO domain VALUES ('x.org'), ('y.org');
INSERT INTO mail (address) VALUES ('Ann@x.org'), ('bob@y.org');
