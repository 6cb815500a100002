import type { PostalDocument } from '../../standards/edi/postal-messages.js';
import type { Cardit, Resdes, Resdit } from '../../standards/edi/transport.js';

/** What other posts and carriers told of a bag; moments with their offset from UTC, to the minute. */
export interface ReceptacleState {
  /** What became of it where it arrived (RESDES). */
  readonly arrival?: Pick<Resdes, 'office'> & {
    readonly at: string;
    readonly outcome: Resdes['receptacles'][number]['outcome'];
    readonly weightG?: number | undefined;
    readonly note?: string | undefined;
  };
  /** The last that its carrier said of it (RESDIT). */
  readonly transport?: Omit<Resdit['events'][number], 'receptacles'>;
}

/** What is known of a despatch by its messages. */
export interface DespatchState {
  readonly booking: Cardit | undefined;
  readonly bags: ReadonlyMap<string, ReceptacleState>;
  /** Receptacles of other despatches that arrived with it. */
  readonly excess: readonly string[];
}

/**
 * What became of a despatch's bags (UPU S9 identifiers). Of each bag the latest moment counts and not the latest message, since posts and carriers
 * tell each other late; of two things told for one moment, the one that was told last.
 *
 * @param documents in the order in which they were told
 */
export function despatchState(bags: readonly string[], documents: readonly PostalDocument[]): DespatchState {
  const states = new Map<string, ReceptacleState>(bags.map((bag) => [bag, {}]));
  const excess = new Set<string>();
  let booking: Cardit | undefined;
  const learn = (bag: string, news: ReceptacleState): void => {
    const known = states.get(bag);
    if (known === undefined) return;
    const { arrival, transport } = news;
    states.set(bag, {
      ...known,
      ...(arrival && isLater(known.arrival, arrival) ? { arrival } : {}),
      ...(transport && isLater(known.transport, transport) ? { transport } : {}),
    });
  };
  for (const document of documents) {
    if (document.message === 'CARDIT') booking = document;
    if (document.message === 'RESDES') {
      const { office, received_at: at } = document;
      for (const { receptacle, outcome, weight_g: weightG, note } of document.receptacles) {
        if (outcome === 'excess') excess.add(receptacle);
        learn(receptacle, { arrival: { office, at, outcome, weightG, note } });
      }
    }
    if (document.message === 'RESDIT') {
      for (const { receptacles = bags, ...transport } of document.events) {
        for (const receptacle of receptacles) learn(receptacle, { transport });
      }
    }
  }
  return { booking, bags: states, excess: [...excess].filter((bag) => !states.has(bag)) };
}

function isLater(known: { readonly at: string } | undefined, news: { readonly at: string }): boolean {
  return known === undefined || Date.parse(news.at) >= Date.parse(known.at);
}
