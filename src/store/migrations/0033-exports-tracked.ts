/**
 * Anybody who has the number of an export learns how far it is, as of any parcel: which state it is in and what happened, without reasons,
 * places and people.
 */
export const sql = `
set local role interline_owner;
create index exports_tracked on exports (item) where item is not null;
create policy tracked on exports for select to interline_gate
  using (mode = 'live' and state <> 'draft');
create policy tracked on export_events for select to interline_gate
  using (exists (select from exports where exports.id = export_id));
grant select (id, mode, owner_id, item, state, since_at) on exports to interline_gate;
grant select (export_id, number, kind, at) on export_events to interline_gate;
set local role none;
grant create on schema public to interline_gate;
set local role interline_gate;

create function track_export(wanted text) returns table (owner text, state text, since_at timestamptz, events json)
language sql stable security definer set search_path = public, pg_temp as $$
  select o.code, x.state, x.since_at, coalesce((
    select json_agg(json_build_object('kind', e.kind, 'atMs', round(extract(epoch from e.at) * 1000)) order by e.at, e.number)
    from export_events e where e.export_id = x.id), '[]')
  from exports x
  join organisations o on o.id = x.owner_id
  where x.item = wanted and x.mode = 'live' and x.state <> 'draft'
$$;
revoke execute on function track_export from public;
grant execute on function track_export to interline_app;
set local role none;
revoke create on schema public from interline_gate;
`;
