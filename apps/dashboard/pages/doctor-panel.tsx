import type { JSX } from 'preact';
import { client, may } from '../gateway/account.ts';
import { examine, type Finding, type Looked } from '../state/doctor.ts';
import { useLoaded } from '../state/load.ts';
import { plural } from '../state/words.ts';
import { Icon } from '../ui/icon.tsx';
import { Panel } from '../ui/panel.tsx';
import { Shown } from '../ui/standing.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

/** What is in order of all that holds agents, what is not, and what to do about it. */
export function DoctorPanel(): JSX.Element {
  const looked = useLoaded(look, { on: ({ kind }) => kind !== 'decision' && kind !== 'outcome' });
  return (
    <Shown of={looked} rows={5}>
      {(found) => <Findings findings={examine(found)} />}
    </Shown>
  );
}

async function look(): Promise<Looked> {
  const [health, emergency, policy, channels, pairings, people, reviewers] = await Promise.all([
    client().health(),
    client().emergency(),
    client().policy(),
    orNull(client().channels.list()),
    may('admin') ? orNull(client().channels.pairings()) : null,
    orNull(client().people.list()),
    orNull(client().guards.reviewers()),
  ]);
  return { health, emergency, policy, channels, pairings, people, reviewers };
}

/** What stands between backquotes is typed as it is. */
function withCode(text: string): readonly (string | JSX.Element)[] {
  return text.split('`').map((piece, index) => (index % 2 === 0 ? piece : <code key={index}>{piece}</code>));
}

function orNull<Value>(answer: Promise<Value>): Promise<Value | null> {
  return answer.catch(() => null);
}

function Findings({ findings }: { readonly findings: readonly Finding[] }): JSX.Element {
  const wrong = findings.filter(({ ok }) => !ok).length;
  return (
    <Panel title="Doctor" note={wrong === 0 ? 'all is in order' : `${plural(wrong, 'thing')} to look at`} flush>
      <ul class="list doctor">
        {findings.map(({ name, ok, found, fix }) => (
          <li key={`${name} ${found}`}>
            <span class={ok ? 'doctor-sign allow-text' : 'doctor-sign ask-text'}>
              <Icon name={ok ? 'check' : 'warning'} size={16} />
              <span class="sr-only">{ok ? 'In order: ' : 'Not in order: '}</span>
            </span>
            <b class="doctor-name">{name}</b>
            <span class="list-main">
              <VisibleText text={found} />
              {fix === '' ? null : <small>Next: {withCode(fix)}</small>}
            </span>
          </li>
        ))}
      </ul>
      <p class="panel-foot hint">
        Hooks of agents, their MCP servers and the modes of files are looked at where they are:{' '}
        <code>countersign doctor</code>
      </p>
    </Panel>
  );
}
