import type { WireLeaseTerms } from '../../../sdk/wire.ts';
import type { OptionSpec } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { readDurationMs, readInteger } from '../read-value.ts';
import { readUsd } from './budget-amount.ts';

const MAX_NUMBER = 1_000_000_000_000;

/** The options that say what a lease may do. */
export const TERMS_OPTIONS: readonly OptionSpec[] = [
  { name: 'capability', value: 'NAME', multiple: true, summary: 'what it may do, for example file.write or git.push' },
  { name: 'read', value: 'PATTERN', multiple: true, summary: 'paths it may read' },
  { name: 'write', value: 'PATTERN', multiple: true, summary: 'paths it may change' },
  { name: 'host', value: 'HOST', multiple: true, summary: 'hosts it may reach, for example *.example.com' },
  { name: 'branch', value: 'BRANCH', multiple: true, summary: 'branches it may push to' },
  { name: 'tool', value: 'TOOL', multiple: true, summary: 'tools it may call' },
  { name: 'tokens', value: 'N', summary: 'tokens of models it may use in all' },
  { name: 'usd', value: 'AMOUNT', summary: 'dollars it may spend in all' },
  { name: 'calls', value: 'N', summary: 'actions it may take in all' },
  { name: 'for', value: 'TIME', summary: 'how long, for example 10m; at most 60m' },
];

/** Reads those options; kinds that are not named stay as they are. */
export function readTerms(invocation: Invocation): WireLeaseTerms {
  const list = (name: string): readonly string[] | undefined => {
    const values = invocation.texts(name);
    return values.length === 0 ? undefined : values;
  };
  const count = (name: string): number | undefined => {
    const text = invocation.text(name);
    return text === null ? undefined : readInteger(text, { name: `--${name}`, min: 0, max: MAX_NUMBER });
  };
  const usd = invocation.text('usd');
  const scope = given({
    reads: list('read'),
    writes: list('write'),
    hosts: list('host'),
    branches: list('branch'),
    tools: list('tool'),
  });
  const limits = given({
    tokens: count('tokens'),
    calls: count('calls'),
    cost_micros: usd === null ? undefined : readUsd(usd),
  });
  const capabilities = list('capability');
  return {
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(Object.keys(scope).length === 0 ? {} : { scope }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
}

/** How long a lease is wanted for; null where nothing is said. */
export function readDuration(invocation: Invocation): number | null {
  const text = invocation.text('for');
  return text === null ? null : readDurationMs(text, '--for');
}

function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
