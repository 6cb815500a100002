import type { Mode } from '../../store/database/column-types.js';
import type { Client } from '../../wire/http/client.js';
import { signExampleAgreement } from '../example/example-agreement.js';
import { PARCEL, type PartiesForTest, type ServerForTest } from '../server-for-test.js';

/** For tests: two carriers that have an agreement, with the clients of their docks. */
export interface DocksForTest extends PartiesForTest {
  readonly giver: Client; // ats
  readonly receiver: Client; // post
  readonly giverCode: string;
  readonly receiverCode: string;
  /** Books parcels of the first carrier. */
  readonly book: (count: number) => Promise<string[]>;
  /** An instant so many minutes after the server's start, as devices tell it. */
  readonly at: (minutes: number) => string;
  /** A mixed bag that opens at the partner's hub. */
  readonly bag: (kind?: 'bag' | 'cage') => Promise<{ id: string; sscc: string }>;
  /** A manifest of pieces and containers that the partner knows of. */
  readonly advised: (items: { pieces?: string[]; containers?: string[] }) => Promise<string>;
}

/** For tests: sets up two docks on a server. */
export async function docksForTest(made: ServerForTest, mode: Mode = 'live'): Promise<DocksForTest> {
  const ids = await made.addParties();
  const giver = await made.keyOf(ids.ats, { mode });
  const receiver = await made.keyOf(ids.post, { mode });
  await signExampleAgreement(made.server, made.agreementText(1), made.server.now());
  const [giverCode = '', receiverCode = ''] = made.server.reference.parties.map(({ code }) => code);
  const startMs = made.server.now().getTime();
  await (await made.keyOf(ids.ats)).setGs1Prefix({ body: { company_prefix: '8901234', next_serial: 1 } });
  const bag: DocksForTest['bag'] = async (kind = 'bag') => {
    const body = { kind, opens_at: `${receiverCode}:HUB-DEL` };
    return (await giver.createContainer({ body })).body;
  };
  return {
    ...ids,
    giver,
    receiver,
    giverCode,
    receiverCode,
    book: async (count) => {
      const shipments = Array.from({ length: count }, () => PARCEL);
      return (await giver.createShipments({ body: { shipments } })).body.ids;
    },
    at: (minutes) => new Date(startMs + minutes * 60_000).toISOString(),
    bag,
    advised: async (items) => {
      const body = {
        receiver_id: ids.post,
        interchange: 'IX-DEL',
        tender_at: new Date(startMs + 3_600_000).toISOString(),
        ...items,
      };
      const { id } = (await giver.createManifest({ body })).body;
      await giver.preAdviseManifest({ params: { id } });
      return id;
    },
  };
}
