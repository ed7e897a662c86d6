create table IF NOT EXISTS "t"(`id` integer primary  key,[a] text not null default 'x',"b" int check((B>0)));
CREATE INDEX "t_a" on "T" ("A" ASC) where (b is not null);
CREATE VIEW v AS select a /* comment */ from "t" where b=1;
