import type { JSX } from 'preact';
import { Meter } from './panel.tsx';

/** How much of one limit is used. */
export function Use({
  name,
  used,
  limit,
  shown,
}: {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
  readonly shown: (value: number) => string;
}): JSX.Element {
  return (
    <div class="use">
      <dt>{name}</dt>
      <dd>
        <Meter share={limit === 0 ? 1 : used / limit} label={`${name}: ${shown(used)} of ${shown(limit)}`} />
        <span>
          {shown(used)} of {shown(limit)}
        </span>
      </dd>
    </div>
  );
}
