import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { NOTICE_TYPES, type NoticeType } from '../../domain/notice.js';
import { useToast } from '../app/toasts.js';
import { useAct } from '../client/use-act.js';
import { ConfirmDialog } from '../widgets/confirm-dialog.js';
import { faultsByField, fieldFaultWords } from '../widgets/fault-words.js';
import { TextField } from '../widgets/text-field.js';
import { useWords } from '../words/use-words.js';
import type { Secret } from './secret-dialog.js';
import type { WireWebhook } from '../../wire/notices/webhooks.js';

/** Adds a webhook; its secret is shown once. */
export function AddWebhookDialog(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onMade: (made: Secret & { readonly id: string }) => void;
}): JSX.Element {
  const { t } = useWords();
  const { isOpen, onClose, onMade } = props;
  const acting = useAct();
  const [draft, setDraft] = useState(EMPTY);
  const go = async (): Promise<void> => {
    let made = { id: '', secret: '' };
    const isDone = await acting.act(async (client) => {
      const { url, about, types } = draft;
      const described = about === '' ? {} : { description: about };
      const { body } = await client.createWebhook({ body: { url, types: [...types], ...described } });
      made = { id: body.webhook.id, secret: body.secret };
    });
    if (!isDone) return;
    onMade({ ...made, title: t('settings.webhooks.made'), more: t('settings.webhooks.madeMore') });
    setDraft(EMPTY);
  };
  return (
    <ConfirmDialog
      title={t('settings.webhooks.add')}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('settings.webhooks.add')}
      isReady={draft.url !== ''}
      isFaultShown={faultsByField(acting.error).size > 0}
    >
      <DraftFields draft={draft} onChange={setDraft} error={acting.error} />
    </ConfirmDialog>
  );
}

/** Changes where a webhook is sent to, what it is called, and what it is sent. Its secret stays. */
export function ChangeWebhookDialog(props: {
  readonly webhook: WireWebhook;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}): JSX.Element {
  const { t } = useWords();
  const tell = useToast();
  const { webhook, onClose, onChanged } = props;
  const acting = useAct();
  const [draft, setDraft] = useState<Draft>({
    url: webhook.url,
    about: webhook.description ?? '',
    types: webhook.types,
  });
  const go = async (): Promise<void> => {
    const { url, about, types } = draft;
    const isDone = await acting.act(async (client) => {
      const body = { url, types: [...types], description: about === '' ? null : about };
      await client.changeWebhook({ params: { id: webhook.id }, body });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('settings.webhooks.changed') });
    onChanged();
  };
  return (
    <ConfirmDialog
      title={t('settings.webhooks.changeTitle')}
      isOpen
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('app.save')}
      isReady={draft.url !== ''}
      isFaultShown={faultsByField(acting.error).size > 0}
    >
      <DraftFields draft={draft} onChange={setDraft} error={acting.error}>
        {draft.url === webhook.url ? null : <p class="note">{t('settings.webhooks.changeMeans')}</p>}
      </DraftFields>
    </ConfirmDialog>
  );
}

interface Draft {
  readonly url: string;
  readonly about: string;
  readonly types: readonly NoticeType[]; // all when empty
}

const EMPTY: Draft = { url: '', about: '', types: [] };

function DraftFields(props: {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly error: unknown;
  /** Said of the address. */
  readonly children?: ComponentChildren;
}): JSX.Element {
  const wording = useWords();
  const { t } = wording;
  const { draft, onChange, error, children } = props;
  return (
    <>
      <TextField
        label={t('settings.webhooks.url')}
        hint={t('settings.webhooks.urlHint')}
        fault={fieldFaultWords(faultsByField(error).get('url'), wording)}
        type="url"
        lengthMax={2000}
        value={draft.url}
        onChange={(url) => onChange({ ...draft, url })}
      />
      {children}
      <TextField
        label={t('settings.webhooks.description')}
        isOptional
        lengthMax={200}
        value={draft.about}
        onChange={(about) => onChange({ ...draft, about })}
      />
      <NoticeTypes types={draft.types} onChange={(types) => onChange({ ...draft, types })} />
    </>
  );
}

function NoticeTypes(props: {
  readonly types: readonly NoticeType[];
  readonly onChange: (types: readonly NoticeType[]) => void;
}): JSX.Element {
  const { t } = useWords();
  const { types, onChange } = props;
  return (
    <fieldset class="settings-choices">
      <legend>{t('settings.webhooks.types')}</legend>
      <p class="fine">{t('settings.webhooks.typesHint')}</p>
      <div class="settings-scopes">
        {NOTICE_TYPES.filter((type) => type !== 'webhook.test').map((type) => (
          <label key={type} class="check">
            <input
              type="checkbox"
              checked={types.includes(type)}
              onChange={({ currentTarget }) =>
                onChange(NOTICE_TYPES.filter((one) => (one === type ? currentTarget.checked : types.includes(one))))
              }
            />
            <code>{type}</code>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
