/**
 * What a person who watches a plan sees: rounds of the search as shares of the first whole plan's cost, which tell how close it is
 * and nobody's money; that somebody is content with what was found; and what keeps each party's parcels from being on time.
 */
export const sql = `
set local role interline_owner;

create table plan_rounds (
  plan_id text collate "C" not null references plans,
  attempt integer not null,
  round integer not null,
  seconds double precision not null,
  best_index double precision,
  bound_index double precision,
  primary key (plan_id, attempt, round)
);

create table plan_causes (
  plan_id text collate "C" not null references plans,
  party_id text collate "C" not null references organisations,
  cause integer not null,
  facts jsonb not null,
  primary key (plan_id, party_id, cause)
);

alter table plan_routes add column cause integer;
create index plan_routes_late on plan_routes (plan_id, cause, shipment_id) where cause is not null;

alter table plans add column finish_asked_at timestamptz;
grant update (finish_asked_at) on plans to interline_app;

alter table plan_rounds enable row level security;
alter table plan_rounds force row level security;
create policy seen on plan_rounds for select to interline_app
  using (exists (select from plans where plans.id = plan_id));
create policy noted on plan_rounds for insert to interline_app
  with check (exists (select from plans where plans.id = plan_id and plans.requested_by = app_party()));
grant select, insert on plan_rounds to interline_app;

alter table plan_causes enable row level security;
alter table plan_causes force row level security;
create policy own on plan_causes to interline_app
  using (party_id = app_party() and exists (select from plans where plans.id = plan_id))
  with check (party_id = app_party() and exists (select from plans where plans.id = plan_id));
grant select, insert, delete on plan_causes to interline_app;
`;
