-- What became of a transaction; those that came to nothing are kept, too.
alter table smtp_message add column outcome varchar(20) default 'ACCEPTED' not null;
alter table smtp_message alter column extended drop not null;
alter table smtp_message alter column connected_at drop not null;
alter table smtp_message alter column body_type drop not null;
alter table smtp_message add column tls_protocol varchar(255);
alter table smtp_message add column tls_cipher varchar(255);
alter table smtp_message add column auth_user varchar(255);
alter table smtp_message add column smtp_utf8 boolean;
alter table smtp_message add column header_cc varchar(2000);
alter table smtp_message add column preview varchar(200);
alter table smtp_message add column attachments integer default 0 not null;
alter table smtp_message add column delivery_reply varchar(2000);
alter table smtp_message add column delivery_outcome varchar(30);
alter table smtp_message add column delivery_beans varchar(1000);
alter table smtp_message add column delivery_ended_at bigint;
alter table smtp_message add column delivery_queued bigint;
alter table smtp_message add column delivery_processing bigint;
-- Not unique: a client may cause a message to be stored twice, never lost.
create index smtp_message_transaction on smtp_message (transaction_id);
create index smtp_message_received on smtp_message (received_at);

create table smtp_transcript (message_id bigint not null primary key, transcript varchar(20000) not null);

-- What is searched, in lower case and cut.
create table smtp_search (message_id bigint not null primary key, received_at bigint not null, octets bigint not null, attachments integer not null, outcome varchar(20) not null, senders varchar(500) not null, recipients varchar(2000) not null, subject varchar(500) not null, beginning varchar(500) not null);
insert into smtp_search (message_id, received_at, octets, attachments, outcome, senders, recipients, subject, beginning)
select m.id, m.received_at, m.octets, 0, 'ACCEPTED',
  substring(lower(m.reverse_path || ' ' || coalesce(m.header_from, '')) from 1 for 500),
  substring(lower(coalesce(m.header_to, '') || ' ' || coalesce((select string_agg(r.address, ' ') from smtp_recipient r where r.message_id = m.id), '')) from 1 for 2000),
  substring(lower(coalesce(m.header_subject, '')) from 1 for 500),
  ''
from smtp_message m;
