import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../../app/session.js';
import { useToast } from '../../app/toasts.js';
import { useAct } from '../../client/use-act.js';
import { Badge } from '../../widgets/badge.js';
import { DataTable, type Column } from '../../widgets/data-table.js';
import { Field } from '../../widgets/field.js';
import { ConfirmDialog } from '../../widgets/confirm-dialog.js';
import { TextField } from '../../widgets/text-field.js';
import { useWords, type Wording } from '../../words/use-words.js';
import { download } from '../download.js';
import { makeSigningKey } from './signing-key.js';
import type { Agreements, Organisation, PartyKey } from '../use-agreements.js';

interface KeysProps {
  readonly known: Agreements;
  readonly again: () => void;
}

/** Public keys of all carriers; own ones are made, registered and revoked here. */
export function KeysView({ known, again }: KeysProps): JSX.Element {
  const { t } = useWords();
  const { organisation, may } = useSession();
  const [asked, setAsked] = useState<'make' | 'register' | undefined>(undefined);
  const maySign = may('agreements:sign') && organisation.kind === 'carrier';
  const carriers = known.carriers.toSorted(
    (a, b) => Number(b.id === organisation.id) - Number(a.id === organisation.id),
  );
  const close = (): void => setAsked(undefined);
  const done = (): void => {
    close();
    again();
  };
  return (
    <div class="stack">
      <p class="lede">{t('agreements.keys.lede')}</p>
      {maySign ? (
        <div class="row">
          <button type="button" class="button button-main" onClick={() => setAsked('make')}>
            {t('agreements.keys.make')}
          </button>
          <button type="button" class="button" onClick={() => setAsked('register')}>
            {t('agreements.keys.register')}
          </button>
        </div>
      ) : null}
      {carriers.map((carrier) => (
        <KeyTable
          key={carrier.id}
          carrier={carrier}
          keys={known.keys.filter(({ party_id: party }) => party === carrier.id)}
          again={maySign && carrier.id === organisation.id ? again : undefined}
        />
      ))}
      <MakeKeyDialog isOpen={asked === 'make'} onClose={close} onDone={done} />
      <RegisterKeyDialog isOpen={asked === 'register'} onClose={close} onDone={done} />
    </div>
  );
}

function KeyTable(props: {
  readonly carrier: Organisation;
  readonly keys: readonly PartyKey[];
  /** Given where keys may be revoked. */
  readonly again: (() => void) | undefined;
}): JSX.Element {
  const wording = useWords();
  const { t } = wording;
  const { carrier, keys, again } = props;
  const [revoking, setRevoking] = useState<PartyKey | undefined>(undefined);
  const revokeColumn: Column<PartyKey> = {
    key: 'do',
    header: '',
    isNumber: true,
    cell: (key) =>
      key.revoked_at === null ? (
        <button type="button" class="button button-bad" onClick={() => setRevoking(key)}>
          {t('agreements.keys.revoke')}
        </button>
      ) : null,
  };
  return (
    <section class="card">
      {keys.length === 0 ? (
        <>
          <h2>{t('agreements.keys.own', { organisation: carrier.name })}</h2>
          <p>{t('agreements.keys.none')}</p>
        </>
      ) : (
        <DataTable
          caption={t('agreements.keys.own', { organisation: carrier.name })}
          rows={keys}
          keyOf={({ id }) => id}
          columns={[...keyColumns(wording), ...(again === undefined ? [] : [revokeColumn])]}
        />
      )}
      <RevokeKeyDialog
        partyKey={revoking}
        onClose={() => setRevoking(undefined)}
        onDone={() => {
          setRevoking(undefined);
          again?.();
        }}
      />
    </section>
  );
}

function keyColumns({ t, formats }: Wording): Column<PartyKey>[] {
  return [
    { key: 'key', header: t('agreements.keys.column.key'), isHeader: true, cell: ({ key }) => <code>{key}</code> },
    {
      key: 'name',
      header: t('agreements.keys.column.name'),
      cell: ({ name, synthetic }) => (
        <>
          {name} {synthetic ? <Badge>{t('agreements.keys.synthetic')}</Badge> : null}
        </>
      ),
    },
    {
      key: 'at',
      header: t('agreements.keys.column.at'),
      cell: ({ registered_at: at }) => formats.exactInstant(at),
    },
    {
      key: 'state',
      header: t('agreements.keys.column.state'),
      cell: ({ revoked_at: at }) =>
        at === null ? (
          <Badge tone="good">{t('agreements.keys.valid')}</Badge>
        ) : (
          <Badge tone="bad">{t('agreements.keys.revoked', { day: formats.day(at) })}</Badge>
        ),
    },
  ];
}

function RevokeKeyDialog(props: {
  readonly partyKey: PartyKey | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
}): JSX.Element {
  const { t } = useWords();
  const tell = useToast();
  const acting = useAct();
  const { partyKey, onClose, onDone } = props;
  const key = partyKey?.key ?? '';
  const go = async (): Promise<void> => {
    const isDone = await acting.act(async (client) => {
      await client.revokePartyKey({ params: { id: partyKey?.id ?? '' } });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('agreements.keys.revoked.done', { key }) });
    onDone();
  };
  return (
    <ConfirmDialog
      title={t('agreements.keys.revokeTitle', { key })}
      isOpen={partyKey !== undefined}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('agreements.keys.revoke')}
      isBad
    >
      <p>{t('agreements.keys.revokeMeans')}</p>
    </ConfirmDialog>
  );
}

interface KeyDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Makes a key in this page: its private half becomes a file, its public half is registered. */
function MakeKeyDialog({ isOpen, onClose, onDone }: KeyDialogProps): JSX.Element {
  const { t } = useWords();
  const { organisation } = useSession();
  const tell = useToast();
  const acting = useAct();
  const [name, setName] = useState('');
  const go = async (): Promise<void> => {
    let made = '';
    const file = (key: string): string => `${organisation.code ?? 'key'}.${key}.private.pem`;
    const isDone = await acting.act(async (client) => {
      const { key, publicPem, privatePem } = await makeSigningKey();
      download(file(key), privatePem, 'application/x-pem-file');
      await client.registerPartyKey({ body: { name, public_pem: publicPem } });
      made = key;
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('agreements.keys.made', { key: made, file: file(made) }) });
    setName('');
    onDone();
  };
  return (
    <ConfirmDialog
      title={t('agreements.keys.make')}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('agreements.keys.makeGo')}

      isReady={name !== ''}
    >
      <p>{t('agreements.keys.makeMeans')}</p>
      <KeyName value={name} onChange={setName} />
    </ConfirmDialog>
  );
}

/** Registers the public half of a key that was made elsewhere. */
function RegisterKeyDialog({ isOpen, onClose, onDone }: KeyDialogProps): JSX.Element {
  const { t } = useWords();
  const tell = useToast();
  const acting = useAct();
  const [name, setName] = useState('');
  const [pem, setPem] = useState('');
  const [isPrivate, setPrivate] = useState(false);
  const read = (text: string): void => {
    const isSecret = text.includes('PRIVATE KEY'); // it must not leave the page
    setPrivate(isSecret);
    setPem(isSecret ? '' : text);
  };
  const go = async (): Promise<void> => {
    let key = '';
    const isDone = await acting.act(async (client) => {
      key = (await client.registerPartyKey({ body: { name, public_pem: pem } })).body.key;
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('agreements.keys.registered', { key }) });
    onDone();
  };
  return (
    <ConfirmDialog
      title={t('agreements.keys.register')}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('agreements.keys.register')}

      isReady={name !== '' && pem !== ''}
    >
      <KeyName value={name} onChange={setName} />
      <Field
        label={t('agreements.keys.publicFile')}
        hint={t('agreements.keys.publicHint')}
        fault={isPrivate ? t('agreements.keys.isPrivate') : undefined}
      >
        {(tied) => (
          <input
            {...tied}
            type="file"
            accept=".pem"
            onChange={({ currentTarget }) => void currentTarget.files?.[0]?.text().then(read)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}

function KeyName(props: { readonly value: string; readonly onChange: (name: string) => void }): JSX.Element {
  const { t } = useWords();
  return (
    <TextField
      label={t('agreements.keys.name')}
      hint={t('agreements.keys.nameHint')}
      lengthMax={100}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
