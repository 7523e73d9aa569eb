import { signal } from '@preact/signals';

/** Which theme: the system's, or one that somebody chose. */
export type Theme = 'auto' | 'light' | 'dark';

const SETTING = 'countersign.theme';
const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

export const theme = signal<Theme>(THEMES.find((name) => name === localStorage.getItem(SETTING)) ?? 'auto');

/** Puts the theme on the page. */
export function showTheme(): void {
  const root = document.documentElement;
  if (theme.value === 'auto') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', theme.value);
}

/** Goes on to the next theme, and remembers it. */
export function nextTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'auto';
  localStorage.setItem(SETTING, theme.value);
  showTheme();
}
