import { signal } from '@preact/signals';

const query = matchMedia('(width < 48rem)');

/** Whether the screen is a phone's. */
export const isPhone = signal(query.matches);
query.addEventListener('change', () => {
  isPhone.value = query.matches;
});
