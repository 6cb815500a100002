import type { JSX } from 'preact';
import { useWords } from '../../words/use-words.js';
import { PrintSheet } from './print-sheet.js';
import type { Letter, ScanList } from '../scan/scan-list.js';

/** A handover as this device knows it, as a list on paper: containers with seals, and pieces with where they are. */
export function HandoverSheet({ list }: { readonly list: ScanList }): JSX.Element {
  const { t, formats } = useWords();
  const { containers, pieces } = list;
  const title = `${list.giver_place} → ${list.receiver_place}`;
  const rows = [
    ...containers.ssccs.map((name, index) => ({
      name,
      more: containers.seals[index] ?? '',
      inside: containers.inside[index] ?? -1,
      letter: (containers.status[index] ?? 'e') as Letter,
    })),
    ...pieces.tracking_numbers.map((name, index) => ({
      name,
      more: '',
      inside: pieces.inside[index] ?? -1,
      letter: (pieces.status[index] ?? 'e') as Letter,
    })),
  ];
  return (
    <PrintSheet title={title}>
      {() => (
        <>
          <p>
            {list.interchange} · {formats.instant(list.tender_at)} · <span class="mono">{list.id}</span>
          </p>
          <p>
            {t('docks.pieces', { count: pieces.ids.length })} ·{' '}
            {t('docks.containers', { count: containers.ssccs.length })}
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('docks.sheet.number')}</th>
                <th scope="col">{t('docks.sheet.seal')}</th>
                <th scope="col">{t('docks.sheet.inside')}</th>
                <th scope="col">{t('docks.sheet.state')}</th>
                <th scope="col">{t('docks.sheet.checked')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, more, inside, letter }) => (
                <tr key={name}>
                  <td class="mono">{name}</td>
                  <td class="mono">{more}</td>
                  <td class="mono">{containers.ssccs[inside] ?? ''}</td>
                  <td>{t(`docks.letter.${letter}`)}</td>
                  <td class="dock-sheet-box" />
                </tr>
              ))}
            </tbody>
          </table>
          <p class="dock-sheet-signs">
            <span>{t('docks.sheet.given')}</span>
            <span>{t('docks.sheet.taken')}</span>
          </p>
        </>
      )}
    </PrintSheet>
  );
}
