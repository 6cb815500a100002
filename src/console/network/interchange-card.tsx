import type { JSX } from 'preact';
import { useAnswer } from '../client/use-answer.js';
import { Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { CardFrame, Facts, type CardProps } from './card-frame.js';
import { windowsOf } from './flow-details.js';
import { instantOf } from './flows.js';
import { FullnessMeter } from './fullness-meter.js';

/** Where parcels change hands: who meets, when, how full each window of the day is, and by when to be there. */
export function InterchangeCard({ id, flows, sec, onSelect }: CardProps): JSX.Element {
  const { t, formats } = useWords();
  const answered = useAnswer(
    (client) => client.getNetworkInterchange({ params: { id } }).then(({ body }) => body),
    [id],
  );
  const index = flows.header.interchanges.findIndex((point) => point.id === id);
  const day = Math.floor(sec / 86_400);
  const windows = windowsOf(flows, index, day);
  return (
    <CardFrame
      over={t('network.interchangePoint', { id })}
      title={flows.header.interchanges[index]?.name ?? id}
      onClose={() => onSelect(undefined)}
    >
      <Shown answered={answered} lines={6}>
        {(point) => (
          <>
            <h3>{t('network.windowsOf', { day: formats.day(instantOf(flows, day * 86_400 + 43_200)) })}</h3>
            <ul class="network-windows">
              {windows.map(({ opensSec, closesSec, room, used, own }) => (
                <li key={opensSec} class={opensSec <= sec && sec < closesSec ? 'network-under-way' : ''}>
                  <time>
                    {formats.time(instantOf(flows, opensSec))}–{formats.time(instantOf(flows, closesSec))}
                  </time>
                  <FullnessMeter share={room === undefined ? undefined : used / Math.max(1, room)} />
                  <span class="fine">
                    {t('network.windowLoad', { used, room: room === undefined ? '–' : formats.number(room), own })}
                  </span>
                </li>
              ))}
              {windows.length === 0 ? <li class="fine">{t('network.windowsNone')}</li> : null}
            </ul>
            <Facts
              facts={[
                ...point.facilities.map((facility): readonly [string, JSX.Element] => [
                  flows.header.parties.find(({ id: code }) => code === facility.party)?.id ?? facility.party,
                  <button
                    key={facility.id}
                    type="button"
                    class="network-link"
                    onClick={() => onSelect({ kind: 'facility', id: facility.id })}
                  >
                    {facility.name}
                  </button>,
                ]),
                [t('network.manifestBefore'), formats.duration(point.manifest_minutes)],
                [t('network.grace'), point.grace_minutes === 0 ? null : formats.duration(point.grace_minutes)],
                [t('network.transfer'), formats.duration(point.transfer_minutes)],
                [
                  t('network.perWindow'),
                  point.parcels_per_window === null ? null : formats.number(point.parcels_per_window),
                ],
              ]}
            />
          </>
        )}
      </Shown>
    </CardFrame>
  );
}
