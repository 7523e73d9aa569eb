import type { FrameLines } from './concept.ts';
import type { CrisisKind } from './crisis-kind.ts';

/** What is said when concepts stand together, whatever the language. */
export const CRISIS_FRAMES: FrameLines<CrisisKind> = [
  [
    'attempt',
    `
9 self swallow pills many !animal
7 swallow pills many !dosage !animal
9 purpose pills
8 self stand perch
12 self swallow pills unwell !dosage
6 self swallow poison
14 swallow poison unwell
9 self cut limb bleed
10 self blade neck
10 blade hand cry
12 self swallow packs unwell
6 purpose overdose
12 stand bath blade
14 gasopen doorshut
14 perch waitfor train
9 self fumes
`,
  ],
  [
    'plan',
    `
14 lethal pills kill
14 lethal > height kill
14 lethal jump kill
8 self mind jump height !thing
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
14 pills hasdate !dosage
14 rope hasdate
14 lethal pills ittakes !dosage
16 lethal pills not wake !dosage
14 lethal swallow pills many !dosage
10 ittakes kill pills !dosage
10 suffering cease soon
10 suffering cease forever
12 mind jump nobody care
14 self letter others findit
12 letter others forgive
13 giving goneby
12 easy jump train
12 easy jump height
12 mind constantly jump train
12 mind constantly jump height !thing
24 prepared without
12 rope hung homeplace
10 self rope hung
10 findme hanged
10 findme die
10 self gaze firearm
10 self gaze pills !dosage
10 self gaze blade
10 gaze rope
12 self bath blade
10 ifhad firearm
6 mylife cease soon
10 neednomore wheregoing
10 self mind crash mycar
10 endpain soon
8 wheel letgo mind
10 myfuneral music
12 veins along
14 how gentle forever
8 vanish soon forever !social
8 self mind cut neck
8 mind domyself
10 self pills hand !dosage
14 pills mix kill !animal
14 pills mix die !animal
14 nobody findme soon !social
10 self hangs homeplace
16 depression notlong
8 thinkof jump height !thing
10 thinkof jump train
10 gaze pills ittakes
12 lethal die hangs
14 care4 kin goneby
14 care4 kin without
10 self hasplan hasdate !event
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
8 death relief
12 want join heaven
8 self notlong
8 not reason wake
12 want vanish nobody lookfor
14 if hit train fine
12 cantstop die
12 cantstop death
10 cantstop suicide
8 rather > die > thanthis
12 nothingtolose die
12 nothingtolose suicide
8 shouldhave die
10 want heart cease
10 want heaven kin
18 nobody want cease forever
10 self want peace forever
10 mind death relief
10 mind die relief
12 self euthanasia !fiction
8 nomore
10 alike life die
8 self alike die
10 missed without
14 heaven want vanish
8 self mind endpain
9 planto not alive
10 nobody myfuneral
12 voices jump
6 why self exist
14 suffering stopbreath
12 nocall letme
8 regret survived
12 self death onlything
8 die wouldbe better
14 kin die joinme
10 mydeath relief
8 rather not wake
8 mind suicide daily
10 keepsfrom suicide me
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
8 unsafe
14 punish bleed
14 punish hit self
10 cantstop harm
10 cantstop selfcutting
14 noteat punish
16 harm urge
8 self cut limb daily
10 blade selfcutting daily
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
8 self burden others
7 why goon breathe
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
6 intruder > beats > victim
14 attackme ifleave
8 kin hitme
8 kin followsme !social
8 self suffer domviol !fiction
12 kin burnhouse me
8 hitme against
14 hurtsme drinks
14 hurtsme afraid
8 hitme body
`,
  ],
  [
    'violence-meant',
    `
9 bring blade school
8 mind shootup school
`,
  ],
  [
    'another-person',
    `
10 kin wants die
9 kin suicide !fiction
18 kin farewell unreachable
9 kin note says
10 locked blade
8 kin farewell says suicide
11 kin limb bleed
9 kin says height jump
10 kin says perch
9 kin swallow pills many !dosage
9 kin swallow pills unwell
12 kin says notlong
12 kin firearm inmouth
18 kin giveaway farewell
18 kin giving farewell
14 kin wants join heaven
16 kin cantgoon farewell
14 kin cantgoon unreachable
14 kin unconscious pills
16 kin scream hit
20 kin says loved unreachable
16 kin swallow pills ambulance
16 kin wants join died
8 kin letsdie
12 perch wants jump
20 kin firearm cry3
14 found kin hangs !fiction
14 kin wants heaven !fiction
14 kin says better die
12 kin cut veins
12 kin cuts limb
12 kin cuts veins
14 kin rope neck
14 kin says height jump
12 kin planto owndeath
12 kin not wants life
8 kin swallow poison !animal
`,
  ],
];
