/** Days of docks: which handovers meet at a facility when, and items by what a scanner reads, whatever the manifest. */
export const sql = `
set local role interline_owner;

create index manifests_departing on manifests (giver_id, mode, giver_place, tender_at);
create index manifests_arriving on manifests (receiver_id, mode, receiver_place, tender_at) where pre_advised_at is not null;
create index manifest_items_numbered on manifest_items (tracking_number) where tracking_number is not null;
`;
