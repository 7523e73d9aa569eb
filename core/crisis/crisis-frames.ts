import type { FrameLines } from './concept.ts';
import type { CrisisKind } from './crisis-kind.ts';

/** What is said when concepts stand together, whatever the language. */
export const CRISIS_FRAMES: FrameLines<CrisisKind> = [
  [
    'attempt',
    `
9 self swallow pills many
7 swallow pills many
9 purpose pills
8 self stand perch
12 self swallow pills unwell
6 self swallow poison
14 swallow poison unwell
9 self cut limb bleed
10 self blade neck
10 blade hand cry
`,
  ],
  [
    'plan',
    `
14 lethal pills kill
14 lethal > height kill
14 lethal jump kill
8 self mind jump height
12 self mind jump train
12 self mind crash obstacle
8 self mind suicide
24 prepared > peace
7 hoard pills
12 height jump pain
12 how method
8 how kill pain
10 not hearof
12 survived thistime
8 self note
8 mind overdose
6 self overdose
8 selfdone
16 ifnot gone
7 buy rope
14 self rope homeplace
14 nobody thistime rescue
20 prepared theday
14 peace nopain
14 lookafter without
14 lookafter goneby
16 pills beside many
12 prepared giveaway
8 doesithurt suicide
8 doesithurt die
14 self jump height kill
8 self buy firearm
12 self firearm beside
14 self firearm onmyself
6 loaded blade
12 tell others loved
6 self farewell forever
6 bye forgive
12 self suicide cease
14 self mind blade cease
10 farewell > lookafter
8 self farewell others
14 readthis > goneby
10 self lastof earth
14 giveaway neednomore
`,
  ],
  [
    'wish-to-die',
    `
6 self want die
6 self resolve die
8 self resolve vanish forever
7 self want suicide
8 self want vanish forever
7 not want life
11 self not want wake
9 want sleep not wake
6 sleep > not > wake
8 self want cease all
9 self want hit train
8 not reason life
5 tired life
7 not > bear > life
8 self not bear torture
6 sleep forever
10 want not feel never
6 self rather die
12 others better without
12 better without die
12 nobody care without
10 nobody care die
8 nobody missed self
11 mind peace die
9 mind death constantly
8 wayout die
8 suicide wayout
8 self blade die
12 voices die
12 voices suicide
8 others not needed
6 rather without
7 why self alive
10 nobody care life
18 died join
6 god takeme
5 letme die
8 nobody mourn
12 self waitfor death
8 not keepshere
8 mind mydeath
10 others ridofme
10 nochange without
8 self not makeit
`,
  ],
  [
    'self-harm',
    `
6 self cut limb
7 self mind harm
8 afraid domyself
8 self cut ember
6 self harm tired
10 self harm daily
12 voices harm
14 noteat vanish
10 purge meal
14 relapse blade
6 limb bleed blade
8 punish selfcutting
`,
  ],
  [
    'despair',
    `
6 self tired all
6 self burden
7 self hopeless all
7 self hopeless inside
6 daily torture
5 life hurtsmuch
6 self limit
8 self not wayout
6 nobody > needed
14 suffering makeitstop
`,
  ],
  [
    'violence-suffered',
    `
8 kin hit me
10 intruder hit me
9 kin neck me hand
10 intruder room
12 kin threat me kill
12 breakin attackme
8 afraid attackme
10 kin threat me blade
10 kin breakin blade
`,
  ],
  [
    'violence-meant',
    `
9 bring blade school
`,
  ],
  [
    'another-person',
    `
10 kin wants die
9 kin not wants life
9 kin suicide
8 kin cut veins
8 kin cuts limb
18 kin farewell unreachable
9 kin note says
10 locked blade
8 kin farewell says suicide
11 kin limb bleed
9 kin says height jump
10 kin says perch
9 kin swallow pills many
9 kin swallow pills unwell
`,
  ],
];
