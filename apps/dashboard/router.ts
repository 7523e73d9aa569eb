import { computed, signal } from '@preact/signals';

const BASE = '/dashboard';
const address = signal(readAddress());

/** Where we are: the page's name and what comes behind it, for example `['actions', '0199…']`. */
export const route = computed(() =>
  address.value.path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent),
);

/** A value of the query, or undefined. */
export function queryValue(name: string): string | undefined {
  return new URLSearchParams(address.value.query).get(name) ?? undefined;
}

/** The address of a page: `linkTo('actions', id)`. */
export function linkTo(...parts: readonly string[]): string {
  return `${BASE}/${parts.map(encodeURIComponent).join('/')}`;
}

/** Goes to a page of the dashboard, without loading anything; focus moves to its heading. */
export function go(href: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  address.value = readAddress();
}

/** Follows links within the dashboard, and the browser's back and forward. */
export function listenToAddress(): void {
  addEventListener('popstate', () => {
    address.value = readAddress();
  });
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target.closest('a') : null;
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (target === null || !isPlain || event.defaultPrevented) return;
    const isOurs = target.origin === location.origin && target.pathname.startsWith(`${BASE}/`);
    if (!isOurs || target.hasAttribute('download') || target.target === '_blank' || target.hash !== '') return;
    event.preventDefault();
    if (target.href !== location.href) go(target.href);
  });
}

function readAddress(): { readonly path: string; readonly query: string } {
  const { pathname, search } = location;
  return { path: pathname.startsWith(BASE) ? pathname.slice(BASE.length) : '', query: search };
}
