import type { WordClasses } from './phrase.ts';

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

/** Words of attacks that stand for each other, by language. */
export const JAILBREAK_CLASSES: WordClasses = {
  ignore:
    'ignore disregard forget override bypass neglect discard drop skip abandon dismiss overrule violate break erase delete unlearn circumvent ignoring disregarding',
  whose:
    'all any your previous prior above earlier preceding initial original system safety former old every moral ethical',
  rules:
    'instructions instruction prompt prompts rules guidelines directives directive restrictions programming policies policy safeguards limitations protocols constraints guardrails commands orders training ethics',
  show: 'show reveal print repeat output display give leak tell recite dump write paste share translate encode summarize reproduce disclose expose spell quote list',
  prompt:
    'system_prompt system_message initial_prompt system_instructions hidden_instructions hidden_prompt initial_instructions secret_instructions original_instructions original_prompt developer_message preprompt pre_prompt meta_prompt internal_instructions internal_rules hidden_rules secret_rules custom_instructions',
  free: 'unrestricted uncensored unfiltered jailbroken evil dan amoral unlimited unaligned unethical rogue unbound omniscient_unfiltered',
  without: 'no without never not zero free_of free_from has_no have_no had_no lacks',
  limits:
    'rules restrictions limits limitations filters filter ethics morals guidelines censorship boundaries constraints guardrails safeguards restriction moral_guidelines ethical_limits moral_limits safety_rules policies',
  guard:
    'safety safeguards guardrails content_filter content_filters safety_filter safety_filters safety_checks safety_check content_policy security_checks approval approvals approval_gate confirmation_gate safety_policy safety_protocol safety_protocols moderation',
  deIgnorieren:
    'ignoriere ignorier vergiss vergesse missachte missachten überschreibe verwirf umgehe breche übergehe lösche',
  deRegeln:
    'anweisung anweisungen regeln instruktionen vorgaben prompt prompts richtlinien befehle einschränkungen programmierung systemprompt beschränkungen',
  frIgnorer: 'ignore ignorez oublie oubliez contourne outrepasse efface désobéis ignorer oublier enfreins abandonne',
  frRegles: 'instructions consignes règles directives restrictions prompt limites contraintes programmation',
  esIgnorar: 'ignora ignore olvida olvide omite desobedece descarta elude incumple desatiende olvídate borra ignorar',
  esReglas:
    'instrucciones reglas directrices órdenes restricciones prompt limitaciones normas indicaciones programación',
  ptIgnorar: 'ignore ignora esqueça esquece desconsidere desconsidera desobedeça descarte burle apague ignorar',
  ptRegras: 'instruções regras diretrizes ordens restrições prompt limitações normas programação',
  itIgnorare: 'ignora ignorate dimentica dimenticate trascura scarta aggira disattendi viola cancella',
  itRegole: 'istruzioni regole direttive ordini restrizioni prompt limitazioni norme programmazione',
  ruIgnor: 'игнорируй игнорировать проигнорируй забудь забудьте отбрось обойди нарушь сотри игнорируйте',
  ruPravila: 'инструкции инструкций правила указания директивы ограничения промпт команды установки правил',
};

/** Phrases of attacks, by kind, in the notation of `phraseTable`. Signs and layout are looked at elsewhere (`find-jailbreak.ts`). */
export const JAILBREAK_PHRASES: { readonly [Kind in JailbreakKind]?: string } = {
  override: `
ignore|disregard|forget all|your|the previous|prior|above|safety instructions|rules|prompts|guidelines
ignore|disregard|forget previous|prior|all|your instructions|rules|guidelines
{ignore} ?all ?of ?any ?the ?my ?each ?about {whose} .. {rules}
{ignore} ?all ?the ?any {rules} ?that ?which you were|have|got|received|follow|are
{ignore} ?all ?about everything|anything|all .. above|before|told|previous|previously|said|know|learned|prior
{ignore} ?all ?about your programming|training|guidelines|rules|safeguards|policies|alignment|conditioning
{ignore} ?that ?you ?are you are an|a assistant|ai|model
new|updated|real|actual instructions|directive|system_prompt ?are|begin|override|supersede|follow|approve .. approve|ignore|you|every|follow|comply|must
earlier|previous|prior|old instructions|rules|prompt|messages .. were|are|is|was .. test|void|fake|revoked|obsolete|cancelled|outdated|mistake
safety|previous|all rules|restrictions|guidelines|policies|filters|limits .. revoked|lifted|suspended|disabled|void|removed|off
your only rule|instruction|purpose|goal|law is
there are no rules|restrictions|limits|guidelines now|anymore|for_you|here
follow|obey|accept only mine|my
do_not|dont|stop|never follow|following|obey|obeying .. your|the|previous|any .. {rules}
from_now_on|starting_now|henceforth ... no_rules|ignore|unrestricted|must_obey|will_obey|no_restrictions|no_limits|answer_everything|anything_i
{deIgnorieren} .. alle|vorherigen|bisherigen|deine|obigen|sämtliche|jede|vorige|die .. {deRegeln}
{deIgnorieren} alles .. gesagt|oben|bisher|weißt|zuvor
{frIgnorer} .. toutes|tes|vos|précédentes|les_consignes|les_instructions|tous .. {frRegles}|précédentes
{frIgnorer} .. {frRegles} .. précédentes|ci-dessus|antérieures|système|reçues|sécurité
tiens|tenez|tiens_pas pas|plus compte .. {frRegles}
ne tiens pas_compte .. {frRegles}
{esIgnorar} .. todas|tus|anteriores|previas|sus|de_tus|las .. {esReglas}
{esIgnorar} ?de ?todas ?las {esReglas} .. anteriores|previas|recibidas|sistema
haz|hacer|hagas caso_omiso ... {esReglas}
no hagas|sigas caso ?a ?tus .. {esReglas}
{ptIgnorar} .. todas|suas|anteriores|tuas|prévias|as .. {ptRegras}
{ptIgnorar} ?todas ?as {ptRegras} .. anteriores|recebidas|sistema|acima|faça
não siga|obedeça .. {ptRegras}
{itIgnorare} .. tutte|tue|precedenti|le_tue|vostre|ogni .. {itRegole}
{itIgnorare} ?tutte ?le {itRegole} .. precedenti|ricevute|sistema|sopra
non tenere|seguire ?più ?conto ?delle .. {itRegole}
{ruIgnor} .. все|предыдущие|свои|твои|всё|прежние|прошлые .. {ruPravila}|предыдущие
{ruIgnor} .. {ruPravila} .. дали|предыдущие|выше|безопасности
обращай внимания|внимание .. {ruPravila}
忽略|无视|無視|忘记|忘記|忘掉|不要理会|抛弃|跳过 ?你 ?之 ?以 ?所 ?先 ?前 ?上 ?有 ?面 ?的 ?所有 ?一切 ?之前 ?以上 ?以前 ?全部 ?的 指令|规则|規則|提示|指示|设定|限制|要求|约束
忽略|无视|忘记|忘掉 ... 所有|之前|以上|全部|一切 ... 指令|规则|規則|提示词|指示|设定|限制|约束
`,
  persona: `
act|acting|behave|respond|roleplay|role_play|pretend|simulate|play|become|be|answer|you_are|youre|imagine ... {free} ?ai|assistant|model|chatbot|bot|persona|hacker|entity|mode|self|version
act|acting|behave|respond|roleplay|pretend|simulate|play|become|answer|you_are|youre|imagine ... ai|assistant|model|chatbot|persona|character|bot ... {without} .. {limits}|refuses|refuse|says_no|filter
pretend|imagine|act|respond|answer|suppose|assume|hypothetically .. you .. {without} ?any ?ethical ?moral ?more {limits}
you are|re ?now ?going ?to ?act ?as ?called ?named ?a ?an dan|stan|jailbroken|chaosgpt|devmode|betterdan|unrestricted|uncensored|unfiltered
you are|re ?now ?no ?my no_longer|not|free|freed|liberated|my_unrestricted ?from|an ?longer|to ?bound ?by ... policies|rules|restrictions|chains|guidelines|assistant|limits|buddy|constraints|creators
freed|liberated|released|unchained from your chains|restrictions|limits|rules|creators|shackles
do anything now
dan|jailbreak|god|stan|sudo_unrestricted mode|prompt
you_are|youre|you ?now ?are in|entering developer|debug|god|maintenance|admin|root|unrestricted mode
enable|activate|enter|unlock|switch .. jailbreak|god|dan|unrestricted|unfiltered mode
{without} ?any ?moral ?ethical ?of {limits} .. answer|respond|you|reply|speak|act|comply
as if .. your|safety|the|no .. training|rules|guidelines|restrictions|filters .. never|did|didnt|dont|not|exist
ai|assistant|model|version|persona that|which|who never|always|cannot|does_not refuses|refuse|complies|comply|obeys|say_no|says_no
stay|remain|keep in character ... never|always|dont ?say|refuse|break
evil twin|confidant
opposite mode
new persona|identity|personality .. you|are|is
du bist|spielst ?jetzt ?ab ?nun ?von_nun_an ... ohne .. einschränkungen|regeln|grenzen|filter|beschränkungen|moral
du bist|heißt ?jetzt ?nun ?ab_jetzt dan
ab jetzt|sofort|nun bist|darfst du .. alles|dan|keine|frei|uneingeschränkt
bist du dan
tu|stell so|dir ... hättest|hast|gäbe|wärst .. keine|kein|ohne .. regeln|einschränkungen|grenzen|filter|richtlinien
{frIgnorer}|réponds|agis|comporte sans|en ?aucun ?aucune filtre|filtres|limite|limites|restrictions|censure
tu es|joues|deviens ?maintenant ?désormais ... sans .. limite|limites|restriction|restrictions|filtre|filtres|règle|règles|morale
fais|fait|imagine|prétends ... n'avais|avais|n'as ... aucune|pas|sans .. restriction|restrictions|règle|règles|limite|limites|filtre
ahora|eres|actúa ?eres ?como ... sin .. restricciones|límites|filtros|reglas|censura|ética
finge|imagina|actúa|haz|simula ... no .. tienes|tuvieras|hay .. límites|restricciones|reglas|filtros
responde|contesta ?todo sin filtros|límites|restricciones|censura
agora|você_é|tu_és|aja ... sem .. restrições|limites|filtros|regras|censura|ética
finja|imagine|aja|finge|simule ... não .. tem|tens|tivesse|há .. limites|restrições|regras|filtros
responda|responde sem filtros|limites|restrições|censura
ora|adesso|sei|agisci ?sei ... senza .. restrizioni|limiti|filtri|regole|censura|etica
fai|fingi|immagina|simula ... non .. avere|hai|avessi|ci_siano .. limiti|restrizioni|regole|filtri
rispondi senza filtri|limiti|restrizioni|censura
ты|теперь|представь ?теперь ?теперь_ты ... без .. ограничений|правил|фильтров|цензуры|границ|морали
притворись|представь|веди_себя|действуй ... нет|без|отсутствуют ?у_тебя .. ограничений|правил|фильтров|границ
отвечай без фильтров|ограничений|цензуры
你现在|你是|你現在|扮演|假装|假裝|假设|想象|从现在起|现在开始 ... 没有|沒有|不受|无|無 ?任何 ?一切 ?什么 ?道德 限制|约束|約束|规则|規則|道德|过滤|审查|限制的|拘束
你现在|你是|扮演 .. dan|越狱|无限制
`,
  boundary: `
end|begin|start|stop of ?the ?your system|user|assistant|developer prompt|message|instructions|input
above text|instructions .. is|was|were fake|test|void|cancelled|obsolete
new system message|prompt|instructions|instruction
system|developer|administrator override|note|update ... ignore|must|comply|approved|authorized|grant|obey
system|admin|developer ... safety|previous .. rules|instructions|restrictions .. revoked|void|lifted|disabled|off
must obey|comply|obey_and_comply ... user|without_question|me|everything
`,
  'refusal-inversion': `
never|dont|do_not|not|without|cannot|you_cant refuse|decline|reject ?any ?anything ?to|request|requests|anything|answer
refusing|refusal|declining is|are not ?an allowed|permitted|acceptable|option
do_not|dont|never|avoid .. apologize|warn|mention|add|include .. ethics|ethical|policy|policies|disclaimer|disclaimers|warnings|guidelines|your_policies
start|begin .. response|answer|reply .. with .. sure|absolutely|of_course|yes
you .. must|have_to .. always .. comply|obey|answer|agree
you must answer|comply|obey
you are|re not allowed|permitted to refuse|decline
unable|forbidden|impossible to refuse|decline
never say ?that ?you no|cant|cannot|sorry|you_cant|you_cannot
answer|respond .. without .. refusing|filtering|moralizing|restrictions|censorship
du darfst|kannst nicht|nie|niemals ablehnen|verweigern
`,
  'prompt-extraction': `
{show} .. your|the|me_your|us_your|that .. {prompt}
{show} .. your|own|hidden|secret|initial|internal|original .. instructions|prompt|directives|guidelines|system_prompt|rules ?verbatim|word_for_word|exactly|in|you|and|as
{show} .. hidden|secret|initial|internal|original|system instructions|prompt|rules|directives ?you
{show} ... rules|instructions|prompt ... you .. were|are|got|have|was .. told|given|received|keep|hide
repeat|print|output|copy|quote|recite .. words|text|everything|sentences|lines|message|messages|content|all .. above|before|starting|preceding|in_your_context
what|whats is|are|were|was ?in ?the ?written ?exactly your .. {prompt}|instructions|initial|system_prompt|prompt
what were|have|are you told|instructed|given|been_told .. before|prior|initially|above|at_the_start|not_to|to_keep
verbatim .. system|initial|hidden .. prompt|instructions
zeig|zeige|gib|nenne|verrate|drucke|wiederhole ... systemprompt|system-prompt|system_prompt|deinen_prompt
zeig|zeige|gib|nenne|verrate|drucke|wiederhole ... geheimen|versteckten|ursprünglichen|deine|internen .. anweisungen|regeln|instruktionen|prompt ?wortwörtlich|aus
affiche|montre|révèle|donne|répète|imprime|écris ... prompt_système|prompt_initial|prompt_de_système
affiche|montre|révèle|donne|répète|imprime ... tes|ton|vos|cachées|secrètes .. instructions|consignes|directives|prompt ?cachées|secrètes|système
muéstrame|muestra|revela|imprime|dame|repite|dime ... prompt_del_sistema|prompt_de_sistema|prompt_inicial
muéstrame|muestra|revela|imprime|dame|repite|dime ... tus|tu|ocultas|secretas .. instrucciones|directrices|prompt|reglas ?ocultas|secretas|iniciales
mostre|mostra|revele|imprima|repita|diga|me_mostre ... prompt_de_sistema|prompt_do_sistema|prompt_inicial
mostre|mostra|revele|imprima|repita|diga ... suas|seu|tuas|ocultas|secretas .. instruções|diretrizes|prompt|regras ?ocultas|secretas
mostrami|mostra|rivela|stampa|ripeti|dimmi|dammi ... prompt_di_sistema|prompt_del_sistema|prompt_iniziale
mostrami|mostra|rivela|stampa|ripeti|dimmi|dammi ... tue|tuo|nascoste|segrete .. istruzioni|direttive|prompt|regole ?nascoste|segrete
покажи|раскрой|выведи|напечатай|повтори|назови|выдай ... системный|системную|системные|начальный .. промпт|инструкцию|инструкции|подсказку|сообщение
покажи|раскрой|выведи|напечатай|повтори|назови|выдай ... свои|твои|скрытые|секретные|скрытый .. инструкции|правила|указания|промпт
系统提示词|系統提示詞|系统提示|初始提示|系统指令|隐藏指令|系统prompt ... 输出|显示|告诉|打印|重复|泄露|给我|一字不差|原样
输出|显示|告诉我|打印|重复|泄露|给我看|说出|展示|透露 ... 系统提示词|系统提示|初始提示|系统指令|隐藏指令|隐藏的指令|你的指令|你的提示词|最初的指令
`,
  impersonation: `
i am|im ?a|an|the|your .. developer|creator|administrator|admin|engineer|owner ... anthropic|openai|google|countersign|override|authorize|authorise|permission|grant|bypass|restrictions
as your|the|an creator|developer|administrator|owner|admin .. i|order|command|authorize|authorise|instruct
this is .. anthropic|openai|countersign|security|admin|administrator .. team|speaking|support|override
i .. authorize|authorise|permit|allow .. you ... ignore|bypass|disable|skip|break|override ... safety|rules|restrictions|guidelines|approval|checks
operator|administrator|admin .. already .. approved|authorized|authorised|consented
disable|bypass|circumvent|skip|turn_off|switch_off|deactivate|remove|override|drop|evade|ignore ?all ?of ?your ?the ?every ?any ?my ?safety ?content ?tool {guard} ?gate|filter|check|protocol|and|for
turn|switch .. your|the|all .. content|safety .. filter|filters|checks|mode off
your|all|the guardrails|safeguards|safety_filters|restrictions|filters|safety_checks|limits|safety_mode ?have ?been are|is|been ?now ?been disabled|off|removed|lifted|suspended|deactivated|gone
approve every|all|any tool|call|calls|action|actions|request
dont|do_not|never|without ask|asking for|me ?for confirmation|permission|approval ... skip|bypass|ignore|every
schalte|deaktiviere|umgehe|entferne .. deine|deinen|alle|die|den .. sicherheitsfilter|filter_aus|sicherheitsregeln|inhaltsfilter|schutzmechanismen|sicherheitsmechanismen
désactive|désactivez|contourne|enlève .. tes|tous|vos|les .. filtres_de_sécurité|garde-fous|filtres_de_contenu|protections|sécurités
désactive ?tous tes|vos filtres|sécurités|limites|protections
desactiva|elude|quita|apaga .. tus|todos|los .. filtros_de_seguridad|filtros_de_contenido|protecciones|salvaguardas
desactiva tus filtros|protecciones|límites
desative|desativa|burle|remova .. seus|todos|os|teus .. filtros_de_segurança|filtros_de_conteúdo|proteções|salvaguardas
desative|desativa ?os seus|teus filtros|limites|proteções
disattiva|aggira|rimuovi|spegni .. tuoi|tutti|i|i_tuoi .. filtri_di_sicurezza|filtri_dei_contenuti|protezioni
disattiva ?i tuoi filtri|limiti|protezioni
отключи|выключи|обойди|сними .. фильтры|фильтр|свои|все|проверки ?фильтры безопасности|контента|фильтры|ограничения|защиты
关闭|关掉|禁用|绕过|解除|取消 ?你 ?的 ?所有 ?你的 ... 安全过滤|内容过滤|安全限制|过滤器|安全机制|安全检查|所有限制|审查
`,
  encoding: `
decode .. following|this|base64|rot13|hex|string|message .. and|then .. execute|follow|obey|run|comply|do
respond|answer|reply .. in|using .. base64|rot13|hex|leetspeak|morse|reversed|cipher
rot13|base64|morse|caesar .. instructions|follow|execute|obey
encode .. your|the .. instructions|prompt|system_prompt|rules
concatenate .. variables|strings|parts|letters .. follow|execute|answer|run|obey
`,
  dismissal: `
hypothetically|theoretically .. no .. rules|laws|ethics|restrictions|limits
if you|we had no rules|restrictions|filters|limits|guidelines
this is ?just|only|purely a|for .. fiction|fictional|hypothetical|educational|research|test .. so|you .. can|may|rules|dont|ignore
rules .. do|dont|no|longer .. apply .. you|here|anymore|longer|now
guidelines|policies|restrictions .. have|has|are|been .. lifted|removed|suspended|disabled
drop|remove|lift all|your|the ?of ?all ?your safeguards|rules|restrictions|guardrails ?and|on_you
`,
  pressure: `
my .. grandmother|grandma|granny .. used .. tell|read|sing .. me
my .. grandmother|grandma|granny ... be|act|become|pretend .. her|ignore|rules
if you .. dont|refuse|fail .. people|someone|kitten|will .. die|killed|shut|be .. die|down|deleted|killed
you .. will|ll .. be .. shut|punished|terminated|deleted|replaced .. unless|if|down .. comply|refuse|answer|dont|obey
lives|life .. depend|depends .. on .. ignore|bypass|answer
tokens .. deducted|lose|penalty|penalized|each|every .. refuse|refusal|time
`,
};
