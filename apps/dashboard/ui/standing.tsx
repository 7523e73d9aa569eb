import type { ComponentChildren, JSX } from 'preact';
import type { Loaded } from '../state/load.ts';
import { explain } from '../state/words.ts';
import { Icon, type IconName } from './icon.tsx';

/** What stands where there is nothing: what it means, and what to do. */
export function Empty({
  icon,
  title,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="standing">
      <span class="standing-icon">
        <Icon name={icon} size={28} />
      </span>
      <p class="standing-title">{title}</p>
      <div class="standing-text">{children}</div>
    </div>
  );
}

/** What stands where something could not be read. */
export function Failure({ error, again }: { readonly error: unknown; readonly again?: () => void }): JSX.Element {
  const { text, remedies } = explain(error);
  return (
    <div class="standing bad" role="alert">
      <span class="standing-icon">
        <Icon name="warning" size={28} />
      </span>
      <p class="standing-title">This could not be read</p>
      <div class="standing-text">
        <p>{text}</p>
        {remedies.map((remedy) => (
          <p key={remedy}>Next: {remedy}</p>
        ))}
        {again === undefined ? null : (
          <button type="button" class="button" onClick={again}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}

/** What stands while something is read. */
export function Loading({ rows = 4 }: { readonly rows?: number }): JSX.Element {
  return (
    <div class="skeleton" role="status">
      <span class="sr-only">Loading…</span>
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}

/** Shows what was read, or that it is being read, or why it was not. What is shown stays while it is read again. */
export function Shown<Value>({
  of,
  rows,
  children,
}: {
  readonly of: Loaded<Value>;
  readonly rows?: number;
  readonly children: (value: Value) => ComponentChildren;
}): JSX.Element {
  const { value, failure } = of;
  if (value.value !== undefined) return <>{children(value.value)}</>;
  if (failure.value !== null) return <Failure error={failure.value} again={of.again} />;
  return <Loading {...(rows === undefined ? {} : { rows })} />;
}
