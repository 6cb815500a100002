import type { Container, PackLimits, PackRefusal, Piece, Yard, YardAct } from '../../domain/container.js';

/** Everything that speaks against an act, nothing when it can be done. Reads the yard, changes nothing. */
export function packRefusals(yard: IndexedYard, act: YardAct, limits: PackLimits): PackRefusal[] {
  switch (act.kind) {
    case 'put':
      return putRefusals(yard, act, limits);
    case 'take': {
      const item = itemOf(yard, act);
      if (item === undefined) return [unknown(act.what, act.item)];
      if (item.container !== act.from) return [refusal('not_inside', `${act.item} is not in ${act.from}`)];
      return openRefusals(yard, act.from, act.party);
    }
    case 'close': {
      const found = openRefusals(yard, act.container, act.party);
      if (found.length > 0) return found;
      const { pieces, containers } = insideOf(yard, act.container);
      if (pieces.length === 0) found.push(refusal('empty', `${act.container} is empty`));
      const open = containers.find(({ status }) => status === 'open');
      if (open) found.push(refusal('open_inside', `${open.id} in ${act.container} is still open`));
      return found;
    }
    case 'seal':
      return sealRefusals(yard, act);
    case 'open': {
      const container = yard.containers.get(act.container);
      if (container === undefined) return [unknown('container', act.container)];
      return container.party === act.party ? [] : [refusal('other_party', `${container.id} is ${container.party}'s`)];
    }
    default:
      return []; // it has come, whatever the yard believed
  }
}

/** All pieces and containers in a container, nested ones too, each once. O(what is in it). */
export function insideOf(
  yard: IndexedYard,
  id: string,
): { readonly pieces: readonly Piece[]; readonly containers: readonly Container[] } {
  const pieces: Piece[] = [];
  const containers: Container[] = [];
  const seen = new Set([id]);
  for (const at of seen) {
    for (const item of yard.inside.get(at) ?? []) {
      const piece = yard.pieces.get(item);
      if (piece?.container === at) pieces.push(piece);
      const container = yard.containers.get(item);
      if (container?.container !== at || seen.has(item)) continue;
      containers.push(container);
      seen.add(item); // the loop goes on with it
    }
  }
  return { pieces, containers };
}

/** A yard with what is directly in each container, so that a burst of scans needs no search. */
export interface IndexedYard extends Yard {
  readonly inside: ReadonlyMap<string, ReadonlySet<string>>; // ids of pieces and containers
}

/** The yard with its index. O(pieces and containers). */
export function indexYard(yard: Yard): IndexedYard {
  const inside = new Map<string, Set<string>>();
  for (const { id, container } of [...yard.pieces.values(), ...yard.containers.values()]) {
    if (container === undefined) continue;
    const ids = inside.get(container);
    if (ids) ids.add(id);
    else inside.set(container, new Set([id]));
  }
  return { containers: yard.containers, pieces: yard.pieces, inside };
}

type PutAct = Extract<YardAct, { kind: 'put' }>;

function putRefusals(yard: IndexedYard, act: PutAct, limits: PackLimits): PackRefusal[] {
  const { what, item: id, into } = act;
  const item = itemOf(yard, act);
  if (item === undefined) return [unknown(what, id)];
  const found = openRefusals(yard, into, act.party);
  const target = yard.containers.get(into);
  if (target === undefined) return found;
  if (item.party !== act.party) found.push(refusal('other_party', `${id} is ${item.party}'s`));
  if (item.container === into) return found;
  if (item.container !== undefined) {
    found.push(refusal('elsewhere', `${id} is in ${item.container}; take it out there first`));
  }
  const adds = what === 'piece' ? { pieces: [item as Piece], containers: [] } : insideOf(yard, id);
  if (what === 'container') {
    const container = item as Container;
    if (container.kind === 'cage') found.push(refusal('cage_in_container', `${id} is a cage and fits into nothing`));
    if (id === into || adds.containers.some((inner) => inner.id === into)) {
      found.push(refusal('cycle', `${into} is in ${id} itself`));
    }
    if (target.contents === 'direct' && (container.opensAt !== target.opensAt || container.contents !== 'direct')) {
      found.push(
        refusal('other_destination', `${into} goes unopened to ${target.opensAt}, ${id} is for ${container.opensAt}`),
      );
    }
  }
  for (const around of [target, ...containersAround(yard, into)]) {
    found.push(...contentRefusals(yard, around, adds.pieces, limits));
  }
  return found;
}

/** Whether a container, with all that it is in, takes more pieces: destination, goods, weight and number. */
function contentRefusals(
  yard: IndexedYard,
  around: Container,
  adds: readonly Piece[],
  limits: PackLimits,
): PackRefusal[] {
  const found: PackRefusal[] = [];
  const inside = insideOf(yard, around.id).pieces.filter((piece) => !adds.includes(piece));
  const strays = ({ sortsAt }: Piece): boolean => sortsAt?.includes(around.opensAt) === false;
  const stray = around.contents === 'direct' ? adds.find(strays) : undefined;
  if (stray) {
    const words = `${around.id} goes unopened to ${around.opensAt}, ${stray.id} is for ${stray.sortsAt?.join(', ')}`;
    found.push(refusal('other_destination', words));
  }
  const apart = new Set([...inside, ...adds].map(({ goods }) => goods & limits.goodsApart));
  if (apart.size > 1)
    found.push(refusal('goods_apart', `goods in ${around.id} would share it that must be kept apart`));
  const weightG = [...inside, ...adds].reduce((sum, piece) => sum + piece.weightG, 0);
  const weightGMax = around.weightGMax ?? limits.weightGMax[around.kind];
  const piecesMax = around.piecesMax ?? limits.piecesMax[around.kind];
  if (weightG > weightGMax)
    found.push(refusal('too_heavy', `${around.id} would weigh ${weightG} g of ${weightGMax} g`));
  const count = inside.length + adds.length;
  if (count > piecesMax) found.push(refusal('too_many', `${around.id} would hold ${count} pieces of ${piecesMax}`));
  return found;
}

function sealRefusals(yard: IndexedYard, act: Extract<YardAct, { kind: 'seal' }>): PackRefusal[] {
  const container = yard.containers.get(act.container);
  if (container === undefined) return [unknown('container', act.container)];
  if (container.party !== act.party) return [refusal('other_party', `${container.id} is ${container.party}'s`)];
  if (container.status === 'sealed' && container.seal === act.seal) return [];
  if (container.status !== 'closed') {
    return [refusal('not_closed', `${container.id} is ${container.status}; only a closed container is sealed`)];
  }
  const other = [...yard.containers.values()].find(({ seal }) => seal === act.seal);
  return other === undefined ? [] : [refusal('seal_used', `seal ${act.seal} is on ${other.id}`)];
}

function openRefusals(yard: IndexedYard, id: string, party: string): PackRefusal[] {
  const container = yard.containers.get(id);
  if (container === undefined) return [unknown('container', id)];
  const found: PackRefusal[] = [];
  if (container.party !== party) found.push(refusal('other_party', `${id} is ${container.party}'s`));
  const shut = [container, ...containersAround(yard, id)].find(({ status }) => status !== 'open');
  if (shut) found.push(refusal('not_open', `${shut.id} is ${shut.status}`));
  return found;
}

/** The containers that a container is in, from the inside out. */
export function containersAround(yard: Pick<Yard, 'containers'>, id: string): Container[] {
  const around: Container[] = [];
  for (let at = yard.containers.get(id)?.container; at !== undefined; at = around.at(-1)?.container) {
    const container = yard.containers.get(at);
    if (container === undefined || around.includes(container)) break;
    around.push(container);
  }
  return around;
}

function itemOf(
  yard: IndexedYard,
  { what, item }: { what: 'piece' | 'container'; item: string },
): Piece | Container | undefined {
  return what === 'piece' ? yard.pieces.get(item) : yard.containers.get(item);
}

function unknown(what: 'piece' | 'container', id: string): PackRefusal {
  return refusal(`unknown_${what}`, `there is no ${what} ${id} here`);
}

function refusal(code: PackRefusal['code'], words: string): PackRefusal {
  return { code, words };
}
