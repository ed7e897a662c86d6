-- Every spelling that the server prints otherwise.
CREATE TABLE t (id int8 PRIMARY KEY, f24 float(24), f25 float(25), f float, r real, d double precision, n numeric, n5 numeric(5), dec decimal(8, 2),
  ts0 timestamp(0), tz0 timestamp(0) with time zone, tz timestamptz, t3 time(3), tt timetz, i interval, i2 interval(2), iy interval year to month,
  c char, c3 character(3), v varchar, v9 character varying(9), b bool, i4 int, i2s int2, bits bit, bits3 bit(3), vb bit varying(5),
  arr int[], arr2 varchar(5)[][], arr3 integer ARRAY[3], bc bpchar, x bytea, u uuid, nm name);
