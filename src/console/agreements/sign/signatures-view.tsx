import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AgreementSignature } from '../../../domain/agreement-act.js';
import { useAnswer } from '../../client/use-answer.js';
import { Badge, type Tone } from '../../widgets/badge.js';
import { CopyButton } from '../../widgets/copy-button.js';
import { DataTable } from '../../widgets/data-table.js';
import { Icon } from '../../widgets/icon.js';
import { Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import type { VersionProps } from '../version-props.js';
import { download } from '../download.js';
import { canSign, hashOfTerms, isSignatureOf } from './signing-key.js';
import { useDays, type PartyKey } from '../use-agreements.js';

type Finding = 'checking' | 'fits' | 'bad' | 'unknown_key' | 'unable';

const TONES: Readonly<Record<Finding, Tone>> = {
  checking: 'plain',
  fits: 'good',
  bad: 'bad',
  unknown_key: 'bad',
  unable: 'plain',
};

interface SignatureFile {
  readonly agreement: string;
  readonly version: number;
  readonly sha256: string;
  readonly terms: Readonly<Record<string, unknown>>;
  readonly signatures: readonly AgreementSignature[];
}

/** Who signed, whether that holds, and what was done when. */
export function SignaturesView({ version, known }: VersionProps): JSX.Element {
  const { t } = useWords();
  const { id, state, signed_by: signed } = version;
  const answered = useAnswer(
    async (client, signal) => {
      const [file, acts] = await Promise.all([
        client.getAgreementSignatures({ params: { id }, signal }),
        client.listAgreementActs({ params: { id }, signal }),
      ]);
      return { file: file.body, acts: acts.body.data };
    },
    [id, state, signed],
  );
  return (
    <Shown answered={answered} lines={10}>
      {({ file, acts }) => (
        <div class="stack">
          <Signatures file={file} version={version} known={known} />
          <section class="card">
            <h2>{t('agreements.history.title')}</h2>
            <ol class="agreement-history">
              {acts.map((act) => (
                <Act key={act.id} act={act} party={known.nameOf(act.party_id)} />
              ))}
            </ol>
          </section>
        </div>
      )}
    </Shown>
  );
}

function Signatures(props: Omit<VersionProps, 'again'> & { readonly file: SignatureFile }): JSX.Element {
  const { t, formats } = useWords();
  const { file, version, known } = props;
  const findings = useFindings(file, known.keys);
  const rows = version.party_ids.map((partyId) => {
    const code = known.carriers.find(({ id }) => id === partyId)?.code ?? '';
    return { partyId, signature: file.signatures.find(({ party }) => party === code) };
  });
  return (
    <section class="card stack">
      <DataTable
        caption={t('agreements.signatures.title')}
        rows={rows}
        keyOf={({ partyId }) => partyId}
        columns={[
          {
            key: 'party',
            header: t('agreements.signatures.party'),
            isHeader: true,
            cell: ({ partyId }) => known.nameOf(partyId),
          },
          {
            key: 'key',
            header: t('agreements.signatures.key'),
            cell: ({ signature }) =>
              signature === undefined ? '–' : <KeyName name={signature.key} keys={known.keys} />,
          },
          {
            key: 'at',
            header: t('agreements.signatures.at'),
            cell: ({ signature }) => (signature === undefined ? '–' : formats.exactInstant(signature.signed_at)),
          },
          {
            key: 'check',
            header: t('agreements.signatures.check'),
            cell: ({ signature }) => {
              if (signature === undefined) return <Badge>{t('agreements.signatures.missing')}</Badge>;
              const finding = findings.get(signature.party) ?? 'checking';
              return <Badge tone={TONES[finding]}>{t(`agreements.signatures.${finding}`)}</Badge>;
            },
          },
        ]}
      />
      <div>
        <p class="fine">{t('agreements.signatures.hash')}</p>
        <div class="row">
          <code class="agreement-hash">{file.sha256}</code>
          <CopyButton text={file.sha256} />
        </div>
      </div>
      <p class="fine">{t('agreements.signatures.more')}</p>
      <div class="row">
        <button
          type="button"
          class="button"
          onClick={() =>
            download(
              `${file.agreement}-${file.version}.signatures.json`,
              `${JSON.stringify(file, undefined, 2)}\n`,
              'application/json',
            )
          }
        >
          <Icon name="download" size={16} />
          {t('agreements.signatures.download')}
        </button>
      </div>
    </section>
  );
}

function KeyName({ name, keys }: { readonly name: string; readonly keys: readonly PartyKey[] }): JSX.Element {
  const known = keys.find(({ key }) => key === name);
  return (
    <>
      <code>{name}</code>
      {known === undefined ? null : <span class="fine"> {known.name}</span>}
    </>
  );
}

/** What this browser finds of each signature, by party: nothing is taken from the server's word. */
function useFindings(file: SignatureFile, keys: readonly PartyKey[]): ReadonlyMap<string, Finding> {
  const [findings, setFindings] = useState<ReadonlyMap<string, Finding>>(new Map());
  useEffect(() => {
    let isGone = false;
    const check = async (): Promise<void> => {
      const found = new Map<string, Finding>();
      for (const signature of file.signatures) found.set(signature.party, await findingOf(file, signature, keys));
      if (!isGone) setFindings(found);
    };
    void check();
    return () => {
      isGone = true;
    };
  }, [file, keys]);
  return findings;
}

async function findingOf(
  file: SignatureFile,
  signature: AgreementSignature,
  keys: readonly PartyKey[],
): Promise<Finding> {
  if (!(await canSign())) return 'unable';
  const key = keys.find((one) => one.key === signature.key && one.party === signature.party);
  if (key === undefined) return 'unknown_key';
  if ((await hashOfTerms(file.terms)) !== file.sha256) return 'bad';
  return (await isSignatureOf(file, signature, key.public_pem)) ? 'fits' : 'bad';
}

interface ToldAct {
  readonly kind: 'drafted' | 'proposed' | 'countered' | 'signed' | 'withdrawn' | 'terminated';
  readonly key: string | null;
  readonly last_day: string | null;
  readonly at: string;
}

function Act({ act, party }: { readonly act: ToldAct; readonly party: string }): JSX.Element {
  const { t, formats } = useWords();
  const { date } = useDays();
  const { kind, key, last_day: lastDay, at } = act;
  return (
    <li>
      <time dateTime={at}>{formats.exactInstant(at)}</time>
      <span>
        {t(`agreements.history.${kind}`, { party, key: key ?? '', day: lastDay === null ? '' : date(lastDay) })}
      </span>
    </li>
  );
}
