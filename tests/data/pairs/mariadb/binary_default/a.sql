-- Bytes that are no text.
CREATE TABLE t (id INT PRIMARY KEY, a VARBINARY(4) DEFAULT x'00ff', b BINARY(2) DEFAULT 'ab');
