CREATE DOMAIN short AS varchar(10) DEFAULT 'it''s' NOT NULL CHECK (VALUE IN ('it''s', 'b') AND length(VALUE) < 9);
CREATE DOMAIN positive AS int CONSTRAINT more_than_none CHECK (VALUE > 0) CHECK (VALUE < 100) CHECK (VALUE <> 13);
CREATE DOMAIN amounts AS numeric[] CHECK (array_length(VALUE, 1) > 0);
CREATE DOMAIN of_domain AS positive DEFAULT 3;
CREATE TABLE t (id positive PRIMARY KEY, s short, s2 short DEFAULT 'b', a amounts, o of_domain, os of_domain[]);
