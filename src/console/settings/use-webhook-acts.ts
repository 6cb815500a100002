import { useLocation } from 'preact-iso';
import type { Client } from '../../wire/http/call-route.js';
import { useToast } from '../app/toasts.js';
import { useAct, type Acting } from '../client/use-act.js';
import { useWords } from '../words/use-words.js';
import type { Secret } from './secret-dialog.js';
import type { WireWebhook } from '../../wire/notices/webhooks.js';

/** What can be done with a webhook. Each tells whether it went well; what it did is told by itself. */
export interface WebhookActing {
  readonly acting: Acting;
  readonly test: () => Promise<boolean>;
  readonly toggle: () => Promise<boolean>;
  readonly rotate: (hours: number) => Promise<boolean>;
  readonly replay: (hours: number) => Promise<boolean>;
  readonly remove: () => Promise<void>;
}

const HOUR_MS = 3_600_000;

/** Acts on a webhook; `changed` is called when it is another one than before, `show` with a secret that is shown once. */
export function useWebhookActs(
  { id, disabled_at: disabledAt }: WireWebhook,
  page: { readonly changed: () => void; readonly close: () => void; readonly show: (secret: Secret) => void },
): WebhookActing {
  const { t } = useWords();
  const { route } = useLocation();
  const tell = useToast();
  const acting = useAct();
  const params = { id };
  const run = async (body: (client: Client) => Promise<string | undefined>): Promise<boolean> => {
    let words: string | undefined;
    const isDone = await acting.act(async (client) => {
      words = await body(client);
    });
    if (!isDone) return false;
    page.close();
    if (words !== undefined) tell({ tone: 'good', text: words });
    page.changed();
    return true;
  };
  return {
    acting,
    test: () =>
      run(async (client) => {
        await client.testWebhook({ params });
        return t('settings.webhooks.tested');
      }),
    toggle: () =>
      run(async (client) => {
        await client.changeWebhook({ params, body: { disabled: disabledAt === null } });
        return undefined;
      }),
    rotate: (hours) =>
      run(async (client) => {
        const { secret } = (await client.rotateWebhookSecret({ params, body: { old_for_hours: hours } })).body;
        page.show({ title: t('settings.webhooks.rotated'), more: t('settings.webhooks.madeMore'), secret });
        return undefined;
      }),
    replay: (hours) =>
      run(async (client) => {
        const since = new Date(Date.now() - hours * HOUR_MS).toISOString();
        const { count } = (await client.replayWebhook({ params, body: { since } })).body;
        return t('settings.webhooks.replayed', { count });
      }),
    remove: async () => {
      const isDone = await acting.act(async (client) => {
        await client.deleteWebhook({ params });
      });
      if (!isDone) return;
      tell({ tone: 'good', text: t('settings.webhooks.removed') });
      route('/settings/webhooks');
    },
  };
}
