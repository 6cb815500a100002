import type { JSX } from 'preact';
import { useAnswer } from '../../client/use-answer.js';
import { Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';

/** Every version that was filed, the newest first, with why it was amended. */
export function ExportVersions(props: { readonly id: string; readonly version: number }): JSX.Element {
  const { t, formats } = useWords();
  const { id, version } = props;
  const told = useAnswer(
    async (client, signal) => (await client.listExportVersions({ params: { id }, signal })).body.data,
    [id, version],
  );
  return (
    <section class="card" aria-labelledby="export-versions">
      <h2 id="export-versions">{t('exports.versions')}</h2>
      <Shown answered={told} lines={3}>
        {(versions) => (
          <ol class="export-timeline">
            {versions.toReversed().map((one) => (
              <li key={one.version}>
                <time dateTime={one.filed_at}>{formats.instant(one.filed_at)}</time>
                <div>
                  <strong>{t('exports.version', { version: one.version })}</strong>
                  {one.reason === null ? null : <p class="export-reason">{one.reason}</p>}
                </div>
              </li>
            ))}
          </ol>
        )}
      </Shown>
    </section>
  );
}
