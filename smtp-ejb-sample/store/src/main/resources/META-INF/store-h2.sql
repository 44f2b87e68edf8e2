create table if not exists mail (id varchar(36) primary key, sender varchar(512) not null, recipients text not null, content blob not null, received timestamp not null);
