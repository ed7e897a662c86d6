-- ALTER TYPE forgets storage and compression.
CREATE TABLE t (a varchar(10), b varchar(10));
ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER b SET COMPRESSION pglz, ALTER b SET STATISTICS 5;
