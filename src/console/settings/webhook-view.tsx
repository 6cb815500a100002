import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import type { Acting } from '../client/use-act.js';
import { useAnswer } from '../client/use-answer.js';
import { Field } from '../widgets/field.js';
import { Failed, Shown } from '../widgets/states.js';
import { ConfirmDialog } from '../widgets/confirm-dialog.js';
import { useWords } from '../words/use-words.js';
import { Deliveries } from './deliveries.js';
import { SecretDialog, type Secret } from './secret-dialog.js';
import { useWebhookActs } from './use-webhook-acts.js';
import { ChangeWebhookDialog } from './webhook-dialogs.js';
import { WebhookState } from './webhooks-view.js';
import type { WireWebhook } from '../../wire/notices/webhooks.js';

/** One webhook: what it is, what can be done with it, and what was sent to it. */
export function WebhookView({ id }: { readonly id: string }): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const [turn, setTurn] = useState(0);
  const webhook = useAnswer(async (client, signal) => (await client.getWebhook({ params: { id }, signal })).body, [id]);
  const changed = (): void => {
    webhook.again();
    setTurn((before) => before + 1);
  };
  return (
    <div class="stack">
      <a href="/settings/webhooks">{t('settings.webhooks.back')}</a>
      <Shown answered={webhook}>
        {(found) => (
          <>
            <WebhookFacts webhook={found} />
            {may('webhooks:write') ? <WebhookActs webhook={found} changed={changed} /> : null}
            <Deliveries webhookId={id} turn={turn} />
          </>
        )}
      </Shown>
    </div>
  );
}

function WebhookFacts({ webhook }: { readonly webhook: WireWebhook }): JSX.Element {
  const { t, formats } = useWords();
  const { url, description, types, secrets, created_at: at } = webhook;
  const until = secrets.find(({ expires_at: end }) => end !== null)?.expires_at ?? undefined;
  return (
    <section class="card">
      <h2 class="settings-url">{url}</h2>
      <dl class="settings-facts">
        <dt>{t('settings.webhooks.state')}</dt>
        <dd>
          <WebhookState webhook={webhook} />
        </dd>
        {description === null ? null : (
          <>
            <dt>{t('settings.webhooks.description')}</dt>
            <dd>{description}</dd>
          </>
        )}
        <dt>{t('settings.webhooks.types')}</dt>
        <dd>{types.length === 0 ? t('settings.webhooks.allTypes') : types.join(', ')}</dd>
        <dt>{t('settings.webhooks.since')}</dt>
        <dd>{formats.exactInstant(at)}</dd>
      </dl>
      <p class="fine">
        {t('settings.webhooks.secrets', { count: secrets.length })}
        {until === undefined ? '' : ` · ${t('settings.webhooks.secretUntil', { at: formats.instant(until) })}`}
      </p>
    </section>
  );
}

type Asked = 'change' | 'rotate' | 'remove' | 'replay';

function WebhookActs(props: { readonly webhook: WireWebhook; readonly changed: () => void }): JSX.Element {
  const { t } = useWords();
  const { webhook, changed } = props;
  const isDisabled = webhook.disabled_at !== null;
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const [secret, setSecret] = useState<Secret | undefined>(undefined);
  const acts = useWebhookActs(webhook, { changed, close: () => setAsked(undefined), show: setSecret });
  const { acting } = acts;
  const close = (): void => {
    setAsked(undefined);
    acting.clear();
  };
  return (
    <>
      <div class="row">
        <button
          type="button"
          class="button button-main"
          disabled={acting.isBusy || isDisabled}
          onClick={() => void acts.test()}
        >
          {t('settings.webhooks.test')}
        </button>
        <button type="button" class="button" onClick={() => setAsked('change')}>
          {t('settings.webhooks.change')}
        </button>
        <button type="button" class="button" disabled={isDisabled} onClick={() => setAsked('replay')}>
          {t('settings.webhooks.replay')}
        </button>
        <button type="button" class="button" onClick={() => setAsked('rotate')}>
          {t('settings.webhooks.rotate')}
        </button>
        <button type="button" class="button" disabled={acting.isBusy} onClick={() => void acts.toggle()}>
          {t(isDisabled ? 'settings.webhooks.enable' : 'settings.webhooks.disable')}
        </button>
        <button type="button" class="button button-bad" onClick={() => setAsked('remove')}>
          {t('settings.webhooks.remove')}
        </button>
      </div>
      {acting.error === undefined || asked !== undefined ? null : <Failed error={acting.error} />}
      <HoursDialog asked={asked} acting={acting} onClose={close} rotate={acts.rotate} replay={acts.replay} />
      <ConfirmDialog
        title={t('settings.webhooks.removeTitle')}
        isOpen={asked === 'remove'}
        acting={acting}
        onClose={close}
        go={acts.remove}
        words={t('settings.webhooks.remove')}
        isBad
      >
        <p>{t('settings.webhooks.removeMeans')}</p>
      </ConfirmDialog>
      {asked === 'change' ? (
        <ChangeWebhookDialog
          webhook={webhook}
          onClose={close}
          onChanged={() => {
            close();
            changed();
          }}
        />
      ) : null}
      <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />
    </>
  );
}

const HOURS = { rotate: [24, 0, 1, 72, 168], replay: [1, 24, 72, 168, 720] } as const;

/** Asks for a number of hours: until a secret ends, or since when to send again. */
function HoursDialog(props: {
  readonly asked: Asked | undefined;
  readonly acting: Acting;
  readonly onClose: () => void;
  readonly rotate: (hours: number) => Promise<boolean>;
  readonly replay: (hours: number) => Promise<boolean>;
}): JSX.Element {
  const { t } = useWords();
  const { asked, acting, onClose, rotate, replay } = props;
  const kind = asked === 'replay' ? 'replay' : 'rotate';
  const [hours, setHours] = useState(24);
  return (
    <ConfirmDialog
      title={t(`settings.webhooks.${kind}Title`)}
      isOpen={asked === 'rotate' || asked === 'replay'}
      acting={acting}
      onClose={onClose}
      go={() => (kind === 'rotate' ? rotate(hours) : replay(hours))}
      words={t(`settings.webhooks.${kind}`)}
    >
      <p>{t(`settings.webhooks.${kind}Means`)}</p>
      <Field label={t(kind === 'rotate' ? 'settings.webhooks.rotateHours' : 'settings.webhooks.replayFrom')}>
        {(tied) => (
          <select {...tied} value={hours} onChange={({ currentTarget }) => setHours(Number(currentTarget.value))}>
            {HOURS[kind].map((count) => (
              <option key={count} value={count}>
                {kind === 'rotate' ? t('settings.webhooks.hours', { count }) : count}
              </option>
            ))}
          </select>
        )}
      </Field>
    </ConfirmDialog>
  );
}
