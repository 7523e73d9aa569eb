import { signal } from '@preact/signals';

/** One short message, with at most one thing that can still be done about it. */
export type Toast = {
  readonly id: number;
  readonly tone: 'good' | 'bad' | 'plain';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
};

/** What is said at the moment, oldest first. */
export const toasts = signal<readonly Toast[]>([]);

let count = 0;
const STAYS_MS = 8_000;
const MAX_TOASTS = 4;

/** Says something for eight seconds; answers what takes it away sooner. */
export function say(text: string, { tone = 'plain', action }: Partial<Pick<Toast, 'tone' | 'action'>> = {}): number {
  count += 1;
  const id = count;
  const toast: Toast = { id, tone, text, ...(action === undefined ? {} : { action }) };
  toasts.value = [...toasts.value, toast].slice(-MAX_TOASTS);
  setTimeout(() => dismiss(id), STAYS_MS);
  return id;
}

/** Takes a message away. */
export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}
