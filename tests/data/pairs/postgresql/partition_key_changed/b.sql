CREATE TABLE p (id int NOT NULL, day date NOT NULL, n bigint, new text DEFAULT 'x', CONSTRAINT p_small CHECK (n < 10000)) PARTITION BY RANGE (day);
CREATE TABLE p_low PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE p_rest PARTITION OF p DEFAULT;
CREATE TABLE p_high (id int NOT NULL, day date NOT NULL, n bigint, new text DEFAULT 'x', CONSTRAINT p_high_pkey PRIMARY KEY (id));
CREATE INDEX p_n ON p (n);
