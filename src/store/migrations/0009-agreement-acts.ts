/**
 * Agreements are negotiated by acts: each party drafts, proposes, counters, signs, withdraws, terminates. Acts and versions are never
 * changed; where a version stands follows from all acts on it. A draft is its party's alone until it is offered. Signatures are
 * checked with the public keys that parties have registered.
 *
 * Versions from before there were signatures bound nobody by a signature: they are kept, because carriages name them, as withdrawn.
 *
 * \`audit_log\` says who did what that is risky.
 */
export const sql = `
set local role interline_owner;

alter table agreement_versions
  add terms text,
  add terms_hash text,
  add offered_at timestamptz,
  drop constraint agreement_versions_party_ids_agreement_version_key;
alter table agreement_versions no force row level security;
update agreement_versions set terms_hash = text_hash, offered_at = created_at;
alter table agreement_versions alter terms_hash set not null;
create unique index agreement_versions_offered on agreement_versions (party_ids, terms_hash) where offered_at is not null;
create unique index agreement_versions_own on agreement_versions (proposed_by, party_ids, terms_hash);

drop policy seen on agreement_versions;
create policy seen on agreement_versions for select to interline_app
  using (app_party() = any(party_ids) and (offered_at is not null or proposed_by = app_party()));
create policy seen_in_view on agreement_versions for select to interline_owner
  using (app_party() = any(party_ids));
create policy offered on agreement_versions for update to interline_app
  using (proposed_by = app_party() and offered_at is null) with check (offered_at is not null);
grant update (offered_at) on agreement_versions to interline_app;

create table agreement_acts (
  id text collate "C" primary key,
  version_id text collate "C" not null references agreement_versions,
  party_id text collate "C" not null references organisations,
  kind text not null check (kind in ('drafted', 'proposed', 'countered', 'signed', 'withdrawn', 'terminated')),
  answers_id text collate "C" references agreement_versions,
  key_hash text,
  signed_at text,
  signature text,
  last_day date,
  actor text collate "C" not null,
  acted_on date not null,
  acted_at timestamptz not null,
  check ((kind = 'countered') = (answers_id is not null)),
  check ((kind = 'signed') = (signature is not null and key_hash is not null and signed_at is not null)),
  check ((kind = 'terminated') = (last_day is not null))
);
create index agreement_acts_of_version on agreement_acts (version_id, acted_at);

insert into agreement_acts (id, version_id, party_id, kind, actor, acted_on, acted_at)
  select 'aga_' || substr(id, 5), id, proposed_by, 'proposed', 'migration', (created_at at time zone 'UTC')::date, created_at
  from agreement_versions;
insert into agreement_acts (id, version_id, party_id, kind, actor, acted_on, acted_at)
  select 'aga_7' || substr(id, 6), id, proposed_by, 'withdrawn', 'migration', (created_at at time zone 'UTC')::date,
    created_at + interval '1 millisecond'
  from agreement_versions;
alter table agreement_versions force row level security;
drop table agreement_acceptances;

alter table agreement_acts enable row level security;
alter table agreement_acts force row level security;
create policy seen on agreement_acts for select to interline_app
  using ((kind <> 'drafted' or party_id = app_party())
    and exists (select from agreement_versions where agreement_versions.id = version_id));
create policy own on agreement_acts for insert to interline_app
  with check (party_id = app_party()
    and exists (select from agreement_versions where agreement_versions.id = version_id));
grant select, insert on agreement_acts to interline_app;

create table party_keys (
  id text collate "C" primary key,
  party_id text collate "C" not null references organisations,
  key_hash text not null,
  public_pem text not null,
  name text not null,
  synthetic boolean not null,
  registered_by text collate "C" not null,
  registered_at timestamptz not null,
  revoked_at timestamptz,
  unique (party_id, key_hash)
);
alter table party_keys enable row level security;
alter table party_keys force row level security;
create policy seen on party_keys for select to interline_app
  using (party_id = app_party() or exists (
    select from agreement_versions where party_id = any(party_ids) and offered_at is not null));
create policy registered on party_keys for insert to interline_app with check (party_id = app_party());
create policy revoked on party_keys for update to interline_app
  using (party_id = app_party()) with check (revoked_at is not null);
grant select, insert on party_keys to interline_app;
grant update (revoked_at) on party_keys to interline_app;

create table audit_log (
  id text collate "C" primary key,
  organisation_id text collate "C" not null references organisations,
  actor text collate "C" not null,
  action text not null,
  subject text collate "C" not null,
  details jsonb not null,
  request_id text collate "C",
  noted_at timestamptz not null
);
create index audit_log_of_organisation on audit_log (organisation_id, id desc);
alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy seen on audit_log for select to interline_app using (organisation_id = app_party());
create policy noted on audit_log for insert to interline_app with check (organisation_id = app_party());
grant select, insert on audit_log to interline_app;
`;
