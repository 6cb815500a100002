/**
 * What a container is that came at a handover and that no manifest names: as who handed it over made it. Only the receiver of the handover is
 * told, and only of containers of its giver; what is in one stays untold.
 */
export const sql = `
set local role interline_owner;

create policy given on manifests for select to interline_owner
  using (mode = app_mode() and receiver_id = app_party() and pre_advised_at is not null);
create policy given on containers for select to interline_owner using (mode = app_mode() and party_id <> app_party());

create function unlisted_container(manifest text, wanted text)
returns table (kind text, contents text, opens_at text, weight_g_max integer, pieces_max integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.kind, c.contents, c.opens_at, c.weight_g_max, c.pieces_max
  from manifests m join containers c on c.party_id = m.giver_id and c.mode = m.mode and c.sscc = wanted
  where m.id = manifest and m.receiver_id = app_party()
$$;
revoke execute on function unlisted_container from public;
grant execute on function unlisted_container to interline_app;
`;
