import type { JSX } from 'preact';
import type { WireFault } from '../../../wire/http/problem.js';
import { Badge } from '../../widgets/badge.js';
import { useWords } from '../../words/use-words.js';
import { fieldKey, faultText, lineOf } from './faults.js';

/** What is still in the way of filing; each line leads to its field. */
export function FaultList(props: {
  readonly faults: ReadonlyMap<string, WireFault>;
  readonly warnings: readonly WireFault[];
  readonly goTo: (path: string) => void;
}): JSX.Element {
  const wording = useWords();
  const { t, tCode } = wording;
  const { faults, warnings, goTo } = props;
  if (faults.size === 0) {
    return (
      <>
        <p role="status">
          <Badge tone="good">{t('exports.ready')}</Badge>
        </p>
        <Warnings warnings={warnings} />
      </>
    );
  }
  return (
    <>
      <h2 aria-live="polite">{t('exports.open', { count: faults.size })}</h2>
      <ul class="export-faults">
        {[...faults].map(([path, fault]) => {
          const line = lineOf(path);
          const name = tCode('exports.field', fieldKey(path));
          return (
            <li key={path}>
              <button type="button" onClick={() => goTo(path)}>
                {line === undefined ? name : `${name} (${t('exports.line', { number: line })})`}
              </button>
              {fault.code === 'missing_value' ? null : <span class="fault-words">{faultText(fault, wording)}</span>}
            </li>
          );
        })}
      </ul>
      <Warnings warnings={warnings} />
    </>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly WireFault[] }): JSX.Element | null {
  const wording = useWords();
  if (warnings.length === 0) return null;
  return (
    <>
      <h3 class="late">{wording.t('exports.warnings')}</h3>
      <ul>
        {warnings.map((fault) => (
          <li key={`${fault.pointer} ${fault.code}`}>
            {wording.tCode('exports.field', fieldKey((fault.pointer ?? '').replace(/^#\//, '')))}:{' '}
            {faultText(fault, wording)}
          </li>
        ))}
      </ul>
    </>
  );
}
