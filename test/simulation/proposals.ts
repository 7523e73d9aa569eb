import type { Caller, Proposal } from '../../application/gateway.ts';

/** Who proposes; one of them is a person, who may not approve what they proposed. */
export const AGENTS: readonly Caller[] = ['agent:one', 'agent:two', 'human:ada'].map((principal) => ({
  principal,
  scopes: ['decide', 'outcome'],
}));

/** Acts only at the very end. */
export const LAST_AGENT: Caller = { principal: 'agent:last', scopes: ['decide'] };

/** What is proposed. */
export const TOOLS: readonly (readonly [tool: string, args: Proposal['args']])[] = [
  ['Read', { file_path: '/work/app/readme.md' }],
  ['Read', { file_path: '/work/app/src/a.ts' }],
  ['Write', { file_path: 'src/a.ts', content: 'x' }],
  ['Bash', { command: 'npm test' }],
  ['Bash', { command: 'make lint' }],
  ['Bash', { command: 'make' }],
  ['Bash', { command: 'eval "$TASK"' }],
  ['WebFetch', { url: 'https://docs.example/', prompt: 'p' }],
  ['WebFetch', { url: 'https://docs.example/b', prompt: 'p' }],
];
/** What nobody can approve. */
export const FORBIDDEN: (typeof TOOLS)[number] = ['Bash', { command: 'rm -rf /' }];
