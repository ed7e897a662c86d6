-- One of everything that a table of MariaDB can have, and of what else a database holds: what is read of it is held
-- against SHOW CREATE (tests/unit/mariadb/introspect_corpus.cpp).
CREATE TABLE sv (a int, b int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING;
CREATE TABLE sv2 (a int, rs timestamp(6) GENERATED ALWAYS AS ROW START, re timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME(rs,re), primary key(a)) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME INTERVAL 1 MONTH AUTO PARTITIONS 3;
CREATE TABLE sv3 (a int WITH SYSTEM VERSIONING, b int);
CREATE TABLE ap (a int, s date, e date, PERIOD FOR p(s,e), unique u (a, p without overlaps));
CREATE TABLE ap2 (a int, s date, e date, PERIOD FOR p(s,e));
CREATE TABLE comp (a varchar(100) compressed, b text compressed default 'x', c blob compressed=zlib);
CREATE TABLE hash (a int, b varchar(10), c text, key h (a), key k2 (b(5) desc, a asc) comment 'hi', unique l (c), fulltext f (c), fulltext f2 (b,c) comment 'ft', key ig (b) ignored) engine=innodb;
CREATE TABLE gis (g point ref_system_id=4326 not null , h geometry ref_system_id=101, p polygon, spatial key s (g));
CREATE TABLE opts (a int) min_rows=5 max_rows=100 avg_row_length=20 pack_keys=1 stats_persistent=1 stats_auto_recalc=0 stats_sample_pages=7 checksum=1 delay_key_write=1 row_format=compressed key_block_size=8 comment='cc''x' page_compressed=0;
CREATE TABLE opts2 (a int) page_compressed=1 page_compression_level=3 encrypted=no;
CREATE TABLE my1 (a int, b char(5), key(a)) engine=myisam row_format=fixed checksum=1;
CREATE TABLE my2 like my1;
CREATE TABLE ar (a int, key(a)) engine=aria transactional=0 page_checksum=0;
CREATE TABLE ar1 (a int, key(a)) engine=aria;
CREATE TABLE mem (a int, key(a), key b using btree (a)) engine=memory;
CREATE TABLE kb (a int, b int, primary key (a) key_block_size=4, key b (b) key_block_size=2, key ab (a, b) comment 'x') key_block_size=8;
CREATE TABLE kbm (a int primary key, b int, key b (b) key_block_size=2048, key ab (a, b)) engine=myisam;
CREATE TABLE cs (a int not null) engine=csv;
CREATE TABLE ai (g int, id int auto_increment, key(g), key k(id), primary key(g,id)) auto_increment=100;
CREATE TABLE ai2 (g int, id int auto_increment, primary key(g,id)) engine=myisam auto_increment=7;
CREATE TABLE chk (a int check (a>0), b int, c int check (c>1), constraint t1 check (a>b), check (b>5), j json, j2 json check (json_valid(j2) and length(j2)>3), k longtext check (json_valid(k)), `od``d x` int check (`od``d x` <> 7));
CREATE TABLE gen (a int, b int as (a+1), c int as (a*2) stored, d int as (a) virtual invisible comment 'x', e varchar(20) generated always as (concat('x',a)) persistent unique, f int invisible default 5);
CREATE TABLE parts (a int, d date) partition by range (year(d)) subpartition by hash(a) (partition p0 values less than (2000) comment='first' (subpartition s0, subpartition s1), partition p1 values less than maxvalue (subpartition s2, subpartition s3));
CREATE TABLE parts2 (a int) partition by key(a) partitions 4;
CREATE TABLE deflt (a int default 5, b varchar(20) default 'it''s', c varchar(20) default null, d varchar(20) default 'null', e datetime(3) default current_timestamp(3) on update current_timestamp(3), f uuid default uuid(), g inet6, h inet4, i double default (1+1), j bit(3) default b'101', k bool default true, l year default 2000, m set('a','bc','d''e') default 'a', n float(7,3), o decimal(5,2) zerofill, p timestamp, q timestamp null, r varbinary(10) default 'ab', s text default 'x\\y', t int not null default 0, u varchar(5) default '', v blob default x'0102', w binary(3) default 'a', x int default -5);
CREATE TABLE charsets (a varchar(10), b varchar(10) character set latin1, c varchar(10) collate utf8mb4_bin, d char(5) character set ascii collate ascii_bin, e enum('x') character set latin1, f text collate utf8mb3_general_ci) default charset=utf8mb4 collate=utf8mb4_unicode_ci;
CREATE TABLE charset2 (a varchar(5)) charset latin1;
CREATE TABLE p1 (a int, b int, c varchar(10), primary key (a,b), unique (c));
CREATE TABLE f1 (a int, b int, c varchar(10), d int, constraint fk1 foreign key (a,b) references p1(a,b) on delete no action on update cascade, foreign key (c) references p1(c) on delete set null, constraint r foreign key (d) references p1(a) on delete restrict on update restrict, constraint r2 foreign key (d) references p1(a));
CREATE SEQUENCE s1; CREATE SEQUENCE s2 start 5 increment -2 minvalue -100 maxvalue 50 cache 7 cycle;  CREATE SEQUENCE s3 nocache;
CREATE SQL SECURITY INVOKER VIEW v1 AS select a, b+1 as x from p1 where c like 'a%' with local check option;
CREATE ALGORITHM=MERGE VIEW v2 (y) AS select x from v1;
CREATE ALGORITHM=TEMPTABLE VIEW v3  AS select count(*) from p1;
CREATE TABLE sysk (a int PRIMARY KEY, b int UNIQUE) WITH SYSTEM VERSIONING;
CREATE TABLE ar2 (a int, KEY (a)) ENGINE=Aria ROW_FORMAT=FIXED;
CREATE TABLE nodef (a int DEFAULT 5, b int, c text, d timestamp NULL DEFAULT current_timestamp, e int NOT NULL);
CREATE TABLE `we``ird t` (`a b` int, `c``d` int GENERATED ALWAYS AS (`a b` + 1) VIRTUAL COMMENT 'it''s "q" \\ back', KEY `k``1` (`a b`)) COMMENT='x;y\n--z';
CREATE TABLE long_defaults (a varchar(5000) DEFAULT (concat('x', repeat('y', 4000))), b timestamp DEFAULT '2020-01-01 00:00:00' ON UPDATE current_timestamp, c char(36) DEFAULT (uuid()), d date DEFAULT (curdate()), e int DEFAULT (NEXT VALUE FOR s1), f time(3) DEFAULT '10:00:00', g decimal(65,30) DEFAULT 1.5, h int DEFAULT (CASE WHEN 1 > 0 THEN 1 ELSE NULL END), i int DEFAULT (1 IS NOT NULL), j varbinary(4) DEFAULT x'00ff3f27', k datetime DEFAULT (current_timestamp + INTERVAL 1 DAY));
DELIMITER //
CREATE TRIGGER tr1 BEFORE INSERT ON p1 FOR EACH ROW BEGIN SET NEW.a = NEW.a + 1; END//
CREATE FUNCTION fn (a int) RETURNS varchar(20) DETERMINISTIC BEGIN RETURN 'x'; END//
CREATE PROCEDURE pr (IN a int) BEGIN SELECT a; END//
CREATE EVENT ev ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DISABLE DO BEGIN DELETE FROM p1; END//
DELIMITER ;
