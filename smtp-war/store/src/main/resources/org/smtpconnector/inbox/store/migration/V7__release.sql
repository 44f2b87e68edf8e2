-- What became of a message that was sent on to another server; the last time only.
create table if not exists smtp_release (message_id bigint not null primary key, released_at bigint not null, server varchar(300) not null, accepted boolean not null, automatic boolean not null, recipients varchar(32000) not null, reply varchar(1000) not null);
