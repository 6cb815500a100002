import type { JSX } from 'preact';
import { useAnswer } from '../../client/use-answer.js';
import { CopyButton } from '../../widgets/copy-button.js';
import { Icon } from '../../widgets/icon.js';
import { Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import type { VersionProps } from '../version-props.js';
import { lineAnchor } from './clause-worths.js';
import { download } from '../download.js';
import { useTarget } from './use-target.js';

/** The text of a version as it was uploaded, with its lines numbered. */
export function TextView({ version }: VersionProps): JSX.Element {
  const { t } = useWords();
  const { id, agreement, version: number } = version;
  const text = useAnswer(
    async (client, signal) => (await client.getAgreementText({ params: { id }, signal })).body,
    [id],
  );
  const target = useTarget(text.value);
  return (
    <Shown answered={text} lines={16}>
      {(found) => (
        <section class="stack">
          <div class="row">
            <p class="fine agreement-grow">{t('agreements.text.lede')}</p>
            <button
              type="button"
              class="button"
              onClick={() => download(`${agreement}-${number}.yaml`, found, 'application/yaml')}
            >
              <Icon name="download" size={16} />
              {t('agreements.text.download')}
            </button>
            <CopyButton text={found} />
          </div>
          <div
            class="agreement-text"
            tabIndex={0}
            role="region"
            aria-label={t('agreements.text.caption', { name: t('agreements.version', { agreement, version: number }) })}
          >
            <ol>
              {found
                .replace(/\n$/, '')
                .split('\n')
                .map((line, index) => (
                  <li
                    key={index}
                    id={lineAnchor(index + 1)}
                    class={target === lineAnchor(index + 1) ? 'agreement-target' : ''}
                  >
                    <code>{line === '' ? ' ' : line}</code>
                  </li>
                ))}
            </ol>
          </div>
        </section>
      )}
    </Shown>
  );
}
