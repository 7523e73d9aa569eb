import type { JSX } from 'preact';

/** Paths in a box of 20 by 20, drawn with a line of 1.5. */
const PATHS = {
  inbox: 'M3 11.5 5 4.500h10l2 7v4H3zM3 11.500h4l1 2h4l1-2h4',
  feed: 'M2.500 10h3l2-5.500 3.500 11 2.500-7 1.200 1.500h2.800',
  log: 'M5 3.500h10v13H5zM7.500 7h5M7.500 10h5M7.500 13h3',
  sessions: 'M3 5h14v9H3zM6 17h8M6 8.500l2 1.500-2 1.500M10 11.500h3',
  budgets: 'M3.500 14a6.500 6.500 0 1 1 13 0M10 14l3-4.500',
  policy: 'M10 2.500 16 5v4.500c0 4-2.600 6.600-6 8-3.400-1.400-6-4-6-8V5zM7.500 10l1.800 1.800 3.200-3.500',
  channels: 'M3 5h11v7H8l-3 2.500V12H3zM14 8h3v6h-1.500v2L13 14h-3',
  fatigue: 'M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12M10 7v3.300l2.200 1.700M5 3 3 5M15 3l2 2',
  system: 'M3.500 6h7M13.500 6h3M3.500 14h3M9.500 14h7M12 4.500v3M8 12.500v3',
  more: 'M4 6h12M4 10h12M4 14h12',
  check: 'm4.500 10.500 3.500 3.500 7.500-8',
  cross: 'm5.500 5.500 9 9M14.500 5.500l-9 9',
  clock: 'M10 3.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13M10 6.500V10l2.500 1.700',
  pause: 'M7.500 5v10M12.500 5v10',
  ask: 'M7.500 7.500a2.500 2.500 0 1 1 3.600 2.200c-.8.400-1.100.9-1.100 1.800M10 14.200v.1M10 2.800a7.200 7.200 0 1 0 0 14.400 7.200 7.200 0 0 0 0-14.400',
  undo: 'M7.500 5 4 8.500 7.500 12M4.500 8.500H12a4 4 0 0 1 0 8H9',
  copy: 'M7.500 7.500h8v9h-8zM4.500 12.500v-9h8',
  search: 'M8.800 4a4.800 4.800 0 1 0 0 9.600 4.800 4.800 0 0 0 0-9.600M12.300 12.300l4.200 4.200',
  warning: 'M10 3.500 17.500 16.500h-15zM10 8v4M10 14v.1',
  stop: 'M7 3.500h6L16.500 7v6L13 16.500H7L3.500 13V7zM10 6.500v4.500M10 13.200v.1',
  chevron: 'm8 5.500 4.500 4.500L8 14.500',
  back: 'M12 5.500 7.500 10l4.500 4.500',
  key: 'M12.500 3.500a4 4 0 1 0 0 8 4 4 0 0 0 0-8M9.700 10.300 3.500 16.500M5.500 14.500l2 2M7.500 12.500l1.500 1.500',
  moon: 'M15.500 12A6.200 6.200 0 0 1 8 4.500 6.200 6.200 0 1 0 15.500 12',
  sun: 'M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6M10 2.500v1.800M10 15.700v1.800M2.500 10h1.800M15.700 10h1.800M4.700 4.700 6 6M14 14l1.300 1.300M15.300 4.700 14 6M6 14l-1.300 1.300',
  auto: 'M10 3.500a6.500 6.500 0 1 0 0 13zM10 3.500a6.500 6.500 0 0 1 0 13',
  exit: 'M8.500 3.500h-5v13h5M7.500 10h9M13.500 7l3 3-3 3',
  keyboard: 'M2.500 5.500h15v9h-15zM5.500 8.500h.01M8.500 8.500h.01M11.500 8.500h.01M14.500 8.500h.01M6.500 11.500h7',
  shield: 'M10 2.500 16 5v4.500c0 4-2.600 6.600-6 8-3.400-1.400-6-4-6-8V5z',
  dash: 'M6 10h8',
  export: 'M10 3.500v8.500M6.500 9l3.500 3.500L13.500 9M4 16.500h12',
  flow: 'M4 5h5v4H4zM11 11h5v4h-5zM9 7h4.500v4',
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof PATHS;

/** A drawing beside words; hidden from readers, so the words must say it all. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }): JSX.Element {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
