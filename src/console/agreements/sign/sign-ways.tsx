import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { AgreementSignature } from '../../../domain/agreement-act.js';
import { useSession } from '../../app/session.js';
import { useAct } from '../../client/use-act.js';
import { useClient } from '../../client/client-context.js';
import { CopyButton } from '../../widgets/copy-button.js';
import { Field } from '../../widgets/field.js';
import { Icon } from '../../widgets/icon.js';
import { Failed } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import type { Version } from '../agreement-state.js';
import { download } from '../download.js';
import { signatureInFile, type UploadFault } from './signature-upload.js';
import { KeyFaultError, readSigningKey, type KeyFault, type SigningKey } from './signing-key.js';
import type { Agreements, PartyKey } from '../use-agreements.js';

/** What is needed to sign: a key to do it with now, or a signature that was made elsewhere. */
export type ReadyToSign =
  | { readonly kind: 'key'; readonly signing: SigningKey }
  | { readonly kind: 'signature'; readonly signature: AgreementSignature };

type OnReady = (ready: ReadyToSign | undefined) => void;

/** A private key is read from a file, and its public half must be registered. */
export function SignByFile({ known, onReady }: { readonly known: Agreements; readonly onReady: OnReady }): JSX.Element {
  const { t } = useWords();
  const { organisation } = useSession();
  const { isBusy, error, act } = useAct();
  const [fault, setFault] = useState<KeyFault | undefined>(undefined);
  const [chosen, setChosen] = useState<{ readonly signing: SigningKey; readonly file: string } | undefined>(undefined);
  const [registered, setRegistered] = useState<string | undefined>(undefined);
  const own = known.keys.find(({ key, party_id: party }) => key === chosen?.signing.key && party === organisation.id);
  const read = async (file: File | undefined): Promise<void> => {
    onReady(undefined);
    setChosen(undefined);
    setFault(undefined);
    if (file === undefined) return;
    try {
      const signing = await readSigningKey(await file.text());
      setChosen({ signing, file: file.name });
      const match = known.keys.find(({ key, party_id: party }) => key === signing.key && party === organisation.id);
      if (match !== undefined && match.revoked_at === null) onReady({ kind: 'key', signing });
    } catch (caught) {
      setFault(caught instanceof KeyFaultError ? caught.fault : 'no_pem');
    }
  };
  const register = async (signing: SigningKey, file: string): Promise<void> => {
    const isDone = await act(async (client) => {
      await client.registerPartyKey({ body: { name: file, public_pem: signing.publicPem } });
    });
    if (!isDone) return;
    setRegistered(signing.key);
    onReady({ kind: 'key', signing });
  };
  return (
    <div class="stack">
      <Field
        label={t('agreements.sign.file')}
        hint={t('agreements.sign.fileHint')}
        fault={fault === undefined ? undefined : t(`agreements.sign.fault.${fault}`)}
      >
        {(tied) => (
          <input
            {...tied}
            type="file"
            accept=".pem"
            onChange={({ currentTarget }) => void read(currentTarget.files?.[0])}
          />
        )}
      </Field>
      {chosen === undefined ? null : (
        <ChosenKey
          name={chosen.signing.key}
          own={own}
          isRegistered={registered === chosen.signing.key}
          isBusy={isBusy}
          register={() => void register(chosen.signing, chosen.file)}
        />
      )}
      {error === undefined ? null : <Failed error={error} />}
    </div>
  );
}

/** A key that was chosen: what it is registered as, or the way to register it. */
function ChosenKey(props: {
  readonly name: string;
  readonly own: PartyKey | undefined;
  /** True where it was registered just now. */
  readonly isRegistered: boolean;
  readonly isBusy: boolean;
  readonly register: () => void;
}): JSX.Element {
  const { t } = useWords();
  const { name, own, isRegistered, isBusy, register } = props;
  const unknown = t(isRegistered ? 'agreements.keys.valid' : 'agreements.sign.keyUnknown');
  const state =
    own === undefined
      ? unknown
      : t(own.revoked_at === null ? 'agreements.sign.keyKnown' : 'agreements.sign.keyRevoked', { name: own.name });
  return (
    <>
      <p role="status">
        <Icon name="key" size={16} /> {t('agreements.sign.key', { key: name })} · {state}
      </p>
      {own === undefined && !isRegistered ? (
        <div>
          <button type="button" class="button" disabled={isBusy} onClick={register}>
            {t('agreements.sign.register')}
          </button>
        </div>
      ) : null}
    </>
  );
}

/** The text is signed by the command line, and the file that came out is chosen. */
export function SignByCommand(props: {
  readonly version: Version;
  readonly code: string;
  readonly onReady: OnReady;
}): JSX.Element {
  const { t } = useWords();
  const { version, code, onReady } = props;
  const client = useClient();
  const [fault, setFault] = useState<UploadFault | undefined>(undefined);
  const name = `${version.agreement}-${version.version}`;
  const command = `interline agreement sign ${name}.yaml --party ${code} --key keys/${code}.private.pem`;
  const save = async (): Promise<void> => {
    const { body } = await client.getAgreementText({ params: { id: version.id } });
    download(`${name}.yaml`, body, 'application/yaml');
  };
  const read = async (file: File | undefined): Promise<void> => {
    onReady(undefined);
    setFault(undefined);
    if (file === undefined) return;
    const found = signatureInFile(await file.text(), { party: code, sha256: version.sha256 });
    if (typeof found === 'string') setFault(found);
    else onReady({ kind: 'signature', signature: found });
  };
  return (
    <ol class="agreement-steps">
      <li>
        <p>{t('agreements.sign.step1')}</p>
        <button type="button" class="button" onClick={() => void save()}>
          <Icon name="download" size={16} />
          {t('agreements.text.download')}
        </button>
      </li>
      <li>
        <p>{t('agreements.sign.step2')}</p>
        <code class="agreement-command">{command}</code>
        <CopyButton text={command} />
      </li>
      <li>
        <p>{t('agreements.sign.step3')}</p>
        <Field
          label={t('agreements.sign.signatureFile')}
          hint={t('agreements.sign.signatureHint', { code })}
          fault={fault === undefined ? undefined : t(`agreements.sign.fault.${fault}`, { code })}
        >
          {(tied) => (
            <input
              {...tied}
              type="file"
              accept=".json"
              onChange={({ currentTarget }) => void read(currentTarget.files?.[0])}
            />
          )}
        </Field>
      </li>
    </ol>
  );
}
