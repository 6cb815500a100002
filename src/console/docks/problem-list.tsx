import type { z } from '@hono/zod-openapi';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Client } from '../../wire/call-route.js';
import type { DiscrepancySchema } from '../../wire/handovers.js';
import { useSession } from '../app/session.js';
import { useClient } from '../client/client-context.js';
import { useAnswer } from '../client/use-answer.js';
import { useNotices } from '../client/use-notices.js';
import { Badge } from '../widgets/badge.js';
import { Icon } from '../widgets/icon.js';
import { Empty, Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { scaledPhoto } from './photo.js';
import type { ScanList } from './scan-list.js';
import { useActing } from './use-acting.js';

type Discrepancy = z.infer<typeof DiscrepancySchema>;

/** What is not as it was manifested, with evidence, and what the two sides can do about it. */
export function ProblemList(props: {
  readonly id: string;
  readonly list: ScanList;
  readonly isArrival: boolean;
  /** Changes when something was sent. */
  readonly sentKey: number;
}): JSX.Element {
  const { t } = useWords();
  const { id, list, isArrival, sentKey } = props;
  const answered = useAnswer(
    async (client, signal) => (await client.getHandover({ params: { id }, signal })).body,
    [id],
  );
  const { again } = answered;
  useEffect(again, [sentKey, again]);
  useNotices(['handover.changed'], again);
  const numbers = new Map(list.pieces.ids.map((piece, index) => [piece, list.pieces.tracking_numbers[index] ?? piece]));
  return (
    <Shown answered={answered}>
      {({ discrepancies }) =>
        discrepancies.length === 0 ? (
          <Empty icon="check" title={t('docks.noProblems')}>
            <p>{t('docks.noProblemsMore')}</p>
          </Empty>
        ) : (
          <ul class="dock-problems">
            {discrepancies.map((one) => (
              <li key={one.key} class="card">
                <Problem
                  id={id}
                  one={one}
                  name={numbers.get(one.item) ?? one.item}
                  isArrival={isArrival}
                  onDone={again}
                />
              </li>
            ))}
          </ul>
        )
      }
    </Shown>
  );
}

const TONES = { open: 'late', disputed: 'info', stands: 'bad', falls: 'good', split: 'plain' } as const;

interface ProblemProps {
  readonly id: string;
  readonly one: Discrepancy;
  readonly name: string;
  readonly isArrival: boolean;
  readonly onDone: () => void;
}

function Problem(props: ProblemProps): JSX.Element {
  const { t, formats } = useWords();
  const { may } = useSession();
  const { one, name } = props;
  const isOpen = one.status === 'open' || one.status === 'disputed';
  return (
    <>
      <p class="row">
        <strong>{t(`docks.code.${one.code}`)}</strong>
        <Badge tone={TONES[one.status]}>{t(`docks.dispute.${one.status}`)}</Badge>
        <span class="fine">{formats.instant(one.told_at)}</span>
      </p>
      <p>
        <span class="mono">{name}</span>
        {one.found_at === null ? null : ` · ${t('docks.found', { time: formats.instant(one.found_at) })}`}
      </p>
      {one.evidence.length === 0 ? null : (
        <p class="dock-evidence">
          {one.evidence.map(({ ref, sha256 }) =>
            sha256 === undefined ? <span key={ref}>{ref}</span> : <EvidencePicture key={ref} id={ref} />,
          )}
        </p>
      )}
      {may('disputes:write') && isOpen ? <ProblemActions {...props} /> : null}
    </>
  );
}

/** The giver disputes with evidence or gives in; the receiver may drop what it told; both may share it. */
function ProblemActions({ id, one, isArrival, onDone }: ProblemProps): JSX.Element {
  const { t } = useWords();
  const client = useClient();
  const { isAsking, act } = useActing();
  const params = { id };
  const told = (): { id: string; device_time: string; discrepancy: string } => {
    const at = new Date();
    return { id: `office:${at.getTime().toString(36)}`, device_time: at.toISOString(), discrepancy: one.key };
  };
  const propose = (outcome: 'stands' | 'falls' | 'split'): void =>
    act(async () => {
      await client.proposeOutcome({ params, body: { ...told(), outcome } });
      onDone();
    });
  const dispute = (file: File | undefined): void => {
    if (file === undefined) return;
    act(async () => {
      const evidence_id = await kept(client, id, file);
      const kind = file.type === 'application/pdf' ? ('document' as const) : ('photo' as const);
      await client.disputeDiscrepancy({ params, body: { ...told(), evidence: [{ kind, evidence_id }] } });
      onDone();
    });
  };
  return (
    <div class="row">
      {!isArrival && one.status === 'open' ? (
        <label class="button dock-photo" aria-disabled={isAsking}>
          <Icon name="camera" /> {t('docks.dispute.withEvidence')}
          <input
            type="file"
            accept="image/*,application/pdf"
            disabled={isAsking}
            onChange={({ currentTarget }) => dispute(currentTarget.files?.[0])}
          />
        </label>
      ) : null}
      <button type="button" class="button" disabled={isAsking} onClick={() => propose(isArrival ? 'falls' : 'stands')}>
        {t(isArrival ? 'docks.dispute.drop' : 'docks.dispute.accept')}
      </button>
      {one.status === 'disputed' ? (
        <button type="button" class="button" disabled={isAsking} onClick={() => propose('split')}>
          {t('docks.dispute.proposeSplit')}
        </button>
      ) : null}
    </div>
  );
}

/** Keeps a picture or document of a handover, and gives its id. */
async function kept(client: Client, id: string, file: File): Promise<string> {
  const body =
    file.type === 'application/pdf'
      ? { content_type: 'application/pdf' as const, content: await base64Of(file) }
      : await scaledPhoto(file).then(({ contentType, content }) => ({ content_type: contentType, content }));
  return (await client.addEvidence({ params: { id }, body })).body.id;
}

async function base64Of(file: Blob): Promise<string> {
  const text = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file cannot be read.')));
    reader.readAsDataURL(file);
  });
  return text.slice(text.indexOf(',') + 1);
}

/** A photo of a handover, or a link to a document. */
function EvidencePicture({ id }: { readonly id: string }): JSX.Element | null {
  const { t } = useWords();
  const answered = useAnswer(
    async (client, signal) => (await client.getEvidence({ params: { id }, signal })).body,
    [id],
  );
  const { value } = answered;
  if (value === undefined) return <span class="dock-picture" />;
  const address = `data:${value.content_type};base64,${value.content}`;
  if (value.content_type === 'application/pdf') {
    return (
      <a class="button" href={address} download={`${id}.pdf`}>
        {t('docks.document')}
      </a>
    );
  }
  return <img class="dock-picture" src={address} alt={t('docks.photoAlt')} />;
}
