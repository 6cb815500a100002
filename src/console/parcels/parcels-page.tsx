import type { JSX } from 'preact';
import { useLocation, useRoute } from 'preact-iso';
import { ParcelList } from './parcel-list.js';
import { ParcelPage } from './parcel-page.js';
import './parcels.css';

/** Parcels: the list, or the one that the address names. */
export function ParcelsPage(): JSX.Element {
  const { query } = useLocation();
  const { id } = useRoute().params;
  return id === undefined ? <ParcelList query={query} /> : <ParcelPage key={id} id={id} />;
}
