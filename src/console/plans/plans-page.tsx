import type { JSX } from 'preact';
import { useRoute } from 'preact-iso';
import { PlanList } from './plan-list.js';
import { PlanView } from './plan-view.js';
import './plans.css';

/** Plans: the list, and what `/plans/{id}` and the views below it show of one. */
export function PlansPage(): JSX.Element {
  const { params } = useRoute();
  const { id, view, shipment } = params;
  return id === undefined ? <PlanList /> : <PlanView key={id} id={id} view={view ?? ''} shipment={shipment} />;
}
