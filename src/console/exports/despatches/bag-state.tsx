import type { JSX } from 'preact';
import type { z } from '@hono/zod-openapi';
import type { DespatchSchema } from '../../../wire/exports/export-despatches.js';
import { Badge, type Tone } from '../../widgets/badge.js';
import { useWords } from '../../words/use-words.js';

type Bag = z.infer<typeof DespatchSchema>['bags'][number];

const TONES: Readonly<Record<NonNullable<Bag['arrival']>['outcome'], Tone>> = {
  received: 'good',
  missing: 'bad',
  excess: 'late',
  damaged: 'bad',
};

/** Codes of transport statuses that have words here; of others the server's are shown. */
const STATUSES = ['6', '14', '21', '24', '40', '48', '57', '74', '82'] as const;

/** What the post abroad found of a bag, or else the last that its carrier said of it. */
export function BagState({ arrival, transport }: Pick<Bag, 'arrival' | 'transport'>): JSX.Element {
  const { t, formats } = useWords();
  if (arrival !== null) {
    const { outcome, office, at, note } = arrival;
    return (
      <>
        <Badge tone={TONES[outcome]}>{t(`exports.despatch.outcome.${outcome}`)}</Badge>{' '}
        <span class="fine">
          {office}, {formats.instant(at)}
          {note === null ? '' : `: ${note}`}
        </span>
      </>
    );
  }
  if (transport === null) return <span class="fine">{t('exports.despatch.outcome.none')}</span>;
  const known = STATUSES.find((code) => code === transport.status);
  const words = known === undefined ? (transport.meaning ?? transport.status) : t(`exports.despatch.status.${known}`);
  return (
    <>
      {words}{' '}
      <span class="fine">
        {[transport.service, transport.place].filter((one) => one !== null).join(', ')}, {formats.instant(transport.at)}
      </span>
    </>
  );
}
