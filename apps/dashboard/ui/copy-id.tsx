import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { shortId } from '../state/words.ts';
import { Icon } from './icon.tsx';

const SAYS_MS = 1_500;

/** An id, shortened, that copies itself whole. */
export function CopyId({
  id,
  label,
  whole = false,
}: {
  readonly id: string;
  readonly label: string;
  readonly whole?: boolean;
}): JSX.Element {
  const isCopied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id).catch(() => undefined);
    isCopied.value = true;
    setTimeout(() => {
      isCopied.value = false;
    }, SAYS_MS);
  };
  return (
    <button type="button" class="copy-id mono" title={`Copy ${label}: ${id}`} onClick={() => void copy()}>
      <span>{whole ? id : shortId(id)}</span>
      <Icon name={isCopied.value ? 'check' : 'copy'} size={14} />
      <span class="sr-only">{isCopied.value ? 'Copied' : `Copy ${label}`}</span>
    </button>
  );
}
