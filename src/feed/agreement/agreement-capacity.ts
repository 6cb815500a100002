import { DAILY } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { CapacityClause, ProductTerms, Quantity } from '../../domain/agreement.js';
import { UNLIMITED } from '../../domain/network.js';
import { tripPattern } from '../../domain/trip-pattern.js';
import { facilityOf, parseArrow, partyOf, type AgreementContext } from './agreement-context.js';
import { didYouMean } from '../../base/did-you-mean.js';
import { GOODS_ALLOWED, parseGoods } from '../tables/values.js';
import type { YamlValue } from '../tables/yaml-value.js';

const CLAUSE_TYPES = ['hard', 'soft', 'free_sale', 'exchange'] as const;

/** Reads `capacity`: block space on departures and in delivery rounds. */
export function readCapacity(context: AgreementContext, value: YamlValue): CapacityClause[] {
  const clauses: CapacityClause[] = [];
  for (const item of value.items()) {
    const clause = readClause(context, item);
    if (clause) clauses.push(clause);
  }
  return clauses;
}

function readClause(context: AgreementContext, item: YamlValue): CapacityClause | undefined {
  item.only(['on', 'legs', 'days', 'kg', 'litres', 'parcels', 'type', 'release']);
  const on = item.get('on').required('party:trip pattern, such as indiapost:RAIL-* or indiapost:delivery');
  const text = on.text('');
  const colon = text.indexOf(':');
  if (colon <= 0 || colon === text.length - 1) {
    const allowed = 'party:trip pattern, such as indiapost:RAIL-* or indiapost:delivery';
    if (text !== '') on.fault({ code: 'bad_pattern', message: 'names no departures', allowed });
    return undefined;
  }
  const party = partyOf(context, on, text.slice(0, colon));
  const pattern = text.slice(colon + 1);
  const ofDelivery = pattern === 'delivery';
  const clause: CapacityClause = {
    party,
    pattern,
    legs: readLegs(context, item.get('legs'), party),
    days: item.get('days').days(DAILY),
    kg: readQuantity(item.get('kg')),
    litres: readQuantity(item.get('litres')),
    parcels: readQuantity(item.get('parcels')),
    type: item.get('type').oneOf(CLAUSE_TYPES, 'soft'),
    release: readRelease(item.get('release')),
    line: item.line,
  };
  for (const key of ofDelivery ? ['kg', 'litres', 'legs'] : ['parcels']) {
    if (item.get(key).isAbsent) continue;
    const message = ofDelivery ? 'delivery rounds are counted in parcels' : 'departures are counted in kg and litres';
    item.get(key).fault({ code: 'wrong_measure', message, allowed: ofDelivery ? 'parcels' : 'kg, litres' });
  }
  if (party !== NONE) checkMatches(context, on, clause);
  return party === NONE ? undefined : clause;
}

function readLegs(context: AgreementContext, value: YamlValue, party: number): CapacityClause['legs'] {
  if (value.isAbsent || (value.isScalar && value.text('') === 'all')) return 'all';
  const legs: { from: number; to: number }[] = [];
  for (const item of value.isList ? value.items() : [value]) {
    const arrow = parseArrow(item.text(''));
    if (!arrow) {
      const allowed = 'all, or a list of legs such as [HUB-DEL>HUB-BOM]';
      item.fault({ code: 'bad_direction', message: 'is not a leg', allowed });
      continue;
    }
    const [from, to] = [facilityOf(context, item, party, arrow[0]), facilityOf(context, item, party, arrow[1])];
    if (from !== NONE && to !== NONE) legs.push({ from, to });
  }
  return legs;
}

/** `800`, or `0.15x`: a share of the owner's capacity. */
function readQuantity(value: YamlValue): Quantity | undefined {
  if (value.isAbsent) return undefined;
  const text = value.text('').trim();
  const match = /^(\d+(?:\.\d+)?|\.\d+)(x?)$/.exec(text);
  if (!match) {
    if (value.isScalar) {
      const suggestion = /^\d+(\.\d+)?\s*%$/.test(text)
        ? `Write ${Number.parseFloat(text) / 100}x for a share.`
        : undefined;
      value.fault({
        code: 'bad_quantity',
        message: 'is no amount',
        allowed: 'an amount (800) or a share of capacity (0.15x)',
        suggestion,
      });
    }
    return undefined;
  }
  const number = Number(match[1]);
  if (number === 0) {
    const message = 'an allotment of nothing closes the departure to partners';
    value.fault({
      code: 'zero_allotment',
      severity: 'warning',
      message,
      suggestion: 'Leave the clause out if that is not meant.',
    });
  }
  if (match[2] === '') return { kind: 'amount', amount: number };
  if (number > 1) {
    const suggestion = number <= 100 ? `Maybe ${number / 100}x was meant.` : undefined;
    value.fault({ code: 'out_of_range', message: 'is more than the whole capacity', allowed: '0x to 1x', suggestion });
  }
  return { kind: 'share', share: Math.min(1, number) };
}

function readRelease(value: YamlValue): { hours: number; keep: number }[] {
  const steps = value.items().map((item) => {
    item.only(['hours', 'keep']);
    return {
      hours: item.get('hours').required().number(0, { max: 2000, suggestion: 'The value is in hours.' }),
      keep: item.get('keep').required().number(1, { max: 1, suggestion: 'Keep is a share, such as 0.5 for half.' }),
    };
  });
  return steps.sort((a, b) => b.hours - a.hours);
}

function checkMatches(context: AgreementContext, on: YamlValue, clause: CapacityClause): void {
  const { trips, deliveries, facilities } = context.network;
  if (clause.pattern === 'delivery') {
    if (deliveries.facility.some((facility) => facilities.party[facility] === clause.party)) return;
    on.fault({
      code: 'matches_nothing',
      severity: 'warning',
      message: 'the party delivers nowhere: delivery.txt has no rows',
    });
    return;
  }
  const pattern = tripPattern(clause.pattern);
  const ids = trips.id.filter((_, trip) => trips.party[trip] === clause.party);
  if (ids.some((id) => pattern.test(id))) return;
  const near = didYouMean(clause.pattern.replaceAll('*', ''), ids.slice(0, 20_000));
  const message = 'no trip of the party matches, so the clause opens nothing';
  on.fault({
    code: 'matches_nothing',
    severity: 'warning',
    message,
    allowed: 'a trip_id, with * for any characters',
    suggestion: near,
  });
}

/** Reads `products`: what of one carrier's products the partner carries. */
export function readProductTerms(context: AgreementContext, value: YamlValue): ProductTerms[] {
  const terms: ProductTerms[] = [];
  for (const item of value.items()) {
    item.only(['id', 'carried_as', 'weight_kg_max', 'longest_side_cm', 'goods_refused', 'cod']);
    const id = item.get('id').required();
    const product = context.products.findIndex((product) => product.id === id.text(''));
    if (product === NONE && !id.isAbsent) {
      const ids = context.products.map((product) => product.id);
      const message = 'there is no such product in interline.yaml';
      id.fault({
        code: 'unknown_reference',
        message,
        allowed: ids.join(', '),
        suggestion: didYouMean(id.text(''), ids),
      });
    }
    if (product !== NONE && terms.some((other) => other.product === product)) {
      id.fault({ code: 'duplicate_id', message: 'the product is given twice' });
    }
    const cod = item.get('cod').only(['allowed', 'amount_max']);
    const refused = item.get('goods_refused');
    const { mask, unknown } = parseGoods(
      refused.isList
        ? refused
            .items()
            .map((goods) => goods.text(''))
            .join(' ')
        : refused.text(''),
    );
    for (const name of unknown) {
      const suggestion = didYouMean(name, GOODS_ALLOWED.split(/[,;] /));
      refused.fault({
        code: 'unknown_value',
        message: 'is no kind of goods',
        value: name,
        allowed: GOODS_ALLOWED,
        suggestion,
      });
    }
    if (product === NONE) continue;
    terms.push({
      product,
      carriedAs: item.get('carried_as').text(id.text('')),
      weightKgMax: item.get('weight_kg_max').number(UNLIMITED),
      longestSideCmMax: item.get('longest_side_cm').number(UNLIMITED),
      goodsRefused: mask,
      codAllowed: cod.get('allowed').boolean(false),
      codAmountMax: cod.get('amount_max').money(UNLIMITED, context.minorPerMajor),
    });
  }
  return terms;
}
