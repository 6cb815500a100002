import { RefusedError, type Client } from '../../../wire/http/call-route.js';
import { CONNECTION } from '../../client/use-connection.js';
import {
  emptyState,
  withAct,
  withAdvice,
  withKept,
  withOpen,
  withRecorded,
  withResults,
  withScan,
  type DockState,
  type Recording,
  type Told,
} from './dock-state.js';
import { DockStore, type DockHandover, type KeptAct, type Photo } from './dock-store.js';
import { emptyBag, type ListedBag } from '../bags/bag-state.js';
import { feel, type Sound } from '../../widgets/feedback.js';
import { randomText } from './random-text.js';
import type { NewBag } from '../scan/scan-list.js';
import { sendQueue, type Rest } from './send-queue.js';

/** After the server did not answer, it is asked again after this, each time twice as long up to the last. */
const RETRY_MS = [2000, 5000, 10_000, 30_000];

/** Lists of so many handovers of a day are kept ahead, so that each can be opened without a connection. */
const AHEAD_MAX = 40;

/** A device that has fewer SSCCs takes so many more. A shift without a connection rarely begins more bags. */
const SSCCS_MIN = 10;
const SSCCS_AHEAD = 20;

/**
 * The dock on this device: keeps everything in the browser's database, sends what waits when it can, and holds the one state that pages
 * draw. Tabs tell each other what they kept, and only one of them sends.
 */
export class DockDevice {
  state: DockState;
  private readonly listeners = new Set<() => void>();
  private readonly tabs: BroadcastChannel;
  private store: Promise<DockStore>;
  private client: Client | undefined;
  /** Acts that are being kept at this moment. */
  private readonly keeping = new Map<string, KeptAct>();
  private turn: Promise<unknown> = Promise.resolve();
  private deviceName = `dock-${randomText(6)}`;
  private lastMs = 0;
  /** What `state.error` is about, which another answer does not mend. */
  private failedTopic: 'docks' | 'day' | 'open' | undefined;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly organisationId: string) {
    this.state = emptyState(organisationId, navigator.onLine);
    this.store = DockStore.open(organisationId);
    this.tabs = new BroadcastChannel(`interline-dock-${organisationId}`);
    this.tabs.addEventListener('message', () => void this.reload());
    const look = (): void => this.connected(navigator.onLine && !CONNECTION.contact.isLost);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    CONNECTION.subscribe(look);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.send();
    });
    void this.begin();
  }

  /** Requests are made as whoever is signed in now. */
  use(client: Client): void {
    if (this.client === client) return;
    this.client = client;
    void this.send();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Which facilities there are, and what day it is there. */
  async loadDocks(): Promise<void> {
    const store = await this.store;
    const kept = await store.getFact<Pick<DockState, 'docks' | 'today'>>('docks');
    if (kept !== undefined && this.state.docks === undefined) this.set({ ...this.state, ...kept });
    await this.asking('docks', async (client) => {
      const { data: docks, today } = (await client.listDocks()).body;
      await store.putFact('docks', { docks, today });
      this.set({ ...this.state, docks, today });
    });
  }

  /** The facility that was chosen last on this device. */
  async chosenPlace(): Promise<string | undefined> {
    return (await this.store).getFact<string>('place');
  }

  async choosePlace(place: string): Promise<void> {
    await (await this.store).putFact('place', place);
  }

  /** A day of a facility: as it was kept at once, then as the server has it, and the lists of what is still open. */
  async loadDay(place: string, day: string): Promise<void> {
    const store = await this.store;
    const kept = await store.getDay(place, day);
    const isShown = this.state.day?.key === `${place} ${day}`;
    if (!isShown) this.set({ ...this.state, day: kept });
    await this.asking('day', async (client) => {
      const rows = await allRows(client, place, day);
      const told = { day, rows, toldMs: Date.now() };
      await store.putDay(place, told);
      this.set({ ...this.state, day: { ...told, key: `${place} ${day}` } });
      const open = rows.filter(({ phase }) => phase !== 'settled' && phase !== 'planned').slice(0, AHEAD_MAX);
      for (const { handover_id: id } of open) if (id !== null) await this.fetchList(client, id);
      await this.reload();
    });
  }

  /** Shows a handover; its list is brought up to date when the server answers. */
  async openHandover(id: string | undefined): Promise<void> {
    const store = await this.store;
    this.set(withOpen(this.state, id, id === undefined ? [] : await store.getMarks(id)));
    if (id === undefined) return;
    await this.reload();
    await this.refreshOpen();
  }

  /** Brings the open handover up to date, once nothing of it waits to be sent. */
  async refreshOpen(): Promise<void> {
    const { openId } = this.state;
    if (openId === undefined) return;
    await this.asking('open', async (client) => {
      await this.fetchList(client, openId);
      await this.reload();
    });
  }

  /** What a scanner, a camera or somebody's fingers read. */
  async scan(text: string): Promise<void> {
    const { state, told, record } = withScan(this.state, text, this.moment());
    if (told === undefined) return;
    this.set(state);
    feel(SOUNDS[told.verdict.kind]);
    if (record !== undefined) await this.record(record, { told });
    else if (state.marks !== undefined && state.openId !== undefined && told.verdict.kind === 'good') {
      await (await this.store).putMarks(state.openId, [...state.marks]);
    }
    if (told.verdict.kind === 'unknown') await this.advise(told, text);
  }

  /** Keeps what was done and sends it as soon as it can; gives the id under which it is kept. */
  async record(
    { handoverId, step }: Recording,
    { told, photo }: { readonly told?: Told; readonly photo?: Photo } = {},
  ): Promise<string> {
    const atMs = this.moment();
    const id = `${this.deviceName}:${atMs.toString(36)}-${randomText(4)}`;
    const act = { id, handoverId, atMs, step, photo };
    // It is shown before it is kept, so that the next scan of the same code is known to be the second.
    const shown = { ...act, seq: Number.POSITIVE_INFINITY, evidenceId: undefined, refusal: undefined };
    this.keeping.set(id, shown);
    this.set(withAct(this.state, shown));
    if (told !== undefined) this.set(withRecorded(this.state, told.key, id));
    try {
      await this.inTurn(async () => {
        await (await this.store).addAct(act);
        this.keeping.delete(id);
      });
    } catch (error) {
      this.set({ ...this.state, error });
      return id;
    }
    await this.reload();
    this.tellTabs();
    void this.send();
    return id;
  }

  /** What the server says of a topic, kept for when it does not answer; what was kept, then. */
  async toldOf<T>(topic: string, ask: () => Promise<T>): Promise<T> {
    const store = await this.store;
    try {
      const value = await ask();
      await store.putTold(topic, value, Date.now());
      return value;
    } catch (error) {
      const kept = error instanceof RefusedError ? undefined : await store.getTold<T>(topic);
      if (kept === undefined) throw error;
      return kept;
    }
  }

  /** What was told of a topic last, without asking. */
  async keptOf<T>(topic: string): Promise<T | undefined> {
    return (await this.store).getTold<T>(topic);
  }

  /** Takes SSCCs ahead while there is a connection, so that bags can be made without one. */
  async keepSsccs(): Promise<void> {
    const store = await this.store;
    const { client } = this;
    if (client === undefined || !navigator.onLine || (await store.countSsccs()) >= SSCCS_MIN) return;
    try {
      const { ssccs } = (await client.reserveSsccs({ body: { count: SSCCS_AHEAD } })).body;
      await store.addSsccs(ssccs);
    } catch {
      // Without a connection, a GS1 company prefix or the right to write, there are none; making a bag says why.
    }
  }

  /** Makes a bag under an SSCC that was taken ahead: kept and sent like all else. Gives the SSCC; undefined when none is left. */
  async makeBag(bag: Omit<NewBag, 'sscc'>): Promise<string | undefined> {
    const store = await this.store;
    const sscc = await store.takeSscc();
    if (sscc === undefined) return undefined;
    const made = { ...emptyBag({ ...bag, sscc }), container: null };
    await store.putTold(`bag ${sscc}`, made, Date.now());
    await store.putTold('bags', [made, ...((await store.getTold<readonly ListedBag[]>('bags')) ?? [])], Date.now());
    await this.record({ handoverId: sscc, step: { kind: 'bag', bag: { ...bag, sscc } } });
    void this.keepSsccs();
    return sscc;
  }

  /** Takes a refused act off the list. */
  async drop(seq: number): Promise<void> {
    await (await this.store).dropAct(seq);
    await this.reload();
    this.tellTabs();
  }

  /** Sends what waits, unless another tab is at it. */
  async send(): Promise<void> {
    const { client } = this;
    if (client === undefined || this.state.isSending || !this.state.acts.some(({ refusal }) => refusal === undefined))
      return;
    if (!navigator.onLine) return;
    this.set({ ...this.state, isSending: true });
    const rest = await this.alone(() => this.sendNow(client));
    await this.reload();
    this.set({ ...this.state, isSending: false, rest: rest === 'busy' ? this.state.rest : rest });
    this.failures = rest === 'unreachable' ? this.failures + 1 : 0;
    if (rest === 'empty') void this.refreshOpen();
    const isLeft = this.state.acts.some(({ refusal }) => refusal === undefined);
    if (isLeft && rest !== 'signed_out') this.later();
  }

  /** Does something unless another tab does it; where the browser has no locks (pages that are not served securely), in any case. */
  private alone<T>(work: () => Promise<T>): Promise<T | 'busy'> {
    const locks = navigator.locks as LockManager | undefined;
    if (locks === undefined) return work();
    const name = `interline-dock-${this.organisationId}`;
    return locks.request(name, { ifAvailable: true }, async (lock) => (lock === null ? ('busy' as const) : work()));
  }

  private async sendNow(client: Client): Promise<Rest> {
    return sendQueue(await this.store, client, async ({ results }) => {
      this.set(withResults(this.state, results));
      await this.reload();
      this.tellTabs();
    });
  }

  private later(): void {
    clearTimeout(this.retry);
    const waitMs = RETRY_MS[Math.min(Math.max(this.failures - 1, 0), RETRY_MS.length - 1)];
    this.retry = setTimeout(() => void this.send(), waitMs);
  }

  private connected(isOnline: boolean): void {
    if (isOnline === this.state.isOnline) return;
    this.failures = 0;
    this.set({ ...this.state, isOnline, rest: undefined });
    if (isOnline) void this.send();
  }

  private async advise(told: Told, text: string): Promise<void> {
    const place = this.placeOf(told.handoverId);
    const { client } = this;
    if (place === undefined || client === undefined || !this.state.isOnline) return;
    try {
      const { data } = (await client.readDockCodes({ params: { place }, body: { codes: [text.slice(0, 400)] } })).body;
      const [advice] = data;
      if (advice !== undefined) this.set(withAdvice(this.state, told.key, advice));
    } catch {
      // Without an answer nothing more is said than that no list of the device has it.
    }
  }

  private placeOf(handoverId: string): string | undefined {
    const list = this.state.lists.get(handoverId)?.list;
    if (list === undefined) return undefined;
    return list.receiver_id === this.organisationId ? list.receiver_place : list.giver_place;
  }

  private async fetchList(client: Client, id: string): Promise<void> {
    const { body } = await client.getScanList({ params: { id } });
    await (await this.store).putList(body, Date.now());
  }

  /** Does what needs the server, if there is one; otherwise what was kept stays. */
  private async asking(topic: 'docks' | 'day' | 'open', ask: (client: Client) => Promise<void>): Promise<void> {
    const { client } = this;
    if (client === undefined) return;
    try {
      await ask(client);
      if (this.failedTopic !== topic) return;
      this.failedTopic = undefined;
      this.set({ ...this.state, error: undefined });
    } catch (error) {
      this.failedTopic = topic;
      this.set({ ...this.state, error });
    }
  }

  private async begin(): Promise<void> {
    try {
      const store = await this.store;
      await store.sweep(Date.now());
      const known = await store.getFact<string>('device');
      if (known === undefined) await store.putFact('device', this.deviceName);
      else this.deviceName = known;
    } catch (error) {
      this.set({ ...this.state, error });
      return;
    }
    await this.reload();
    void this.send();
  }

  /** Other tabs read again what is kept. */
  private tellTabs(): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
    this.tabs.postMessage('kept');
  }

  private reload(): Promise<void> {
    return this.inTurn(async () => {
      const store = await this.store;
      const acts = await store.listActs();
      // Read after the acts: what was acknowledged in between is then said twice, which changes nothing, and never not at all.
      const lists = await store.listLists();
      this.set(withKept(this.state, { acts: [...acts, ...this.keeping.values()], lists }));
    });
  }

  /** One after the other, so that what is read last is shown last. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work, work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** The device's clock, never twice the same. */
  private moment(): number {
    this.lastMs = Math.max(Date.now(), this.lastMs + 1);
    return this.lastMs;
  }

  private set(state: DockState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

const SOUNDS = {
  good: 'good',
  seal: 'good',
  manifest: 'good',
  duplicate: 'duplicate',
  wrong: 'wrong',
  unknown: 'unknown',
  unreadable: 'unknown',
} as const satisfies Readonly<Record<Told['verdict']['kind'], Sound>>;

async function allRows(client: Client, place: string, day: string): Promise<DockHandover[]> {
  const rows: DockHandover[] = [];
  let cursor: string | undefined;
  do {
    const query = { day, unsettled: 'include' as const, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const { body } = await client.listDockHandovers({ params: { place }, query });
    rows.push(...body.data);
    cursor = body.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}
