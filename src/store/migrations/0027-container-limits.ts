/** What a container holds at most, by the agreement under which it was made; null: what is usual. */
export const sql = `
set local role interline_owner;

alter table containers add column weight_g_max integer, add column pieces_max integer;
alter table manifest_items add column weight_g_max integer, add column pieces_max integer;
set local role none;
`;
