create table if not exists smtp_user (name varchar(255) not null primary key, password varchar(500) not null);
create table if not exists smtp_user_group (name varchar(255) not null, group_name varchar(255) not null, primary key (name, group_name));
