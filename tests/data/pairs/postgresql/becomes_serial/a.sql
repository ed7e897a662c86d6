-- Rows without a number get the numbers that follow, before the column is numbered by itself.
CREATE TABLE tickets (number integer, title text NOT NULL);
