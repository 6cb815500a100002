import type { JSX } from 'preact';

/** How full or how far something is, as a bar beside words that say it. @param share 0 to 1, more is drawn as full */
export function Meter(props: {
  readonly share: number;
  readonly label: string;
  readonly tone?: 'plain' | 'good' | 'late' | 'bad';
}): JSX.Element {
  const { share, label, tone = 'plain' } = props;
  const width = `${Math.min(Math.max(share, 0), 1) * 100}%`;
  return (
    <span class={`meter meter-${tone}`} role="img" aria-label={label}>
      <span style={{ width }} />
    </span>
  );
}
