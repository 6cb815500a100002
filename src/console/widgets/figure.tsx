import type { ComponentChildren, JSX } from 'preact';

/** Figures beside each other. */
export function Figures({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <dl class="figures">{children}</dl>;
}

/** One figure: what it is, how much, and what it was without the partner or before. */
export function Figure(props: {
  readonly label: string;
  readonly value: ComponentChildren;
  readonly beside?: ComponentChildren;
  /** Whether what stands beside is good news. */
  readonly tone?: 'good' | 'bad' | undefined;
}): JSX.Element {
  return (
    <div class="figure">
      <dt>{props.label}</dt>
      <dd>
        <strong>{props.value}</strong>
        {props.beside === undefined ? null : <span class={`figure-beside ${props.tone ?? ''}`}>{props.beside}</span>}
      </dd>
    </div>
  );
}
