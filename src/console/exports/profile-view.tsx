import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useToast } from '../app/toasts.js';
import { useAct } from '../client/use-act.js';
import { useAnswer } from '../client/use-answer.js';
import { PageHead } from '../widgets/page-head.js';
import { faultsByField } from '../widgets/fault-words.js';
import { Failed, Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { FormContext, type Form } from './form/form-context.js';
import { PROFILE_FIELDS } from './form/form-fields.js';
import { ParcelInput } from './form/form-field.js';
import { SenderSection, TaxSection } from './form/form-sections.js';
import { formOf, readForm, withField, withGoodsField } from './form/form-state.js';
import { currenciesOf, type Tables } from './tables/tables.js';
import { useTables } from './tables/use-tables.js';
import type { Declaration } from './wire-types.js';

/** What every new declaration of the organisation begins with. */
export function ProfileView(): JSX.Element {
  const { t } = useWords();
  const tables = useTables();
  const profile = useAnswer(async (client, signal) => (await client.getExporterProfile({ signal })).body, ['profile']);
  return (
    <div class="page exports">
      <p class="crumb">
        <a href="/exports">{t('exports.back')}</a>
      </p>
      <PageHead title={t('exports.profile')} lede={t('exports.profileLede')} />
      <Shown answered={tables} lines={12}>
        {(known) => (
          <Shown answered={profile} lines={12}>
            {(saved) => <ProfileForm tables={known} saved={saved} />}
          </Shown>
        )}
      </Shown>
    </div>
  );
}

function ProfileForm(props: { readonly tables: Tables; readonly saved: Declaration }): JSX.Element {
  const { t } = useWords();
  const tell = useToast();
  const acting = useAct();
  const { tables, saved } = props;
  const [state, change] = useState(() => formOf(saved));
  const faults = faultsByField(acting.error);
  const form = useMemo(
    (): Form => ({
      state,
      tables,
      change,
      faults,
      isTried: true,
      setField: (path, value) => change((before) => withField(before, path, value)),
      setGoods: (row, path, value) => change((before) => withGoodsField(before, row, path, value)),
    }),
    [state, tables, acting.error],
  );
  const save = async (): Promise<void> => {
    const { declaration } = readForm(state, PROFILE_FIELDS);
    const isDone = await acting.act(async (client) => {
      await client.putExporterProfile({ body: declaration });
    });
    if (isDone) tell({ tone: 'good', text: t('exports.profileSaved') });
  };
  return (
    <FormContext.Provider value={form}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <SenderSection />
        <TaxSection isProfile />
        <div class="card export-grid">
          <ParcelInput path="currency" choices={currenciesOf(tables).map((code) => [code, code] as const)} />
        </div>
        {acting.error === undefined || faults.size > 0 ? null : <Failed error={acting.error} />}
        <p>
          <button type="submit" class="button button-main" disabled={acting.isBusy}>
            {t('app.save')}
          </button>
        </p>
      </form>
    </FormContext.Provider>
  );
}
