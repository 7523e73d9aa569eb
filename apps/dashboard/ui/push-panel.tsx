import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { client } from '../gateway/account.ts';
import { beginPush, endPush, type PushState, pushState } from '../gateway/browser-push.ts';
import { useLoaded } from '../state/load.ts';
import { say } from '../state/toast.ts';
import { explain } from '../state/words.ts';
import { Panel } from './panel.tsx';
import { Shown } from './standing.tsx';

const WORDS: { readonly [state in PushState]: string } = {
  impossible: 'This browser cannot be pushed to here. It takes https:// or localhost.',
  refused: 'You refused notifications of this page. Allow them in the settings of your browser, then come back.',
  off: 'This browser tells you of a request also while this page is closed: its title, and where to answer it.',
  on: 'This browser tells you of requests.',
};

/** Whether this browser is told of requests, and the button that changes it. Nothing where no channel pushes. */
export function PushPanel(): JSX.Element {
  const keys = useLoaded(() => client().channels.pushKeys());
  const state = useSignal(pushState());
  const change = (work: Promise<void>) => {
    work.then(
      () => {
        state.value = pushState();
      },
      (error: unknown) => {
        const { text, remedies } = explain(error);
        say([text, ...remedies].join(' '), { tone: 'bad' });
      },
    );
  };
  return (
    <Shown of={keys} rows={1}>
      {([channel]) =>
        channel === undefined ? null : (
          <Panel title="This browser">
            <p>{WORDS[state.value]}</p>
            {state.value === 'off' ? (
              <button type="button" class="button small" onClick={() => change(beginPush(channel))}>
                Tell me here
              </button>
            ) : null}
            {state.value === 'on' ? (
              <button type="button" class="button small" onClick={() => change(endPush())}>
                Stop telling me here
              </button>
            ) : null}
          </Panel>
        )
      }
    </Shown>
  );
}
