-- The proof's rows lie within the bounds of the partitions, so that it is made with rows at all.
CREATE TABLE day (on_day date NOT NULL, region text NOT NULL, n integer) PARTITION BY RANGE (on_day);
CREATE TABLE day_2031 PARTITION OF day FOR VALUES FROM ('2031-01-01') TO ('2032-01-01');
CREATE TABLE day_2032 PARTITION OF day FOR VALUES FROM ('2032-01-01') TO ('2033-01-01') PARTITION BY LIST (region);
CREATE TABLE day_2032_north PARTITION OF day_2032 FOR VALUES IN ('north', 'far north');
