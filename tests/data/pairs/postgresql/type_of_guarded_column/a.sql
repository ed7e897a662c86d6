-- Policies, triggers with columns or conditions, rules and functions with a parsed body stand in the way of a new type.
CREATE TABLE t (id integer PRIMARY KEY, a integer, b text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (a > 1);
CREATE POLICY all_b ON t USING (b <> '');
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER on_a BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.a > 1) EXECUTE FUNCTION f();
CREATE TRIGGER on_all BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TABLE log (a integer);
CREATE RULE log_a AS ON UPDATE TO t WHERE NEW.a > 5 DO ALSO INSERT INTO log VALUES (1);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(t.a) FROM t; END;
CREATE STATISTICS t_ab ON a, b FROM t;
