create sequence if not exists ticket_id;
create sequence if not exists ticket_entry_id;
create table if not exists ticket (id bigint primary key, subject varchar(500) not null);
create table if not exists ticketentry (id bigint primary key, ticket bigint not null references ticket (id), sender varchar(512) not null, text text not null);
