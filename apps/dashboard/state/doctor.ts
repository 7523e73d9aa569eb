import type {
  WireEmergency,
  WireHealth,
  WireNotificationChannel,
  WirePairing,
  WirePerson,
  WirePolicy,
  WireReviewers,
} from '../../../sdk/wire.ts';
import { plural } from './words.ts';

/** One look at what holds agents: whether it is in order, what was found, and what to do. */
export type Finding = { readonly name: string; readonly ok: boolean; readonly found: string; readonly fix: string };

/** What the looks are made from. Null where it could not be read, which is not in order either. */
export type Looked = {
  readonly health: WireHealth;
  readonly emergency: WireEmergency;
  readonly policy: WirePolicy;
  readonly channels: readonly WireNotificationChannel[] | null;
  readonly pairings: readonly WirePairing[] | null;
  readonly people: readonly WirePerson[] | null;
  readonly reviewers: WireReviewers | null;
};

/** Everything that the gateway itself can tell, what is not in order first. Hooks, servers and files are `countersign doctor`'s to look at. */
export function examine(looked: Looked): readonly Finding[] {
  const found = [
    gateway(looked),
    log(looked.health),
    policy(looked.policy),
    enforcement(looked.health),
    witness(looked.health),
    ...looked.health.closed_workspaces.map(({ root, problem }) =>
      finding('Workspace', {
        ok: false,
        found: `${root} is closed for writing: ${problem}`,
        fix: `countersign workspace reopen ${root}`,
      }),
    ),
    factors(looked.people),
    ...channels(looked),
    ...reviewers(looked.reviewers),
  ];
  return [...found.filter(({ ok }) => !ok), ...found.filter(({ ok }) => ok)];
}

function finding(name: string, { ok, found, fix }: Omit<Finding, 'name'>): Finding {
  return { name, ok, found, fix: ok ? '' : fix };
}

function gateway({ health, emergency }: Looked): Finding {
  if (emergency.halt !== null)
    return finding('Gateway', {
      ok: false,
      found: `halted: ${emergency.halt.reason}`,
      fix: 'Find out why, mend it, and resume above.',
    });
  if (emergency.safe_mode)
    return finding('Gateway', { ok: false, found: 'safe mode: read-only', fix: 'countersign safe-mode off' });
  const isOk = health.status === 'ok';
  return finding('Gateway', {
    ok: isOk,
    found: isOk ? `version ${health.version} answers` : health.status,
    fix: 'countersign doctor',
  });
}

function log({ log: { size, writable } }: WireHealth): Finding {
  const found = writable ? `${size} entries, writable` : 'not writable: everything is denied';
  return finding('Log', { ok: writable, found, fix: 'Look at the disk and the rights of the state directory.' });
}

function policy({ rules, warnings, on_file: onFile }: WirePolicy): Finding {
  const [first] = warnings;
  if (onFile.state !== 'in-force') {
    const isInvalid = onFile.state === 'invalid';
    return finding('Policy', {
      ok: false,
      found: isInvalid
        ? `the policy files were changed and would not load: ${onFile.problems.join('; ')}`
        : 'the policy files were changed since they were loaded: what they say now is not in force',
      fix: isInvalid ? 'countersign policy lint' : 'countersign policy reload',
    });
  }
  const found =
    first === undefined
      ? `${plural(rules.length, 'rule')}, no warnings`
      : `${plural(warnings.length, 'warning')}: ${first}`;
  return finding('Policy', { ok: first === undefined, found, fix: 'See Policy.' });
}

function enforcement({ mode, profile }: WireHealth): Finding {
  const isOn = mode === 'enforce';
  const found = isOn ? `profile ${profile}: verdicts are enforced` : 'shadow: verdicts are recorded, not enforced';
  return finding('Enforcement', { ok: isOn, found, fix: 'Set `mode: enforce` under Policy.' });
}

const WITNESSED = {
  none: 'none: whoever owns this machine can rewrite the whole log unseen',
  pending: 'pending: the newest checkpoint is not cosigned yet; it is tried again',
  cosigned: 'the newest checkpoint is cosigned',
} as const;

function witness({ witness: state }: WireHealth): Finding {
  const fix =
    state === 'none' ? 'Run `countersign witness` elsewhere and name it in config.yaml.' : 'Wait, or look at it.';
  return finding('Witness', { ok: state === 'cosigned', found: WITNESSED[state], fix: fix });
}

function factors(people: readonly WirePerson[] | null): Finding {
  const able = (people ?? []).filter(({ totp, passkeys }) => totp || passkeys > 0).length;
  const found =
    able === 0
      ? 'nobody has one: what is critical can only be denied'
      : `${able} of ${people?.length ?? 0} people have one`;
  return finding('Second factor', { ok: able > 0, found, fix: 'Add a passkey or an app, on this page.' });
}

function channels({ channels: list, pairings }: Looked): readonly Finding[] {
  const outside = (list ?? []).filter(({ kind }) => kind !== 'cli');
  if (outside.length === 0)
    return [
      finding('Channels', {
        ok: false,
        found: 'none: nobody is told outside this page and the terminal',
        fix: 'Set one up in channels.yaml.',
      }),
    ];
  return outside.map(({ name, state, answers, last_failure: failure }) => {
    const called = `Channel ${name}`;
    if (state === 'down')
      return finding(called, {
        ok: false,
        found: `down: ${failure?.reason ?? 'it does not answer'}`,
        fix: 'See Channels.',
      });
    const paired = (pairings ?? []).filter((one) => one.channel === name && one.state === 'paired').length;
    if (answers && paired === 0 && pairings !== null)
      return finding(called, {
        ok: false,
        found: 'nobody is paired, so nobody can answer',
        fix: 'Pair an account under Channels.',
      });
    return finding(called, { ok: true, found: state === 'up' ? 'works' : 'not tried yet', fix: '' });
  });
}

function reviewers(report: WireReviewers | null): readonly Finding[] {
  if (report === null) return [];
  const configured = report.reviewers.filter((one) => one.configured);
  const resting = configured.filter((one) => one.resting).map(({ name }) => name);
  const found =
    configured.length === 0
      ? 'none: people are asked about what one would wave through'
      : resting.length === 0
        ? configured.map(({ name }) => name).join(', ')
        : `failing, so people are asked instead: ${resting.join(', ')}`;
  return [
    finding('Reviewer model', {
      ok: resting.length === 0,
      found,
      fix: 'See reviewer.yaml, then `countersign reviewer stats`.',
    }),
  ];
}
