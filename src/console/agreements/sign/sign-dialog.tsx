import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useSession } from '../../app/session.js';
import { useToast } from '../../app/toasts.js';
import { useAct } from '../../client/use-act.js';
import { useAnswer } from '../../client/use-answer.js';
import { Dialog } from '../../widgets/dialog.js';
import { Failed } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import { DialogButtons } from '../../widgets/dialog-buttons.js';
import type { ActDialogProps } from './act-dialogs.js';
import { SignByCommand, SignByFile, type ReadyToSign } from './sign-ways.js';
import { canSign, hashOfTerms, signVersion } from './signing-key.js';
import { useDays } from '../use-agreements.js';

/** Signs a version for the organisation: in this page with a key file, or with a signature made elsewhere. */
export function SignDialog(props: ActDialogProps): JSX.Element {
  const { t } = useWords();
  const { isOpen, onClose, version } = props;
  return (
    <Dialog title={t('agreements.sign.title', { version: version.version })} isOpen={isOpen} onClose={onClose} isWide>
      <Signing {...props} />
    </Dialog>
  );
}

function Signing({ version, known, onClose, onDone }: ActDialogProps): JSX.Element {
  const { t } = useWords();
  const { date } = useDays();
  const { organisation } = useSession();
  const tell = useToast();
  const { isBusy, error, act } = useAct();
  const [way, setWay] = useState<'file' | 'command'>('file');
  const [ready, setReady] = useState<ReadyToSign | undefined>(undefined);
  const checked = useCheckedTerms(version.id, version.sha256);
  const code = organisation.code ?? '';
  const names = { organisation: organisation.name };
  const go = async (): Promise<void> => {
    if (ready === undefined) return;
    let isInForce = false;
    const isDone = await act(async (client) => {
      const signature =
        ready.kind === 'signature'
          ? ready.signature
          : await signVersion(version, { party: code, signing: ready.signing, signedAt: new Date() });
      const { body } = await client.signAgreement({ params: { id: version.id }, body: signature });
      isInForce = body.state === 'in_force';
    });
    if (!isDone) return;
    const words = isInForce ? t('agreements.sign.inForce', { version: version.version }) : t('agreements.sign.done');
    tell({ tone: 'good', text: words });
    onDone();
  };
  const choose = (next: typeof way): void => {
    setWay(next);
    setReady(undefined);
  };
  return (
    <>
      <p>
        {t('agreements.sign.means', {
          ...names,
          from: date(version.effective_from),
          until: date(version.effective_until),
        })}
      </p>
      <SignedHash sha256={version.sha256} checked={checked} />
      <fieldset class="agreement-ways">
        <legend>{t('agreements.sign.how')}</legend>
        <label class="check">
          <input type="radio" name="way" checked={way === 'file'} onChange={() => choose('file')} />
          {t('agreements.sign.byFile')}
        </label>
        <label class="check">
          <input type="radio" name="way" checked={way === 'command'} onChange={() => choose('command')} />
          {t('agreements.sign.byCommand')}
        </label>
      </fieldset>
      <ChosenWay way={way} version={version} known={known} onReady={setReady} />
      {error === undefined ? null : <Failed error={error} />}
      <footer>
        <DialogButtons
          onClose={onClose}
          isBusy={isBusy || ready === undefined || checked === 'checking' || checked === 'differs'}
          go={() => void go()}
          words={t('agreements.sign.go', names)}
        />
      </footer>
    </>
  );
}

/** What is signed, and whether it is what this page shows. */
function SignedHash({ sha256, checked }: { readonly sha256: string; readonly checked: Checked }): JSX.Element {
  const { t } = useWords();
  return (
    <div>
      <p class="fine">{t('agreements.sign.hash')}</p>
      <code class="agreement-hash">{sha256}</code>
      <p class={checked === 'differs' ? 'fault-words' : 'fine'} role="status">
        {t(`agreements.sign.${checked}`)}
      </p>
    </div>
  );
}

function ChosenWay(props: {
  readonly way: 'file' | 'command';
  readonly version: ActDialogProps['version'];
  readonly known: ActDialogProps['known'];
  readonly onReady: (ready: ReadyToSign | undefined) => void;
}): JSX.Element {
  const { t } = useWords();
  const { organisation } = useSession();
  const support = useAnswer(canSign, []);
  const { way, version, known, onReady } = props;
  if (way === 'command') return <SignByCommand version={version} code={organisation.code ?? ''} onReady={onReady} />;
  if (support.value === false) return <p class="note">{t('agreements.sign.noSupport')}</p>;
  return <SignByFile known={known} onReady={onReady} />;
}

type Checked = 'checking' | 'matches' | 'differs' | 'unable';

/** Whether the terms that this page shows have the hash that is to be signed. */
function useCheckedTerms(id: string, sha256: string): Checked {
  const [checked, setChecked] = useState<Checked>('checking');
  const terms = useAnswer(
    async (client, signal) => (await client.getAgreementTerms({ params: { id }, signal })).body.terms,
    [id],
  );
  useEffect(() => {
    let isGone = false;
    const check = async (): Promise<void> => {
      const found = await hashOfTerms(terms.value).then(
        (hash): Checked => (hash === sha256 ? 'matches' : 'differs'),
        (): Checked => 'unable', // a page that came without TLS may not compute hashes
      );
      if (!isGone) setChecked(found);
    };
    if (terms.value !== undefined) void check();
    return () => {
      isGone = true;
    };
  }, [terms.value, sha256]);
  return checked;
}
