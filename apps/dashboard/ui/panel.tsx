import type { ComponentChildren, JSX } from 'preact';

/** A part of a page under a heading. */
export function Panel({
  title,
  note,
  actions,
  children,
  flush = false,
}: {
  readonly title: string;
  readonly note?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
  /** Without padding: for tables and lists that go to the border. */
  readonly flush?: boolean;
}): JSX.Element {
  return (
    <section class="panel" aria-label={title}>
      <header class="panel-head">
        <h2>{title}</h2>
        {note === undefined ? null : <span class="panel-note">{note}</span>}
        <span class="panel-actions">{actions}</span>
      </header>
      <div class={flush ? 'panel-flush' : 'panel-body'}>{children}</div>
    </section>
  );
}

/** A fact: what it is, and how it stands. */
export function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A number that matters, with what it is. */
export function Tile({
  name,
  value,
  note,
  tone = 'plain',
}: {
  readonly name: string;
  readonly value: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly tone?: string;
}): JSX.Element {
  return (
    <div class={`tile ${tone}`}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        {note === undefined ? null : <span>{note}</span>}
      </dd>
    </div>
  );
}

/** How much of something is used; the words beside it say it too. */
export function Meter({ share, label }: { readonly share: number; readonly label: string }): JSX.Element {
  const percent = Math.round(Math.max(0, Math.min(1, share)) * 100);
  const tone = share >= 1 ? 'deny' : share >= 0.8 ? 'ask' : 'accent';
  return (
    <span
      class={`meter ${tone}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <i style={{ inlineSize: `${percent}%` }} />
    </span>
  );
}
