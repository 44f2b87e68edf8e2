-- What is searched is in an index of its own, beside the database; once it was in a table.
drop table if exists smtp_search;
