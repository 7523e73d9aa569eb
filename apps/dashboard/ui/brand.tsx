import type { JSX } from 'preact';

/** The mark and the name. */
export function Brand(): JSX.Element {
  return (
    <span class="brand">
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <path
          class="brand-shield"
          d="M16 1.500 28 6v9.600c0 7.200-4.900 12.500-12 14.900C8.900 28.100 4 22.800 4 15.600V6z"
        />
        <path class="brand-check" d="m10 16.200 4.200 4.200L22.300 12" />
      </svg>
      <b>Countersign</b>
    </span>
  );
}
