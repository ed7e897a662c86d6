CREATE TABLE t (
  id int,
  code text,
  span int4range,
  CONSTRAINT t_pkey PRIMARY KEY (id),
  CONSTRAINT t_code UNIQUE (code) WITH (fillfactor = 90, deduplicate_items = off),
  CONSTRAINT t_span EXCLUDE USING gist (span WITH &&) WITH (fillfactor = 50, buffering = on) WHERE (id > 0) DEFERRABLE
);
