import type { JSX } from 'preact';
import type { State } from '../../domain/custody-event.js';
import { Badge, type Tone } from '../widgets/badge.js';
import { useWords } from '../words/use-words.js';
import type { ListedShipment } from './wire-types.js';

/** Where events have left a parcel, in a word. */
export function StateBadge(props: { readonly state: State | null; readonly isReturning: boolean }): JSX.Element {
  const { t } = useWords();
  const { state, isReturning } = props;
  const word = state === null ? t('parcels.noState') : t(`state.${state}`);
  return (
    <Badge tone={state === null ? 'plain' : TONES[state]}>
      {isReturning ? `${word}, ${t('parcels.returning')}` : word}
    </Badge>
  );
}

const TONES: Readonly<Record<State, Tone>> = {
  booked: 'plain',
  accepted: 'plain',
  at_facility: 'plain',
  in_transit: 'info',
  tendered: 'info',
  received: 'info',
  at_delivery_office: 'info',
  out_for_delivery: 'info',
  attempted: 'late',
  awaiting_collection: 'late',
  held: 'late',
  delivered: 'good',
  returned: 'plain',
  lost: 'bad',
  disposed: 'bad',
  cancelled: 'plain',
};

/** That a parcel is late, will be, or has something else that somebody should look at. */
export function RiskBadge(props: { readonly exceptions: ListedShipment['open_exceptions'] }): JSX.Element | null {
  const { t } = useWords();
  const { exceptions } = props;
  const has = (code: string): boolean => exceptions.some((one) => one.code === code);
  if (has('promise_broken')) return <Badge tone="bad">{t('parcels.late')}</Badge>;
  if (has('promise_at_risk')) return <Badge tone="late">{t('parcels.atRisk')}</Badge>;
  if (exceptions.length === 0) return null;
  return <Badge tone="late">{t('parcels.openExceptions', { count: exceptions.length })}</Badge>;
}
