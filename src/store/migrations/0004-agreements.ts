/**
 * Versions of agreements as they were proposed, never changed, and which parties accepted them. The lists of what a
 * partner sees are taken from the text, so that the database itself can apply them.
 */
export const sql = `
set local role interline_owner;

create table agreement_versions (
  id text collate "C" primary key,
  agreement text collate "C" not null,
  version integer not null,
  party_ids text[] not null,
  effective_from date not null,
  effective_until date not null,
  shared text[] not null,
  after_custody text[] not null,
  never text[] not null,
  text text not null,
  text_hash text not null,
  proposed_by text collate "C" not null references organisations,
  created_at timestamptz not null,
  unique (party_ids, agreement, version)
);
create index agreement_versions_of_parties on agreement_versions using gin (party_ids);

create table agreement_acceptances (
  version_id text collate "C" not null references agreement_versions,
  party_id text collate "C" not null references organisations,
  accepted_by text collate "C" not null,
  accepted_at timestamptz not null,
  primary key (version_id, party_id)
);

alter table agreement_versions enable row level security;
alter table agreement_versions force row level security;
create policy seen on agreement_versions for select to interline_app, interline_owner
  using (app_party() = any(party_ids));
create policy proposed on agreement_versions for insert to interline_app
  with check (app_party() = any(party_ids) and proposed_by = app_party());
grant select, insert on agreement_versions to interline_app;

alter table agreement_acceptances enable row level security;
alter table agreement_acceptances force row level security;
create policy seen on agreement_acceptances for select to interline_app
  using (exists (select from agreement_versions where agreement_versions.id = version_id));
create policy own on agreement_acceptances for insert to interline_app
  with check (party_id = app_party()
    and exists (select from agreement_versions where agreement_versions.id = version_id));
grant select, insert on agreement_acceptances to interline_app;
`;
