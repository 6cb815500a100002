import type { JSX } from 'preact';
import type { getNetworkPostalCode } from '../../wire/network/network.js';
import type { BodyOf } from '../../wire/http/operation.js';
import { useAnswer } from '../client/use-answer.js';
import { Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { daysWords } from './days-words.js';
import { CardFrame, Facts, SelectButton, type CardProps } from './card-frame.js';
import type { Flows } from './flows.js';

type PostalCode = BodyOf<typeof getNetworkPostalCode>;

const SHOWN = 8;

/** A postal code: who collects and delivers there, by when, and own parcels that go there. */
export function CodeCard({ id, flows, onSelect }: CardProps): JSX.Element {
  const { t, formats } = useWords();
  const answered = useAnswer(
    (client) => client.getNetworkPostalCode({ params: { id } }).then(({ body }) => body),
    [id],
  );
  return (
    <CardFrame over={t('network.codeLong')} title={id} onClose={() => onSelect(undefined)}>
      <Shown answered={answered} lines={6}>
        {(code) => {
          const row = flows.codes.row.indexOf(code.column);
          return (
            <>
              <Facts
                facts={[
                  [t('network.offices'), formats.number(code.office_count)],
                  [t('network.parcelsHere'), row < 0 ? null : formats.number(flows.codes.parcels[row])],
                  [
                    t('network.lateHere'),
                    row < 0 || flows.codes.late[row] === 0 ? null : formats.number(flows.codes.late[row]),
                  ],
                  [
                    t('network.acceptsUntil'),
                    code.collected
                      .map(({ accept_by }) => accept_by)
                      .sort()
                      .at(-1),
                  ],
                ]}
              />
              <Deliveries code={code} flows={flows} onSelect={onSelect} />
              <p>
                <a class="button" href={`/promise?to=${id}`}>
                  {t('network.promiseTo', { code: id })}
                </a>
              </p>
            </>
          );
        }}
      </Shown>
    </CardFrame>
  );
}

function Deliveries(props: {
  readonly code: PostalCode;
  readonly flows: Flows;
  readonly onSelect: CardProps['onSelect'];
}): JSX.Element {
  const { t, formats } = useWords();
  const { code, flows, onSelect } = props;
  const { parties } = flows.header;
  return (
    <>
      <h3>{t('network.deliveredBy')}</h3>
      {code.delivered.length === 0 ? <p class="fine">{t('network.deliveredByNone')}</p> : null}
      <ul class="network-next">
        {code.delivered
          .slice(0, SHOWN)
          .map(({ facility, name, party, load_by: loadBy, deliver_by: deliverBy, days }) => (
            <li
              key={facility}
              class={`party-${
                Math.max(
                  0,
                  parties.findIndex(({ id }) => id === party),
                ) % 4
              }`}
            >
              <SelectButton
                class="party-dot"
                selection={{ kind: 'facility', id: facility }}
                words={name}
                onSelect={onSelect}
              />
              <span class="fine">{t('network.rounds', { loadBy, deliverBy, days: daysWords(formats, days) })}</span>
            </li>
          ))}
      </ul>
      {code.delivered_count > SHOWN ? (
        <p class="fine">{t('network.andMore', { count: code.delivered_count - SHOWN })}</p>
      ) : null}
    </>
  );
}
