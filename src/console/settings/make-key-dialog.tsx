import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Scope } from '../../wire/people/scopes.js';
import { useSession } from '../app/session.js';
import { useAct } from '../client/use-act.js';
import { Field } from '../widgets/field.js';
import { ConfirmDialog } from '../widgets/confirm-dialog.js';
import { TextField } from '../widgets/text-field.js';
import { useWords } from '../words/use-words.js';
import { isReading, scopeGroups, scopesFor, type Mode } from './scope-groups.js';
import type { Secret } from './secret-dialog.js';

/** Makes an API key with some of the scopes of whoever makes it. */
export function MakeKeyDialog(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onMade: (secret: Secret) => void;
}): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const { isOpen, onClose, onMade } = props;
  const acting = useAct();
  const [name, setName] = useState('');
  const [mode, setMode] = useState<Mode>('test');
  const [chosen, setChosen] = useState<ReadonlySet<Scope>>(new Set());
  const possible = scopesFor(mode, may);
  const scopes = possible.filter((scope) => chosen.has(scope));
  const go = async (): Promise<void> => {
    let secret = '';
    const isDone = await acting.act(async (client) => {
      secret = (await client.createApiKey({ body: { name, mode, scopes } })).body.secret;
    });
    if (!isDone) return;
    onMade({ title: t('settings.keys.made', { name }), more: t('settings.keys.madeMore'), secret });
    setName('');
    setChosen(new Set());
  };
  return (
    <ConfirmDialog
      title={t('settings.keys.make')}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('settings.keys.make')}
      isReady={name !== '' && scopes.length > 0}
      isWide
    >
      <TextField
        label={t('settings.keys.name')}
        hint={t('settings.keys.nameHint')}
        lengthMax={100}
        value={name}
        onChange={setName}
      />
      <Field label={t('settings.keys.mode')} hint={t('settings.keys.modeHint')}>
        {(tied) => (
          <select
            {...tied}
            value={mode}
            onChange={({ currentTarget }) => setMode(currentTarget.value === 'live' ? 'live' : 'test')}
          >
            <option value="test">{t('settings.keys.mode.test')}</option>
            <option value="live">{t('settings.keys.mode.live')}</option>
          </select>
        )}
      </Field>
      <Scopes possible={possible} chosen={chosen} onChange={setChosen} />
    </ConfirmDialog>
  );
}

function Scopes(props: {
  readonly possible: readonly Scope[];
  readonly chosen: ReadonlySet<Scope>;
  readonly onChange: (chosen: ReadonlySet<Scope>) => void;
}): JSX.Element {
  const { t } = useWords();
  const { possible, chosen, onChange } = props;
  return (
    <fieldset class="settings-choices">
      <legend>{t('settings.keys.scopes')}</legend>
      <div class="row">
        <button type="button" class="button" onClick={() => onChange(new Set(possible.filter(isReading)))}>
          {t('settings.keys.reading')}
        </button>
        <button type="button" class="button" onClick={() => onChange(new Set(possible))}>
          {t('settings.keys.everything')}
        </button>
        <button type="button" class="button" onClick={() => onChange(new Set())}>
          {t('settings.keys.nothing')}
        </button>
      </div>
      <div class="settings-scopes">
        {scopeGroups(possible).map(({ topic, scopes }) => (
          <div key={topic}>
            {scopes.map((scope) => (
              <label key={scope} class="check">
                <input
                  type="checkbox"
                  checked={chosen.has(scope)}
                  onChange={({ currentTarget }) => {
                    const next = new Set(chosen);
                    if (currentTarget.checked) next.add(scope);
                    else next.delete(scope);
                    onChange(next);
                  }}
                />
                <code>{scope}</code>
              </label>
            ))}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
