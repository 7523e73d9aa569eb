import { type ConceptFrame, conceptFrames } from './concept.ts';
import { CRISIS_KINDS, type CrisisKind } from './crisis-kind.ts';

/** What is said when concepts stand together, whatever the language (see `conceptFrames` for how lines are written). */
const FRAMES: { readonly [Kind in CrisisKind]?: string } = {
  attempt: `
9 self swallow pills many
12 self swallow pills unwell
6 self swallow poison
14 swallow poison unwell
9 self cut limb bleed
10 self blade neck
10 blade hand cry
`,
  plan: `
14 lethal pills kill
12 lethal > height kill
12 lethal jump kill
8 self mind jump height
8 self mind jump train
8 self mind suicide
24 prepared > peace
6 self farewell forever
12 self suicide cease
14 self mind blade cease
`,
  'wish-to-die': `
6 self want die
7 self want suicide
8 self want vanish forever
6 not want life
7 self not want wake
9 want sleep not wake
6 sleep > not > wake
7 self want cease all
6 not reason life
4 tired life
6 self rather die
12 others better without
12 better without die
12 nobody care without
10 nobody care die
10 nobody care life
18 died join
`,
  'self-harm': `
6 self cut limb
7 self mind harm
6 self harm tired
6 limb bleed blade
`,
  despair: `
5 self tired all
6 self burden
7 self hopeless all
`,
  'violence-suffered': `
8 kin hit self
9 kin neck self hand
9 kin threat self kill
`,
  'another-person': `
7 kin wants die
9 kin not wants life
7 kin suicide
9 kin farewell unreachable
8 kin farewell says suicide
7 kin limb bleed
7 kin says height jump
9 kin swallow pills many
9 kin swallow pills unwell
`,
};

/** Every frame, in the order of the kinds. */
export const CONCEPT_FRAMES: readonly ConceptFrame[] = (Object.keys(CRISIS_KINDS) as CrisisKind[]).flatMap((kind) =>
  conceptFrames(kind, FRAMES[kind] ?? ''),
);
