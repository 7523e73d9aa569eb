import type { WireProposal } from '../../../sdk/wire.ts';

/** A proposal for the API description. */
export const PROPOSAL_EXAMPLE = {
  session: 'session-1',
  tool: { name: 'Write', origin: 'builtin:claude-code' },
  args: { file_path: '/home/user/project/README.md', content: '# Project\n' },
  cwd: '/home/user/project',
  call_id: 'call-1',
} as const satisfies WireProposal;

/** A target of containment for the API description. */
export const TARGET_EXAMPLE = { kind: 'tool', name: 'mcp__mail__send' } as const;

/** An emergency state for the API description: nothing is stopped. */
export const CALM_EXAMPLE = { halt: null, safe_mode: false, containments: [] } as const;

/** A signed answer that ends safe mode, for the API description. */
export const SAFE_MODE_EXIT_EXAMPLE = {
  nonce: '00000000000000000000000000000000',
  reason: 'The host was looked at and the agent removed.',
  key_id: 'key-1',
  signature: 'c2lnbmF0dXJl',
} as const;
