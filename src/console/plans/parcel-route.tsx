import type { JSX } from 'preact';
import { useAnswer } from '../client/use-answer.js';
import { Badge } from '../widgets/badge.js';
import { Figure, Figures } from '../widgets/figure.js';
import { Icon } from '../widgets/icon.js';
import { Empty, Shown } from '../widgets/states.js';
import { Timetable } from '../widgets/timetable.js';
import { useWords } from '../words/use-words.js';
import { PinButton } from './pin-button.js';
import { shortId } from './pins.js';

/** The route of one parcel in a plan, as a timetable over both networks. */
export function ParcelRoute(props: { readonly planId: string; readonly shipmentId: string }): JSX.Element {
  const { planId, shipmentId } = props;
  const { t, tCode, formats } = useWords();
  const route = useAnswer(
    async (client) => (await client.getPlanRoute({ params: { id: planId, shipment: shipmentId } })).body,
    [planId, shipmentId],
  );
  return (
    <Shown answered={route}>
      {(told) => (
        <div class="stack plans-route">
          <section class="card">
            <header class="plans-reason">
              <h2>{t('plans.routeOf', { id: shipmentId })}</h2>
              <span class="row">
                <Badge tone={told.status === 'on_time' ? 'good' : told.status === 'late' ? 'late' : 'bad'}>
                  {tCode('plans.status', told.status)}
                </Badge>
                {told.assigned ? <Badge tone="info">{t('plans.travels')}</Badge> : null}
              </span>
            </header>
            {told.reason === null ? null : (
              <p>
                <strong>{tCode('reason', told.reason)}.</strong> {tCode('reasonMore', told.reason)}
              </p>
            )}
            <Figures>
              <Figure label={t('plans.due')} value={formats.instant(told.due_at)} />
              <Figure
                label={t('plans.arrives')}
                value={told.arrives_at === null ? t('plans.never') : formats.instant(told.arrives_at)}
              />
              <Figure label={t('plans.cost')} value={formats.money(told.cost_minor)} />
              <Figure label={t('plans.carriedBy')} value={tCode('plans.carriage', told.carried_by)} />
            </Figures>
            <p class="row">
              <a href={`/parcels/${shipmentId}`}>{t('plans.toParcel')}</a>
              <PinButton parcel={{ id: shipmentId, name: shortId(shipmentId) }} />
              <button type="button" class="button" onClick={() => print()}>
                <Icon name="print" size={16} />
                {t('plans.print')}
              </button>
            </p>
          </section>
          <section class="card">
            <h2>{t('timetable.title')}</h2>
            {told.steps.length === 0 ? (
              <Empty icon="truck" title={t('plans.noRoute')}>
                <p>{tCode('plans.noRouteMore', told.carried_by)}</p>
              </Empty>
            ) : (
              <Timetable
                caption={t('timetable.title')}
                rows={told.steps.map((step) => ({
                  at: step.at,
                  what: step.kind,
                  place: step.place_name,
                  placeId: step.place,
                  party: step.custodian ?? step.place.split(':')[0],
                  by: step.name ?? undefined,
                  mode: step.mode,
                }))}
              />
            )}
          </section>
        </div>
      )}
    </Shown>
  );
}
