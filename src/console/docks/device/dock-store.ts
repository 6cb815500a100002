import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { z } from '@hono/zod-openapi';
import type { DockHandoverSchema, DockSchema } from '../../../wire/docks/docks.js';
import { indexOf, withStep, type ScanList, type Step } from '../scan/scan-list.js';

export type DockHandover = z.infer<typeof DockHandoverSchema>;
export type WireDock = z.infer<typeof DockSchema>;

/** A photo that goes with a scan, scaled down already; with a dispute also a document. */
export interface Photo {
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';
  readonly content: string; // base64
}

/** Something that was done on this device and that the server has not acknowledged, or refused. */
export interface KeptAct {
  readonly seq: number; // order in which it was done
  readonly id: string; // its own, so that sending it twice is harmless
  readonly handoverId: string; // or the bag; empty of a draft
  readonly atMs: number; // by the clock of the device
  readonly step: Step;
  readonly photo: Photo | undefined;
  /** The photo as the server keeps it, once it has been sent. */
  readonly evidenceId: string | undefined;
  /** Why the server does not take it; undefined while it waits. */
  readonly refusal: string | undefined;
  /** Codes of that, where the server told any; undefined of what was kept by earlier versions of the page. */
  readonly refusalCodes?: readonly string[] | undefined;
}

/** A day of a facility as it was last told. */
export interface KeptDay {
  readonly key: string; // place and day
  readonly day: string;
  readonly rows: readonly DockHandover[];
  readonly toldMs: number;
}

interface Schema extends DBSchema {
  acts: { key: number; value: Omit<KeptAct, 'seq'> & { seq?: number }; indexes: { 'by-handover': string } };
  lists: { key: string; value: { readonly id: string; readonly list: ScanList; readonly toldMs: number } };
  days: { key: string; value: KeptDay };
  marks: { key: string; value: { readonly id: string; readonly names: readonly string[] } };
  facts: { key: string; value: unknown };
}

/** Key of the SSCCs that were taken ahead. */
const SSCCS = 'ssccs';

/** Begins the keys of what was told. */
const TOLD = 'told ';

/** Lists and days are kept so long after they were told. */
const KEPT_MS = 14 * 86_400_000;

/** What the dock keeps on the device, for one organisation, so that nobody sends what somebody else did. */
export class DockStore {
  private constructor(private readonly database: IDBPDatabase<Schema>) {}

  static async open(organisationId: string): Promise<DockStore> {
    const database = await openDB<Schema>(`interline-dock-${organisationId}`, 1, {
      upgrade: (fresh) => {
        const acts = fresh.createObjectStore('acts', { keyPath: 'seq', autoIncrement: true });
        acts.createIndex('by-handover', 'handoverId');
        fresh.createObjectStore('lists', { keyPath: 'id' });
        fresh.createObjectStore('days', { keyPath: 'key' });
        fresh.createObjectStore('marks', { keyPath: 'id' });
        fresh.createObjectStore('facts');
      },
    });
    return new DockStore(database);
  }

  close(): void {
    this.database.close();
  }

  /** Keeps something that was done; from here on it survives whatever happens to the page. */
  async addAct(act: Omit<KeptAct, 'seq' | 'evidenceId' | 'refusal' | 'refusalCodes'>): Promise<KeptAct> {
    const kept = { ...act, evidenceId: undefined, refusal: undefined };
    return { ...kept, seq: await this.database.add('acts', kept) };
  }

  /** Everything that is not acknowledged, in the order in which it was done. */
  async listActs(): Promise<KeptAct[]> {
    return (await this.database.getAll('acts')) as KeptAct[];
  }

  async updateAct(act: KeptAct): Promise<void> {
    await this.database.put('acts', act);
  }

  /** Forgets an act that the server refused, when somebody has seen that. */
  async dropAct(seq: number): Promise<void> {
    await this.database.delete('acts', seq);
  }

  /** The server has taken acts: they leave the queue, and the kept lists say what they say. */
  async acknowledge(acts: readonly KeptAct[]): Promise<void> {
    const writing = this.database.transaction(['acts', 'lists'], 'readwrite');
    for (const handoverId of new Set(acts.map((act) => act.handoverId))) {
      const kept = await writing.objectStore('lists').get(handoverId);
      if (kept === undefined) continue;
      const index = indexOf(kept.list);
      const list = acts
        .filter((act) => act.handoverId === handoverId)
        .reduce((before, { step }) => withStep(before, index, step), kept.list);
      await writing.objectStore('lists').put({ ...kept, list });
    }
    for (const { seq } of acts) await writing.objectStore('acts').delete(seq);
    await writing.done;
  }

  async getList(id: string): Promise<ScanList | undefined> {
    return (await this.database.get('lists', id))?.list;
  }

  async listLists(): Promise<ScanList[]> {
    return (await this.database.getAll('lists')).map(({ list }) => list);
  }

  async putList(list: ScanList, toldMs: number): Promise<void> {
    await this.database.put('lists', { id: list.id, list, toldMs });
  }

  async getDay(place: string, day: string): Promise<KeptDay | undefined> {
    return this.database.get('days', `${place} ${day}`);
  }

  async putDay(place: string, day: Omit<KeptDay, 'key'>): Promise<void> {
    await this.database.put('days', { ...day, key: `${place} ${day.day}` });
  }

  /** What was loaded onto a departure so far. */
  async getMarks(id: string): Promise<readonly string[]> {
    return (await this.database.get('marks', id))?.names ?? [];
  }

  async putMarks(id: string, names: readonly string[]): Promise<void> {
    await this.database.put('marks', { id, names });
  }

  async getFact<T>(key: string): Promise<T | undefined> {
    return (await this.database.get('facts', key)) as T | undefined;
  }

  async putFact(key: string, value: unknown): Promise<void> {
    await this.database.put('facts', value, key);
  }

  /** Something that was told of a bag, a handover, or all bags, to be shown without a connection. */
  async getTold<T>(topic: string): Promise<T | undefined> {
    return (await this.getFact<{ readonly value: T }>(`${TOLD}${topic}`))?.value;
  }

  async putTold(topic: string, value: unknown, toldMs: number): Promise<void> {
    await this.putFact(`${TOLD}${topic}`, { value, toldMs });
  }

  /** SSCCs that were taken ahead and are not used yet. */
  async countSsccs(): Promise<number> {
    return (await this.getFact<readonly string[]>(SSCCS))?.length ?? 0;
  }

  async addSsccs(ssccs: readonly string[]): Promise<void> {
    const writing = this.database.transaction('facts', 'readwrite');
    const kept = ((await writing.store.get(SSCCS)) ?? []) as readonly string[];
    await writing.store.put([...kept, ...ssccs], SSCCS);
    await writing.done;
  }

  /** Takes an SSCC, which no other tab gets then; undefined when none is left. */
  async takeSscc(): Promise<string | undefined> {
    const writing = this.database.transaction('facts', 'readwrite');
    const [first, ...rest] = ((await writing.store.get(SSCCS)) ?? []) as readonly string[];
    await writing.store.put(rest, SSCCS);
    await writing.done;
    return first;
  }

  /** Forgets lists and days that are old, unless something of them waits. */
  async sweep(nowMs: number): Promise<void> {
    const writing = this.database.transaction(['acts', 'lists', 'days', 'marks', 'facts'], 'readwrite');
    const waiting = new Set((await writing.objectStore('acts').getAll()).map(({ handoverId }) => handoverId));
    for (const { id, toldMs } of await writing.objectStore('lists').getAll()) {
      if (toldMs > nowMs - KEPT_MS || waiting.has(id)) continue;
      await writing.objectStore('lists').delete(id);
      await writing.objectStore('marks').delete(id);
    }
    for (const { key, toldMs } of await writing.objectStore('days').getAll()) {
      if (toldMs <= nowMs - KEPT_MS) await writing.objectStore('days').delete(key);
    }
    const facts = writing.objectStore('facts');
    for (const key of await facts.getAllKeys(IDBKeyRange.bound(TOLD, `${TOLD}\uFFFF`))) {
      const { toldMs } = (await facts.get(key)) as { readonly toldMs: number };
      if (toldMs <= nowMs - KEPT_MS) await facts.delete(key);
    }
    await writing.done;
  }
}
