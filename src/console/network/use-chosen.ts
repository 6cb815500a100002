import { useEffect, useState } from 'preact/hooks';
import { useClient } from '../client/client-context.js';
import type { MapPlaces } from '../map/map-places.js';
import type { Box } from '../map/mercator.js';
import type { Flows } from './flows.js';
import type { Selection } from './network-state.js';

/** What is looked at closely, as the map shows it. */
export interface Chosen {
  readonly place: { readonly x: number; readonly y: number; readonly label: string } | undefined;
  /** Lines from and to these stand out. */
  readonly facilities: ReadonlySet<number>;
  /** True where only lines between them do, as along a departure. */
  readonly isWay: boolean;
  readonly box: Box | undefined;
}

/** Around a place: some 60 km. */
const AROUND = 0.0016;

/** Finds where a selection is; a departure is where all its calls are. */
export function useChosen(places: MapPlaces, flows: Flows, selection: Selection | undefined): Chosen | undefined {
  const client = useClient();
  const [chosen, setChosen] = useState<Chosen>();
  useEffect(() => {
    let isGone = false;
    const find = async (): Promise<readonly [readonly number[], string]> => {
      if (selection === undefined) return [[], ''];
      if (selection.kind === 'interchange') {
        const point = flows.header.interchanges.find(({ id }) => id === selection.id);
        return [point?.facilities ?? [], point?.name ?? ''];
      }
      if (selection.kind === 'departure') {
        const { body } = await client.getNetworkDeparture({ params: { id: selection.id } });
        return [body.calls.map(({ column }) => column), ''];
      }
      const { body } = await client.getNetworkFacility({ params: { id: selection.id } });
      return [[body.column], body.name];
    };
    if (selection?.kind === 'code') {
      const row = places.codeRow.get(selection.id);
      setChosen(row === undefined ? undefined : chosenAt(places.codeX[row], places.codeY[row], selection.id));
      return undefined;
    }
    find().then(
      ([rows, label]) => isGone || setChosen(chosenOf(places, rows, label, selection?.kind === 'departure')),
      () => isGone || setChosen(undefined), // its card says why
    );
    return () => {
      isGone = true;
    };
  }, [client, places, flows, selection?.kind, selection?.id]);
  return chosen;
}

function chosenAt(x: number, y: number, label: string): Chosen | undefined {
  if (Number.isNaN(x)) return undefined;
  const box = { left: x - AROUND, top: y - AROUND, right: x + AROUND, bottom: y + AROUND };
  return { place: { x, y, label }, facilities: new Set(), isWay: false, box };
}

function chosenOf({ x, y }: MapPlaces, rows: readonly number[], label: string, isWay: boolean): Chosen | undefined {
  const placed = rows.filter((row) => !Number.isNaN(x[row]));
  const [first] = placed;
  if (first === undefined) return undefined;
  const xs = placed.map((row) => x[row]);
  const ys = placed.map((row) => y[row]);
  const box = {
    left: Math.min(...xs) - AROUND,
    top: Math.min(...ys) - AROUND,
    right: Math.max(...xs) + AROUND,
    bottom: Math.max(...ys) + AROUND,
  };
  return { place: { x: x[first], y: y[first], label }, facilities: new Set(placed), isWay, box };
}
