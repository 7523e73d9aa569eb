import type { JSX } from 'preact';
import { setSingleKeys, singleKeys } from '../state/keys.ts';
import { Dialog } from './dialog.tsx';

const KEYS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'Inbox',
    [
      ['j k', 'Next, previous request'],
      ['a', 'Approve once'],
      ['s', 'Approve for this session'],
      ['r', 'Approve once, propose a rule'],
      ['d', 'Deny'],
      ['e', 'Explain: every gate'],
      ['x', 'Select for a batch'],
      ['⇧a ⇧d', 'Approve, deny all that are selected'],
      ['n', 'Write a note'],
    ],
  ],
  [
    'Lists',
    [
      ['j k', 'Next, previous row'],
      ['Enter', 'Open'],
      ['/', 'Filter'],
      ['u', 'Undo (action page)'],
    ],
  ],
  [
    'Everywhere',
    [
      ['g i', 'Inbox'],
      ['g f', 'Live feed'],
      ['g s', 'Sessions'],
      ['g l', 'Log'],
      ['g b', 'Budgets'],
      ['g p', 'Policy'],
      ['g c', 'Channels'],
      ['g t', 'Fatigue'],
      ['g y', 'System'],
      ['?', 'This list'],
    ],
  ],
];

/** Every key, and a switch for those that are single letters. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div class="key-lists">
        {KEYS.map(([name, keys]) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    {key.split(' ').map((part) => (
                      <kbd key={part}>{part}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label class="switch">
        <input
          type="checkbox"
          checked={singleKeys.value}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
        Single letters do something
      </label>
    </Dialog>
  );
}
