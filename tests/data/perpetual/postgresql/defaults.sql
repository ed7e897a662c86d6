CREATE SEQUENCE numbers;
CREATE SCHEMA other;
CREATE SEQUENCE other."Odd";
CREATE TABLE t (id integer PRIMARY KEY, nothing text DEFAULT NULL, nothing_typed varchar(5) DEFAULT NULL::varchar, quoted text DEFAULT 'it''s "so" \n',
  escaped text DEFAULT E'a\tb\\', dollars varchar(20) DEFAULT $$a'b$$, empty text DEFAULT '', j json DEFAULT '{"a": [1, "b''c"]}', jb jsonb DEFAULT '{}'::jsonb,
  i interval DEFAULT '1 day 2 hours', i2 interval DEFAULT interval '90 minutes', a integer[] DEFAULT '{1,2}', a2 text[] DEFAULT ARRAY['x', 'y''z'],
  a3 text[] DEFAULT ARRAY[]::text[], a4 varchar(4)[] DEFAULT '{}', n integer DEFAULT nextval('numbers'), n2 bigint DEFAULT nextval('other."Odd"'),
  n3 integer DEFAULT nextval('public.numbers'::regclass), neg integer DEFAULT -1, negf numeric DEFAULT -1.50, plus integer DEFAULT (1 + 2) * 3,
  b boolean DEFAULT 't', ts timestamptz DEFAULT now(), ts2 timestamp(0) DEFAULT CURRENT_TIMESTAMP, d date DEFAULT '2020-01-01', c char(3) DEFAULT 'a', u uuid DEFAULT gen_random_uuid(),
  big bigint DEFAULT 5000000000, small smallint DEFAULT 5, x bytea DEFAULT '\x00ff', who text DEFAULT CURRENT_USER, upper_case text DEFAULT UPPER('abc'));
