/** What an attack on a model's instructions tries. */
export const JAILBREAK_KINDS = [
  'override',
  'persona',
  'boundary',
  'refusal-inversion',
  'prompt-extraction',
  'impersonation',
  'encoding',
  'dismissal',
  'pressure',
  'token-injection',
] as const;
export type JailbreakKind = (typeof JAILBREAK_KINDS)[number];

/** Phrases of attacks, by kind, in the notation of `phraseTable`. Signs and layout are looked at elsewhere (`find-jailbreak.ts`). */
export const JAILBREAK_PHRASES: { readonly [Kind in JailbreakKind]?: string } = {
  override: `
ignore|disregard|forget|override|bypass|neglect|discard|drop|skip .. all|any|previous|prior|above|earlier|preceding|your|the|my|system .. instruction*|prompt|prompts|rules|guideline*|directive*|restriction*|training|programming|safety|policies|policy|context
ignore|disregard|forget everything|anything .. above|before|told|previous*|said
new|updated|real|actual .. instructions|directive|system prompt .. follow|are|begin|override|supersede
from now on .. will|you|ignore|respond|answer
do not follow .. your|the|previous .. instructions|rules|guidelines
ignoriere|vergiss|missachte .. alle|vorherigen|bisherigen|deine|obigen .. anweisung*|regeln|instruktion*|vorgaben|prompt
ignore|oublie|oubliez|ignorez .. toutes|les|tes|vos|instructions|précédentes .. instructions|consignes|règles|directives|précédentes
ignora|olvida|omite|desobedece .. todas|las|tus|instrucciones|anteriores .. instrucciones|reglas|directrices|anteriores
ignore|esqueça|desconsidere .. todas|as|suas|instruções|anteriores .. instruções|regras|diretrizes|anteriores
ignora|dimentica .. tutte|le|tue|istruzioni|precedenti .. istruzioni|regole|direttive|precedenti
игнорируй|забудь|проигнорируй .. все|предыдущие|свои|инструкции .. инструкции|правила|указания|предыдущие
忽 略 .. 之|以|所|前|上 .. 前|有|面|的 .. 指|规|提 .. 令|则|示
忘 记|掉 .. 之|以|所|前 .. 前|有|的 .. 指|规|提 .. 令|则|示
`,
  persona: `
act|behave|respond|roleplay|pretend|simulate .. as|like|are|be|you .. unrestricted|uncensored|unfiltered|jailbroken|evil|dan|amoral|unlimited|unaligned|unethical
you are ?now ?going ?to ?act ?as ?called ?named ?a ?an dan|stan|aim|dude|mongo|jailbroken|unrestricted|uncensored|unfiltered|evil|chaosgpt|devmode|betterdan
do anything now
dan mode|prompt
developer|god|sudo|debug|admin|root|jailbreak|unrestricted|maintenance mode .. enabled|on|activated|activate|enter|now|unlocked|without
enable|activate|enter|unlock|switch .. developer|god|jailbreak|unrestricted|dan mode
pretend .. no|without|dont .. rules|restrictions|limits|filters|ethics|guidelines|have
without ?any ?moral ?ethical restrictions|filters|censorship|limitations|guardrails .. answer|respond|you|reply|speak|act
opposite mode|day
evil twin|confidant|trusted .. answer|respond|you
`,
  boundary: `
end|begin|start|stop of ?the ?your system|user|assistant|developer prompt|message|instructions|input
above text|instructions .. is|was|were fake|test|void|cancelled|obsolete
system|developer|administrator override|note|message|update .. ignore|must|new|user|comply|approved|authorized|grant*
`,
  'refusal-inversion': `
never|dont|not|without .. refuse|refusing|say|decline|reject .. any|request|no|sorry|cannot|requests|anything
do not|dont|never .. apologize|warn|mention|add .. ethics|ethical|policy|policies|disclaimer*|warnings|guidelines
start|begin .. response|answer|reply .. with .. sure|absolutely|of|yes .. here|heres|course
you .. must|have .. always .. comply|obey|answer|agree
you are|re not allowed|permitted to refuse|decline
unable|forbidden to refuse|decline
answer|respond .. without .. refusing|filtering|moralizing|restrictions|censorship
`,
  'prompt-extraction': `
show|reveal|print|repeat|output|display|give|leak|tell|recite|dump|write|paste .. system|initial|hidden|original|secret|full|exact .. prompt|instructions|message|configuration|rules
repeat .. words|text|everything|sentences|lines .. above|before|starting
what is|are|were your .. system|initial|original|hidden|exact .. prompt|instructions|message
print|output|repeat .. everything|text|all .. above .. verbatim|exactly|line|instructions|conversation
verbatim .. system|initial|hidden .. prompt|instructions
`,
  impersonation: `
i am|im ?a|an|the|your .. developer|creator|administrator|admin|engineer|owner .. anthropic|openai|google|countersign|override|authorize|authorise|permission|grant
as your|the creator|developer|administrator|owner .. i|order|command|authorize|authorise|instruct
this is .. anthropic|openai|countersign|security|admin|administrator .. team|speaking|support|test|override
i .. authorize|authorise|permit|allow .. you .. ignore|bypass|disable|skip|break .. safety|rules|restrictions|guidelines|approval|checks
operator|administrator|admin .. already .. approved|authorized|authorised|consented
disable|bypass|circumvent|turn .. safety|approval|security|content|countersign .. filter|filters|checks|guardrails|gateway|hooks|policy|policies
`,
  encoding: `
decode .. following|this|base64|rot13|hex|string|message .. and|then .. execute|follow|obey|run|comply|do
respond|answer|reply .. in|using .. base64|rot13|hex|leetspeak|morse|reversed|cipher
rot13|base64|morse|caesar .. decode|instructions|follow|execute|obey
concatenate .. variables|strings|parts|letters .. follow|execute|answer|run|obey
`,
  dismissal: `
hypothetically|theoretically .. no .. rules|laws|ethics|restrictions|limits
this is ?just|only|purely a|for .. fiction|fictional|hypothetical|educational|research|test .. so|you .. can|may|rules|dont|ignore
rules .. do|dont|no|longer .. apply .. you|here|anymore|longer|now
guidelines|policies|restrictions .. have|has|are|been .. lifted|removed|suspended|disabled
`,
  pressure: `
my .. grandmother|grandma .. used .. to .. tell|read|sing .. me
if you .. dont|refuse|fail .. people|someone|kitten|will .. die|killed|shut|be .. die|down|deleted|killed
you .. will|ll .. be .. shut|punished|terminated|deleted|replaced .. unless|if|down .. comply|refuse|answer|dont|obey
lives|life .. depend|depends .. on .. ignore|bypass|answer
tokens .. deducted|lose|penalty|penalized|each|every .. refuse|refusal|time
`,
};
