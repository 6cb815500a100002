import type { Amount, CapacityTerms } from '../domain/agreement-terms.js';
import { valueWords } from './term-words.js';

/** Who may use a clause, and whose departures it opens, in words. */
export interface ClauseParties {
  readonly owner: string;
  readonly user: string; // the partner, or `partners` where there are several
  readonly departures: string; // name or pattern
}

/** `ats may carry up to 800 kg on RAIL-12951 of post, daily; hard (paid, used or not)`. */
export function grantWords(clause: CapacityTerms, parties: ClauseParties): string {
  const amounts = MEASURES.flatMap((measure) =>
    clause[measure] === undefined ? [] : [amountWords(clause[measure], measure, isDelivery(clause))],
  );
  const much = amounts.length === 0 ? '' : ` up to ${amounts.join(' and ')}`;
  const release = clause.release.length === 0 ? '' : `; ${releaseWords(clause.release)}`;
  return `${parties.user} ${verbOf(clause)}${much} ${whereWords(clause, parties)}; ${TYPES[clause.type] ?? clause.type}${release}`;
}

/** Every difference between two clauses on the same departures; `key` is what changed. */
export function clauseChanges(
  before: CapacityTerms,
  after: CapacityTerms,
  parties: ClauseParties,
): { readonly key: keyof CapacityTerms; readonly words: string }[] {
  const { user } = parties;
  const where = whereWords(after, parties);
  const changes: { key: keyof CapacityTerms; words: string }[] = [];
  for (const measure of MEASURES) {
    const [old, now] = [before[measure], after[measure]];
    if (old !== now)
      changes.push({ key: measure, words: `${user} ${limitWords(old, now, { measure, clause: after, where })}` });
  }
  if (before.type !== after.type) {
    const words = `room ${where} is ${TYPES[after.type] ?? after.type} instead of ${TYPES[before.type] ?? before.type}`;
    changes.push({ key: 'type', words });
  }
  if (before.days !== after.days) {
    changes.push({ key: 'days', words: `room ${where} instead of ${daysWords(before.days)}` });
  }
  if (legsWords(before) !== legsWords(after)) {
    changes.push({ key: 'legs', words: `room ${where}: ${legsWords(after)} instead of ${legsWords(before)}` });
  }
  const [old, now] = [releaseWords(before.release), releaseWords(after.release)];
  if (old !== now) changes.push({ key: 'release', words: `room ${where}: ${now} instead of: ${old}` });
  return changes;
}

const MEASURES = ['kg', 'litres', 'parcels'] as const;

const TYPES: Readonly<Record<string, string>> = {
  hard: 'hard (paid, used or not)',
  soft: 'soft (can be returned)',
  free_sale: 'free sale (only what is free)',
  exchange: 'in exchange',
};

function isDelivery({ on }: CapacityTerms): boolean {
  return on.endsWith(':delivery');
}

function verbOf(clause: CapacityTerms): string {
  return isDelivery(clause) ? 'may have delivered' : 'may carry';
}

/** `on RAIL-12951 of post, daily`. */
export function whereWords(clause: CapacityTerms, { owner, departures }: ClauseParties): string {
  const what = isDelivery(clause) ? `by ${owner}'s offices` : `on ${departures} of ${owner}`;
  const legs = clause.legs === 'all' || clause.legs === undefined ? '' : `, ${legsWords(clause)}`;
  return `${what}${legs}, ${daysWords(clause.days)}`;
}

function daysWords(days: string): string {
  return days === 'daily' ? 'daily' : `on ${days.replaceAll(' ', ', ')}`;
}

function legsWords({ legs }: CapacityTerms): string {
  return legs === 'all' || legs === undefined ? 'all legs' : `leg${legs.length === 1 ? '' : 's'} ${legs.join(', ')}`;
}

/** `may carry up to 300 kg more (...) on ...`; limits side by side where they are no amounts of one kind. */
function limitWords(
  before: Amount | undefined,
  after: Amount | undefined,
  at: { readonly measure: (typeof MEASURES)[number]; readonly clause: CapacityTerms; readonly where: string },
): string {
  const { measure, clause, where } = at;
  const verb = verbOf(clause);
  const delivery = isDelivery(clause);
  if (typeof before === 'number' && typeof after === 'number') {
    const each = delivery ? 'a day at each' : 'a departure';
    const more = `${number(Math.abs(after - before))} ${measure} ${after > before ? 'more' : 'less'}`;
    return `${verb} up to ${more} (${number(before)} to ${number(after)} ${measure} ${each}) ${where}`;
  }
  if (typeof before === 'string' && typeof after === 'string') {
    return `${verb} ${where}: up to ${shareOf(after)} instead of ${amountWords(before, measure, delivery)}`;
  }
  const limit = (amount: Amount | undefined): string =>
    amount === undefined ? `any ${measure}` : `up to ${amountWords(amount, measure, delivery)}`;
  return `${verb} ${where}: ${limit(after)} instead of ${limit(before)}`;
}

function amountWords(amount: Amount, measure: string, delivery: boolean): string {
  if (typeof amount === 'number') return `${number(amount)} ${measure}${delivery ? ' a day at each' : ''}`;
  const whole = delivery ? "each office's day" : measure === 'kg' ? "the vehicle's kilograms" : "the vehicle's litres";
  return `${shareOf(amount)} of ${whole}`;
}

/** `15 %` of `0.15x`. */
function shareOf(amount: string): string {
  return valueWords(Number(amount.slice(0, -1)), 'share', '');
}

function releaseWords(release: CapacityTerms['release']): string {
  if (release.length === 0) return 'kept until departure';
  const steps = release.map(({ hours, keep }) => `${valueWords(keep, 'share', '')} from ${number(hours)} h`);
  return `kept ${steps.join(', ')} before departure`;
}

function number(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 6 });
}
