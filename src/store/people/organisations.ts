import { newId } from '../database/ids.js';
import { actAs, type Tx } from '../database/store.js';
import type { OrganisationKind } from '../database/column-types.js';
import { addUser, type NewUser } from './users.js';

/** A carrier or a shipper, as the acting party may see it. */
export interface Organisation {
  readonly id: string;
  readonly kind: OrganisationKind;
  /** Of a carrier: its id in workspaces and agreements. */
  readonly code: string | undefined;
  readonly name: string;
  /** Of a shipper: whose customer it is. */
  readonly carrierId: string | undefined;
  readonly createdAt: Date;
}

const COLUMNS = ['id', 'kind', 'code', 'name', 'carrier_id', 'created_at'] as const;

/** Adds a carrier and lets the rest of the transaction act for it. Throws where its code is taken. */
export async function addCarrier(
  tx: Tx,
  { code, name, now }: { readonly code: string; readonly name: string; readonly now: Date },
): Promise<string> {
  const id = newId('organisation', now.getTime());
  await actAs(tx, id);
  await tx
    .insertInto('organisations')
    .values({ id, kind: 'carrier', code, name, carrier_id: null, created_at: now })
    .execute();
  return id;
}

/** Adds a shipper as customer of the acting carrier, with its first user; the transaction then goes on for the carrier. */
export async function addShipper(
  tx: Tx,
  {
    carrierId,
    name,
    firstUser,
    now,
  }: {
    readonly carrierId: string;
    readonly name: string;
    readonly firstUser: NewUser;
    readonly now: Date;
  },
): Promise<Organisation> {
  const id = newId('organisation', now.getTime());
  await tx
    .insertInto('organisations')
    .values({ id, kind: 'shipper', code: null, name, carrier_id: carrierId, created_at: now })
    .execute();
  // The new organisation has nobody yet who could add its first user.
  await actAs(tx, id);
  await addUser(tx, id, firstUser, now);
  await actAs(tx, carrierId);
  return { id, kind: 'shipper', code: undefined, name, carrierId, createdAt: now };
}

/** All organisations that the acting party knows: itself, carriers, and its shippers; oldest first. */
export async function listOrganisations(tx: Tx): Promise<Organisation[]> {
  const rows = await tx.selectFrom('organisations').select(COLUMNS).orderBy('id').execute();
  return rows.map(({ id, kind, code, name, carrier_id, created_at }) => ({
    id,
    kind,
    code: code ?? undefined,
    name,
    carrierId: carrier_id ?? undefined,
    createdAt: created_at,
  }));
}

/** One of them, if the acting party knows it. */
export async function findOrganisation(tx: Tx, id: string): Promise<Organisation | undefined> {
  return (await listOrganisations(tx)).find((organisation) => organisation.id === id);
}

/** Codes of all carriers, by their organisations' ids. */
export async function partyCodes(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('organisations').select(['id', 'code']).where('kind', '=', 'carrier').execute();
  return new Map(rows.map(({ id, code }) => [id, code ?? '']));
}
