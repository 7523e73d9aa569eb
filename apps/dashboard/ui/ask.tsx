import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { explain } from '../state/words.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';

/** One thing that a dialog asks for. */
export type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind?: 'text' | 'long' | 'secret';
  readonly min?: number;
};

type AskOptions = {
  readonly title: string;
  readonly fields: readonly Field[];
  readonly confirm: string;
  readonly tone?: 'plain' | 'danger';
  readonly children?: ComponentChildren;
  readonly run: (given: { readonly [name: string]: string }) => Promise<void>;
  readonly onClose: () => void;
};

/** Asks before something is done: says what it does, takes what is needed for it, and shows why it was refused. */
export function Ask({ title, fields, confirm, tone = 'plain', children, run, onClose }: AskOptions): JSX.Element {
  const given = useSignal<{ readonly [name: string]: string }>({});
  const failure = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const isComplete = fields.every(({ name, min = 0 }) => (given.value[name] ?? '').trim().length >= min);
  const submit = async (event: Event) => {
    event.preventDefault();
    isBusy.value = true;
    failure.value = null;
    try {
      await run(given.value);
      onClose();
    } catch (error) {
      const { text, remedies } = explain(error);
      failure.value = [text, ...remedies].join(' ');
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <Dialog title={title} tone={tone} onClose={onClose}>
      <form class="ask-form" onSubmit={(event) => void submit(event)}>
        {children}
        {fields.map((field) => (
          <AskField
            key={field.name}
            field={field}
            onInput={(value) => {
              given.value = { ...given.value, [field.name]: value };
            }}
          />
        ))}
        {failure.value === null ? null : (
          <p class="form-error" role="alert">
            <Icon name="warning" /> {failure.value}
          </p>
        )}
        <div class="dialog-actions">
          <button
            type="submit"
            class={`button ${tone === 'danger' ? 'danger' : 'primary'}`}
            disabled={isBusy.value || !isComplete}
          >
            {confirm}
          </button>
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function AskField({
  field,
  onInput,
}: {
  readonly field: Field;
  readonly onInput: (value: string) => void;
}): JSX.Element {
  const { name, label, hint, kind = 'text' } = field;
  const id = `ask-${name}`;
  const props = { id, 'aria-describedby': hint === undefined ? undefined : `${id}-hint` };
  return (
    <div class="ask-field">
      <label for={id}>{label}</label>
      {kind === 'long' ? (
        <textarea {...props} rows={3} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <Line {...props} isSecret={kind === 'secret'} onInput={onInput} />
      )}
      {hint === undefined ? null : (
        <small id={`${id}-hint`} class="hint">
          {hint}
        </small>
      )}
    </div>
  );
}

type LineOptions = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly isSecret: boolean;
  readonly onInput: (value: string) => void;
};

function Line({ isSecret, onInput, ...props }: LineOptions): JSX.Element {
  const take = (event: { readonly currentTarget: HTMLInputElement }) => onInput(event.currentTarget.value);
  return isSecret ? (
    <input {...props} type="password" autocomplete="off" onInput={take} />
  ) : (
    <input {...props} type="text" autocomplete="off" onInput={take} />
  );
}
