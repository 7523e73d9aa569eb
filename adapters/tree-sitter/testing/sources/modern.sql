-- A shelf of books, as several databases would have it.
create table if not exists book (
  id bigint generated always as identity primary key,
  title text not null check (length(title) > 0),
  price numeric(10, 2) default 0.00,
  "order" int,
  tags text[] default '{}',
  added timestamptz default now(),
  constraint title_once unique (title, "order")
);
/* MySQL has its own. */
CREATE TABLE `page` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `text` VARCHAR(255) COMMENT 'It''s text; really', KEY (`text`(10))) ENGINE=InnoDB;
insert into book (title, price) values ('The O''Brien; (story', 1), (E'tab\there', 2) on conflict (title) do update set price = excluded.price returning id;
with recursive tree(id, depth) as (
  select id, 1 from book where id = $1
  union all
  select b.id, t.depth + 1 from book b join tree t on b.id = t.id where t.depth < 10
)
select t.*, row_number() over (partition by depth order by id desc) as place,
  case when depth > 3 then 'deep' else 'flat' end,
  added at time zone 'UTC', tags[1:2], price::int, title ~* '^a' and title not like '%\_%'
from tree t left join lateral (select 1) x on true
where exists (select 1 from book where price between 1 and 3) and id = any(array[1, 2])
order by 1 limit 10 offset 5;
MERGE INTO book AS b USING page AS p ON b.id = p.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (1);
update book set price = price * 1.1 from page where page.id = book.id;
alter table book add column note text, alter column price type float;
create index concurrently on book using gin (to_tsvector('english', title)) where price is not null;
PRAGMA foreign_keys = ON;
EXPLAIN ANALYZE SELECT TOP 5 [order] FROM [dbo].[book];
create function twice(x int) returns int language sql as $body$ select x * 2; -- it's fine
$body$;
comment on table book is 'Books';
grant select on book to public;
delete from book where id in (1, 2);
vacuum (full, analyze) book;
