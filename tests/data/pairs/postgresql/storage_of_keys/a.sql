CREATE TABLE t (
  id int,
  code text,
  span int4range,
  CONSTRAINT t_pkey PRIMARY KEY (id) WITH (fillfactor = 70),
  CONSTRAINT t_code UNIQUE (code),
  CONSTRAINT t_span EXCLUDE USING gist (span WITH &&) WITH (fillfactor = 60) WHERE (id > 0) DEFERRABLE
);
