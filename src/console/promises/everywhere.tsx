import type { JSX } from 'preact';
import { unpackColumns } from '../../wire/http/columns.js';
import { useSession } from '../app/session.js';
import { useAnswer } from '../client/use-answer.js';
import { usePlaces } from '../map/use-places.js';
import { faultsByField } from '../widgets/fault-words.js';
import { Empty, Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { DaysMap } from './days-map.js';
import { PromiseForm, type PromiseFormProps } from './promise-form.js';
import { requestOf } from './promise-question.js';

/** Days from one place to every postal code, as a map and in shares. */
export function Everywhere({ asked, ask }: Pick<PromiseFormProps, 'asked' | 'ask'>): JSX.Element {
  const { t } = useWords();
  const { workspace } = useSession();
  const request = requestOf({ ...asked, to: '' }, { timeZone: workspace.time_zone });
  const places = usePlaces();
  const days = useAnswer(
    async (client) => {
      if (request === undefined) return undefined;
      const { origin: from, product, weight_g, ready_at: readyAt } = request;
      const query = { from, product, weight_g, ...(readyAt === undefined ? {} : { ready_at: readyAt }) };
      const { columns } = unpackColumns((await client.mapPromises({ query })).body);
      return { together: columns['together'] as Uint8Array, alone: columns['alone'] as Uint8Array };
    },
    [request ?? ''],
  );
  const faults = new Map([...faultsByField(days.error)].map(([field, { message }]) => [field, message]));
  const isRefused = faults.size > 0 && days.state === 'failed';
  return (
    <>
      <PromiseForm asked={asked} ask={ask} hasTo={false} faults={isRefused ? faults : new Map()} />
      {request === undefined ? (
        <Empty icon="promise" title={t('promises.map.start')}>
          <p>{t('promises.map.startMore')}</p>
        </Empty>
      ) : isRefused ? null : (
        <Shown answered={places} lines={14}>
          {(known) => (
            <Shown answered={days} lines={14}>
              {(columns) => (columns === undefined ? null : <DaysMap places={known} days={columns} asked={asked} />)}
            </Shown>
          )}
        </Shown>
      )}
    </>
  );
}
