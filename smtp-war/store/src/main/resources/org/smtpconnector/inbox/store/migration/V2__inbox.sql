-- What became of a transaction; those that came to nothing are kept, too.
alter table smtp_message add column if not exists outcome varchar(20) default 'ACCEPTED' not null;
alter table smtp_message alter column extended drop not null;
alter table smtp_message alter column connected_at drop not null;
alter table smtp_message alter column body_type drop not null;
alter table smtp_message add column if not exists tls_protocol varchar(255);
alter table smtp_message add column if not exists tls_cipher varchar(255);
alter table smtp_message add column if not exists auth_user varchar(255);
alter table smtp_message add column if not exists smtp_utf8 boolean;
alter table smtp_message add column if not exists header_cc varchar(2000);
alter table smtp_message add column if not exists preview varchar(200);
alter table smtp_message add column if not exists attachments integer default 0 not null;
alter table smtp_message add column if not exists delivery_reply varchar(2000);
alter table smtp_message add column if not exists delivery_outcome varchar(30);
alter table smtp_message add column if not exists delivery_beans varchar(1000);
alter table smtp_message add column if not exists delivery_ended_at bigint;
alter table smtp_message add column if not exists delivery_queued bigint;
alter table smtp_message add column if not exists delivery_processing bigint;
-- Not unique: a client may cause a message to be stored twice, never lost.
create index if not exists smtp_message_transaction on smtp_message (transaction_id);
create index if not exists smtp_message_received on smtp_message (received_at);

create table if not exists smtp_transcript (message_id bigint not null primary key, transcript varchar(20000) not null);
