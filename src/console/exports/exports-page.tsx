import type { JSX } from 'preact';
import { useRoute } from 'preact-iso';
import { Empty } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { DespatchForm } from './despatches/despatch-form.js';
import { DespatchList } from './despatches/despatch-list.js';
import { ExportFormPage } from './form/export-form.js';
import { ExportList } from './list/export-list.js';
import { ExportPage } from './detail/export-page.js';
import { ProfileView } from './profile-view.js';
import { TablesView } from './tables/tables-view.js';
import { UploadView } from './list/upload-view.js';
import './exports.css';

/** Exports by post: the list, one of them, its form, the profile, or many by a file; the address says which. */
export function ExportsPage(): JSX.Element {
  const { t } = useWords();
  const { id, view } = useRoute().params;
  if (id === undefined) return <ExportList />;
  if (id === 'profile') return <ProfileView />;
  if (id === 'upload') return <UploadView />;
  if (id === 'despatches' && view === undefined) return <DespatchList />;
  if (id === 'despatches' && view === 'new') return <DespatchForm />;
  if (id === 'tables') return <TablesView view={view} />;
  if (view === undefined) return <ExportPage key={id} id={id} />;
  if (view === 'edit' || view === 'amend') return <ExportFormPage key={id} id={id} isAmending={view === 'amend'} />;
  return <Empty title={t('app.notFound')}>{t('app.notFoundMore')}</Empty>;
}
