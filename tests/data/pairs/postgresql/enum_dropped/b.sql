CREATE TABLE t (id integer PRIMARY KEY, m varchar(10) DEFAULT 'a');
