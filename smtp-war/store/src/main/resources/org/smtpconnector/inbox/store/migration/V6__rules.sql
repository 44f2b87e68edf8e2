-- Scripted replies that were made by page or API, and those that hit a transaction.
create sequence if not exists smtp_rule_id start with 1 increment by 1;
create table if not exists smtp_rule (id bigint not null primary key, name varchar(60) not null, stage varchar(20) not null, sender varchar(500), recipient varchar(500), subject varchar(500), reply varchar(600), drop_connection boolean not null, delay varchar(20), percent integer not null, times bigint not null, enabled boolean not null);
alter table smtp_message add column if not exists delivery_rules varchar(2000);
