create sequence if not exists mail_id start with 50 increment by 50;
create table if not exists mail (id bigint primary key, sender varchar(512) not null, recipients text not null, content blob not null, received timestamp not null);
