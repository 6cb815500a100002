import type { JSX } from 'preact';
import { useSession } from '../../app/session.js';
import { download } from '../../agreements/download.js';
import { useAct } from '../../client/use-act.js';
import { Icon } from '../../widgets/icon.js';
import { Failed } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import { openPdf } from './open-pdf.js';
import type { DocumentKind, ExportDetails } from '../wire-types.js';

/** Documents of a filed export, to print, and as data. */
export function ExportDocuments({ details }: { readonly details: ExportDetails }): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const acting = useAct();
  const { id, item, documents } = details;
  const print = (document: DocumentKind): Promise<boolean> =>
    acting.act(async (client) => {
      openPdf((await client.getExportPdf({ params: { id, document }, query: { omission: 'accept' } })).body);
    });
  const save = (document: DocumentKind): Promise<boolean> =>
    acting.act(async (client) => {
      const { body } = await client.getExportDocument({ params: { id, document } });
      download(`${item ?? id}-${document}.json`, JSON.stringify(body, undefined, 2), 'application/json');
    });
  return (
    <section class="card" aria-labelledby="export-documents">
      <h2 id="export-documents">{t('exports.documents')}</h2>
      {documents.length === 0 ? <p>{t('exports.noDocuments')}</p> : null}
      {documents.length > 0 && !may('labels:print') ? <p>{t('exports.mayNotPrint')}</p> : null}
      {may('labels:print') ? (
        <ul class="export-documents">
          {documents.map((document) => (
            <li key={document}>
              <button
                type="button"
                class={document === 'label' ? 'button button-main' : 'button'}
                disabled={acting.isBusy}
                onClick={() => void print(document)}
              >
                <Icon name="print" size={16} />
                {t(`exports.document.${document}`)}
              </button>
              <button
                type="button"
                class="icon-button"
                title={t('exports.asData')}
                aria-label={`${t(`exports.document.${document}`)}: ${t('exports.asData')}`}
                disabled={acting.isBusy}
                onClick={() => void save(document)}
              >
                <Icon name="download" size={16} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {acting.error === undefined ? null : <Failed error={acting.error} />}
    </section>
  );
}
