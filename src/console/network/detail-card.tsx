import type { JSX } from 'preact';
import { CodeCard } from './code-card.js';
import { DepartureCard } from './departure-card.js';
import { FacilityCard } from './facility-card.js';
import { InterchangeCard } from './interchange-card.js';
import type { Selection } from './network-state.js';
import type { CardProps } from './card-frame.js';

/** What is looked at closely. */
export function DetailCard({
  selection,
  ...props
}: Omit<CardProps, 'id'> & { readonly selection: Selection }): JSX.Element {
  const given = { ...props, id: selection.id, key: `${selection.kind} ${selection.id}` };
  switch (selection.kind) {
    case 'facility':
      return <FacilityCard {...given} />;
    case 'departure':
      return <DepartureCard {...given} />;
    case 'interchange':
      return <InterchangeCard {...given} />;
    default:
      return <CodeCard {...given} />;
  }
}
