CREATE TYPE state AS ENUM ('open', 'shut');
CREATE SEQUENCE numbers OWNED BY NONE;
CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY,
  number int NOT NULL DEFAULT nextval('numbers'),
  day date NOT NULL,
  state state DEFAULT 'open',
  note varchar(20),
  twice int GENERATED ALWAYS AS (number * 2) STORED,
  boss bigint,
  CONSTRAINT events_pkey PRIMARY KEY (id, day),
  CONSTRAINT events_number_check CHECK (number > 0)
);
ALTER SEQUENCE numbers OWNED BY events.number;
CREATE INDEX events_note ON events (lower(note));
COMMENT ON TABLE events IS 'what happened';
COMMENT ON COLUMN events.note IS 'in words';
CREATE TABLE remarks (id int PRIMARY KEY, event bigint, day date, FOREIGN KEY (event, day) REFERENCES events (id, day));
CREATE VIEW open_events AS SELECT id, note FROM events WHERE state = 'open';
COMMENT ON VIEW open_events IS 'still to do';
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM events;
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note = upper(NEW.note); RETURN NEW; END $$;
CREATE TRIGGER shout BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION shout();
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON events USING (true);
GRANT SELECT ON events TO PUBLIC;
CREATE STATISTICS of_events (dependencies) ON number, note FROM events;
