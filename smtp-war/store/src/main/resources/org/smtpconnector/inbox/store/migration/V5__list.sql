-- The list of each outcome, in pages.
create index if not exists smtp_message_outcome on smtp_message (outcome, id);
