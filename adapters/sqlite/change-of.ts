import type { StateChange } from '../../ports/state-change.ts';

/** The state change of one kind. */
export type ChangeOf<Kind extends StateChange['kind']> = Extract<StateChange, { readonly kind: Kind }>;
