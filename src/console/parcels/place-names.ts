import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Names of the places that a parcel's events and route speak of. */
export const PlaceNames = createContext<ReadonlyMap<string, string>>(new Map());

/** Names a place; where none is known, its code is told. */
export function usePlaceName(): (place: string) => string {
  const names = useContext(PlaceNames);
  return (place) => names.get(place) ?? place;
}
