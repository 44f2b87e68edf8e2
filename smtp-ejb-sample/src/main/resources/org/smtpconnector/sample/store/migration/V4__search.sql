-- What is searched is in an index of its own, beside the database.
drop table smtp_search;
