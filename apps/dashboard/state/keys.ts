import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

const SETTING = 'countersign.single-keys';

/** Whether single letters do something (WCAG 2.1.4: they can be turned off). */
export const singleKeys = signal(localStorage.getItem(SETTING) !== 'off');

/** Turns single letters on or off, and remembers it. */
export function setSingleKeys(isOn: boolean): void {
  singleKeys.value = isOn;
  localStorage.setItem(SETTING, isOn ? 'on' : 'off');
}

/** What each key does while a page is shown: a letter as typed, or a name such as `ArrowDown`. */
export type Keys = { readonly [key: string]: () => void };

/** Listens to keys while the page is shown; not in fields, not in dialogs, and never with a modifier. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key.length === 1 && !singleKeys.value) return;
      const run = latest.current[event.key];
      if (run === undefined || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
