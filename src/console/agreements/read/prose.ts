import { canonicalJson } from '../../../base/canonical-json.js';
import type { AgreementTerms, Amount, CapacityTerms, InterchangeTerms } from '../../../domain/agreement-terms.js';
import type { WordKey } from '../../words/en/all.js';
import { chargeSections } from './prose-charges.js';
import type { Paragraph, ProseTools, Section, Sentence } from './prose-tools.js';

/** An agreement's terms as prose: every clause is said, each sentence knows where its clause stands. */
export function proseOf(terms: AgreementTerms, tools: ProseTools): Section[] {
  const section = (id: string, paragraphs: readonly Paragraph[]): Section => ({
    id,
    title: tools.t(`prose.section.${id}` as WordKey),
    paragraphs,
  });
  return [
    section('parties', [partiesOf(terms, tools)]),
    section('interchange', interchangeOf(terms.interchange, tools)),
    section('products', productsOf(terms, tools)),
    section('capacity', capacityOf(terms, tools)),
    ...chargeSections(terms, tools).map(({ id, paragraphs }) => section(id, paragraphs)),
  ].filter(({ paragraphs }) => paragraphs.length > 0);
}

function partiesOf({ agreement, version, parties, effective, currency }: AgreementTerms, tools: ProseTools): Paragraph {
  const { sentence, list, names, date } = tools;
  const from = date(effective.from);
  return {
    path: 'parties',
    sentences: [
      sentence('parties', 'prose.parties', { agreement, version, parties: list(parties.map(names.partyInFull)) }),
      effective.until === '9999-12-31'
        ? sentence('effective', 'prose.effectiveOpen', { from })
        : sentence('effective', 'prose.effective', { from, until: date(effective.until) }),
      sentence('currency', 'prose.currency', { currency }),
    ],
  };
}

/** Points with the same hours and minutes are told together, then each with its places and its limit. */
function interchangeOf(points: readonly InterchangeTerms[], tools: ProseTools): Paragraph[] {
  const groups = new Map<string, InterchangeTerms[]>();
  for (const point of points) {
    const { directions, windows, minutes, slot_minutes, cutoff } = point;
    const key = canonicalJson({ directions, windows, minutes, slot_minutes, cutoff });
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups.values()].flatMap((group) => [
    commonTerms(group, groups.size === 1, tools),
    ...group.map((point) => placesOf(point, tools)),
  ]);
}

function commonTerms(group: readonly InterchangeTerms[], isAll: boolean, tools: ProseTools): Paragraph {
  const { sentence, list, names, days, unit, t } = tools;
  const [first] = group as [InterchangeTerms];
  const at = `interchange[${first.id}]`;
  const directions = first.directions.map((direction) => {
    const [from = '', to = ''] = direction.split('>');
    return t('prose.direction', { from: names.party(from), to: names.party(to) });
  });
  const windows = first.windows.map(({ days: on, open, close }) => t('prose.window', { days: days(on), open, close }));
  const { manifest_minutes: manifest, grace_minutes: grace } = first.cutoff;
  return {
    path: 'interchange',
    sentences: [
      isAll
        ? sentence('interchange', 'prose.interchange.all', { count: group.length })
        : sentence('interchange', 'prose.interchange.some', { names: list(group.map(({ id }) => id)) }),
      sentence(`${at}.directions`, 'prose.interchange.directions', { directions: list(directions) }),
      sentence(`${at}.windows`, 'prose.interchange.windows', { windows: list(windows) }),
      sentence(`${at}.minutes`, 'prose.interchange.minutes', {
        minutes: unit(first.minutes, 'minute'),
        slot: unit(first.slot_minutes, 'minute'),
      }),
      sentence(`${at}.cutoff`, 'prose.interchange.cutoff', {
        manifest: unit(manifest, 'minute'),
        grace: unit(grace, 'minute'),
      }),
    ],
  };
}

function placesOf({ id, facilities, parcels_per_window: limit }: InterchangeTerms, tools: ProseTools): Paragraph {
  const { sentence, list, names, number, t } = tools;
  const path = `interchange[${id}]`;
  const places = Object.entries(facilities).map(([party, place]) =>
    t('prose.interchange.placeOf', { place: names.place(party, place), party: names.party(party) }),
  );
  return {
    path,
    sentences: [
      sentence(`${path}.facilities`, 'prose.interchange.place', { id, places: list(places) }),
      limit === undefined
        ? sentence(`${path}.parcels_per_window`, 'prose.interchange.noLimit')
        : sentence(`${path}.parcels_per_window`, 'prose.interchange.limit', { count: number(limit) }),
    ],
  };
}

function productsOf({ products }: AgreementTerms, tools: ProseTools): Paragraph[] {
  const { sentence, code, codes, number, money } = tools;
  return products.map((product) => {
    const { id, weight_kg_max: kg, longest_side_cm: cm, goods_refused: goods, cod } = product;
    const path = `products[${id}]`;
    const sentences = [
      sentence(`${path}.carried_as`, 'prose.products.carried', { product: code(id), as: code(product.carried_as) }),
    ];
    if (kg !== undefined && cm !== undefined) {
      sentences.push(sentence(`${path}.weight_kg_max`, 'prose.products.size', { kg: number(kg), cm: number(cm) }));
    } else if (kg !== undefined) {
      sentences.push(sentence(`${path}.weight_kg_max`, 'prose.products.weight', { kg: number(kg) }));
    } else if (cm !== undefined) {
      sentences.push(sentence(`${path}.longest_side_cm`, 'prose.products.side', { cm: number(cm) }));
    }
    sentences.push(
      goods.length === 0
        ? sentence(`${path}.goods_refused`, 'prose.products.refusedNone')
        : sentence(`${path}.goods_refused`, 'prose.products.refused', { goods: codes(goods) }),
    );
    if (!cod.allowed) sentences.push(sentence(`${path}.cod`, 'prose.products.codNone'));
    else if (cod.amount_max === undefined) sentences.push(sentence(`${path}.cod`, 'prose.products.codAny'));
    else sentences.push(sentence(`${path}.cod`, 'prose.products.cod', { amount: money(cod.amount_max) }));
    return { path, sentences };
  });
}

function capacityOf({ capacity, parties }: AgreementTerms, tools: ProseTools): Paragraph[] {
  const paragraphs = capacity.map((clause, at) => clauseOf(clause, `capacity[${at}]`, parties, tools));
  if (capacity.length < 2) return paragraphs;
  return [...paragraphs, { path: 'capacity', sentences: [tools.sentence('capacity', 'prose.capacity.last')] }];
}

function clauseOf(clause: CapacityTerms, path: string, parties: readonly string[], tools: ProseTools): Paragraph {
  const { sentence, names, list, share, unit, days, t } = tools;
  const colon = clause.on.indexOf(':');
  const [party, pattern] = [clause.on.slice(0, colon), clause.on.slice(colon + 1)];
  const isDelivery = pattern === 'delivery';
  const amount = list(amountsOf(clause, tools));
  const values = {
    owner: names.party(party),
    user: list(parties.filter((other) => other !== party).map(names.party)),
    departures: pattern === '*' ? t('prose.capacity.all') : pattern,
    days: days(clause.days),
    amount,
  };
  const kind = isDelivery ? 'delivery' : 'departures';
  const sentences: Sentence[] = [
    sentence(path, amount === '' ? `prose.capacity.${kind}Any` : `prose.capacity.${kind}`, values),
  ];
  const { legs, release, type } = clause;
  if (legs !== undefined && legs !== 'all') {
    const named = list(legs.map((leg) => leg.replace('>', ' → ')));
    sentences.push(sentence(`${path}.legs`, 'prose.capacity.legs', { legs: named }));
  }
  sentences.push({ path: `${path}.type`, text: typeWords(type, tools) });
  if (release.length > 0) {
    const steps = release.map(({ hours, keep }) =>
      t('prose.capacity.step', { share: share(keep), hours: unit(hours, 'hour') }),
    );
    sentences.push(sentence(`${path}.release`, 'prose.capacity.release', { steps: list(steps) }));
  }
  return { path, sentences };
}

function typeWords(type: string, { t }: ProseTools): string {
  return ['hard', 'soft', 'free_sale', 'exchange'].includes(type) ? t(`prose.capacity.type.${type}` as WordKey) : type;
}

function amountsOf(clause: CapacityTerms, { number, share, t }: ProseTools): string[] {
  const words = (measure: 'kg' | 'litres' | 'parcels', amount: Amount): string =>
    typeof amount === 'number'
      ? t(`prose.capacity.${measure}`, { amount: number(amount) })
      : t(`prose.capacity.${measure}Share`, { share: share(Number(amount.slice(0, -1))) });
  return (['kg', 'litres', 'parcels'] as const).flatMap((measure) => {
    const amount = clause[measure];
    return amount === undefined ? [] : [words(measure, amount)];
  });
}
