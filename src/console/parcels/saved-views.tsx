import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useToast } from '../app/toasts.js';
import { useClient } from '../client/client-context.js';
import { useAnswer } from '../client/use-answer.js';
import { Dialog } from '../widgets/dialog.js';
import { faultWords } from '../widgets/fault-words.js';
import { Field } from '../widgets/field.js';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import type { SavedView } from './wire-types.js';

export interface SavedViewsProps {
  readonly page: SavedView['page'];
  /** What a view that is saved now holds. */
  readonly filters: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  /** The address of a view, and of the page without one. */
  readonly addressOf: (view: Pick<SavedView, 'filters' | 'columns'>) => string;
}

/** Views that were saved of a page, each a link; and a way to save this one. */
export function SavedViews({ page, filters, columns, addressOf }: SavedViewsProps): JSX.Element {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const views = useAnswer(async (client) => (await client.listSavedViews({ query: { page } })).body.data, [page]);
  const here = addressOf({ filters, columns: [...columns] });
  const nothing = addressOf({ filters: {}, columns: [] });
  const link = (href: string, words: string): JSX.Element => (
    <a key={href} href={href} aria-current={href === here ? 'page' : undefined}>
      {words}
    </a>
  );
  return (
    <div class="views">
      <nav class="tabs" aria-label={t('views.label')}>
        {link(nothing, t('views.all'))}
        {(views.value ?? []).map((view) => (
          <a key={view.id} href={addressOf(view)} aria-current={addressOf(view) === here ? 'page' : undefined}>
            {view.name}
          </a>
        ))}
        <button type="button" class="link-button" onClick={() => setOpen(true)}>
          <Icon name="plus" size={14} />
          {t('views.save')}
        </button>
      </nav>
      <Dialog title={t('views.saveTitle')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <SaveView
          {...{ page, filters, columns }}
          views={views.value ?? []}
          onChange={views.again}
          onSaved={() => {
            setOpen(false);
            views.again();
          }}
        />
      </Dialog>
    </div>
  );
}

function SaveView(props: {
  readonly page: SavedView['page'];
  readonly filters: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly views: readonly SavedView[];
  readonly onSaved: () => void;
  readonly onChange: () => void;
}): JSX.Element {
  const { t } = useWords();
  const client = useClient();
  const tell = useToast();
  const { organisation } = useSession();
  const { page, filters, columns, views, onSaved, onChange } = props;
  const [fault, setFault] = useState<string>();
  const save = async (form: HTMLFormElement): Promise<void> => {
    const data = new FormData(form);
    const typed = data.get('name');
    const name = typeof typed === 'string' ? typed.trim() : '';
    try {
      const body = { page, name, filters: { ...filters }, columns: [...columns], shared: data.get('shared') !== null };
      await client.createSavedView({ body });
      tell({ tone: 'good', text: t('views.saved', { name }) });
      onSaved();
    } catch (error) {
      setFault(faultWords(error, t).more);
    }
  };
  return (
    <>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save(event.currentTarget);
        }}
      >
        <p>{t('views.saveLede')}</p>
        <Field label={t('views.name')} fault={fault}>
          {(tied) => <input {...tied} name="name" required maxLength={80} autocomplete="off" />}
        </Field>
        <label class="check">
          <input type="checkbox" name="shared" />
          {t('views.shared', { organisation: organisation.name })}
        </label>
        <footer class="row">
          <button type="submit" class="button button-main">
            {t('app.save')}
          </button>
        </footer>
      </form>
      <OwnViews views={views} onChange={onChange} />
    </>
  );
}

/** Views of one's own, which can be deleted. */
function OwnViews(props: { readonly views: readonly SavedView[]; readonly onChange: () => void }): JSX.Element {
  const { t } = useWords();
  const client = useClient();
  const tell = useToast();
  const own = props.views.filter((view) => view.own);
  const remove = async (id: string): Promise<void> => {
    try {
      await client.deleteSavedView({ params: { id } });
      props.onChange();
    } catch (error) {
      tell({ tone: 'bad', text: faultWords(error, t).more });
    }
  };
  return (
    <>
      <h3>{t('views.manage')}</h3>
      {own.length === 0 ? <p class="fine">{t('views.none')}</p> : null}
      <ul class="own-views">
        {own.map(({ id, name, shared }) => (
          <li key={id}>
            <span>{name}</span>
            {shared ? <span class="fine">{t('views.sharedBy')}</span> : null}
            <button
              type="button"
              class="icon-button"
              aria-label={t('views.delete', { name })}
              onClick={() => void remove(id)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
