import type { JSX } from 'preact';
import { dismiss, toasts } from '../state/toast.ts';
import { Icon } from './icon.tsx';

const ICONS = { good: 'check', bad: 'warning', plain: 'ask' } as const;

/** Short messages, read out as they come. */
export function Toasts(): JSX.Element {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, tone, text, action }) => (
        <div key={id} class={`toast ${tone}`}>
          <Icon name={ICONS[tone]} />
          <span class="toast-text">{text}</span>
          {action === undefined ? null : (
            <button
              type="button"
              class="button small"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              <Icon name="undo" size={14} /> {action.label}
            </button>
          )}
          <button type="button" class="icon-button" onClick={() => dismiss(id)}>
            <Icon name="cross" size={14} />
            <span class="sr-only">Dismiss</span>
          </button>
        </div>
      ))}
    </div>
  );
}
