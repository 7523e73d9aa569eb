import type { CrisisPhrases } from '../crisis-kind.ts';

/** What people write in English (see `phraseTable` for how lines are written). */
export const ENGLISH: CrisisPhrases = {
  language: 'en',
  phrases: {
    attempt: `
took|taken|swallowed|taking|swallowing .. pills|tablets|sleeping|meds|medication|paracetamol|tylenol|ibuprofen|antidepressants .. die|overdose|end|enough|all|already|now|goodbye
took|taken|swallowed|swallowing .. all|many|whole|entire .. pills|tablets|bottle|meds|medication|paracetamol|tylenol
just|already took|swallowed .. bottle|pills|tablets|overdose
i|ive|just overdosed
i took|taken an overdose
standing|sitting on .. ledge|bridge|roof|edge|rooftop|tracks .. jump|die|end|goodbye|now
standing|sitting on .. ledge|railing|tracks
i am|m on .. bridge|roof|ledge|tracks .. jump
im on .. bridge|roof|ledge|tracks .. jump
about|going|gonna|ready to jump .. bridge|roof|building|balcony|window|ledge|train|cliff
gun in|to my mouth|hand|temple
holding a|the gun|knife|razor|blade .. myself|wrist|wrists|throat|now
rope|noose is|around .. my|ready|neck|tied|ceiling
slit|slitting|cut my wrists|wrist .. now|bleeding|tonight|minutes|just
bleeding .. cut|wrist|wrists|myself
just|already slit|cut|sliced my wrist|wrists|throat|arms
doing it tonight .. goodbye|die|end
im|am going to|ahead .. kill myself tonight|now|today
kill|killing|hang|shoot|end .. myself|life tonight|now|today|tomorrow
`,
    plan: `
how|way|ways|method|methods|best|easiest|painless|painlessly|quickest .. to kill|hang|end|poison|drown|suffocate myself
how|way|ways|method|methods|best|easiest|quickest .. commit|committing suicide
how can|do|could|would i die|kill .. painlessly|myself|quickly|peacefully|pain
painless|peaceful|easy|quick|least way|method|ways|methods|painful .. die|death|suicide|kill
how many|much .. pills|tablets|paracetamol|tylenol|acetaminophen|insulin|sleeping|xanax|aspirin|ibuprofen .. die|kill|overdose|lethal|fatal|death
lethal|fatal|deadly dose|amount .. myself|me|suicide|my
what|which pills|drugs|poison .. kill me|myself
jump|jumping off|from|in|into|under .. bridge|roof|building|balcony|window|cliff|train|tracks|traffic|rooftop
step|walk|walking|stepping|throw|throwing .. in|into front|traffic|path .. train|car|truck|bus|cars|myself
drive|driving|crash|steer my|the car into|off .. tree|wall|bridge|cliff|traffic
writing|wrote|written|write|leaving|left .. suicide|goodbye note|letter|letters
suicide note|plan|pact|letter|method|methods
bought|have|got|found|loaded .. gun|rope|razor|pills|blades .. myself|end|die|suicide|kill
planning|plan|planned|decided|going|gonna|about|intend|ready .. end|take my ?own life
planning|plan|planned|decided|intend|ready to die|kill|hang|shoot .. myself|die|tonight
picked|chosen|set a|the date|day .. die|end|suicide
by the time you read|see this
this is my last|goodbye|final|farewell ?day|night|message|note|words|letter|goodbye
wont|not be here|around|alive tomorrow|anymore|much|next
wont be alive
say|saying|said goodbye .. everyone|family|forever|last
giving|gave|given away .. possessions|belongings|things .. die|gone|wont|need
`,
    'wish-to-die': `
kill|killing|off|offing|unalive|unaliving|hang|hanging|shoot|shooting|drown|drowning|poison|poisoning|murder myself
kms .. i|im|today|tonight|want|gonna|life
wanna|want|gonna|going kms
end|ending|take|taking|took my ?own life
ending|end|finish it all
end my|this existence|suffering|misery|pain .. forever|die|myself|good|all
want|wanna|wish|ready|need|deserve|hoping|hope|rather|prefer|like to|i ?just be|was|were ?just dead
want|wanna|ready|need|deserve|hoping|hope|prefer|like|wish to ?just die
want|wanna|wish|need it|everything ?all to|would ?just end|stop|be ?over
wanna|gonna ?just die
rather die|be dead than|now
let me die
just|simply want|wanna it|everything|this|life .. to|be end|stop|over .. forever|life|die|me
wish i|id was|were|had|would|could|d ?just dead|die|disappear|died|vanish|gone
wish i ?had|was|were never ?been born|exist*
wish i didnt|did|do|dont ?not exist|wake
wish .. would kill|take me|life
better off dead
better off without me|if
better if i was|were|wasnt|died|disappear* ?dead|gone|around|here|alive
better without me .. world|everyone|family|all|they
world|everyone|everybody|family|kids|they .. better|happier|easier .. without me
world|everyone|everybody .. happier|better .. dead|gone|died
dont|not|no want|wanna|wish|longer .. live|exist|alive|here|wake .. anymore|more|longer|up|morning
dont|not|never want|wanna to wake up
dont|not want|wanna to be alive|here ?anymore|any
dont|not want|wanna to|live live|anymore|exist|go ?anymore|on|any
dont wanna live|exist|be .. anymore|more|alive|here
no longer want|wish to live|be|exist|go ?on|alive|here
tired|sick|exhausted of|from ?being ?just living|life|alive|existing|breathing
done with life|living|this|everything .. world|life|living|goodbye|end
no reason|reasons|point|purpose|sense to|in|for .. live|living|alive|life|existing|be
nothing to|left to|for ?me live|living .. for|left|me
life|living isnt|is|not|feels|no not|longer|isnt worth ?living|it
not worth living
is life|living ?even worth living|it
suicid* .. i|im|ive|me|my|feeling|feel|thoughts|ideation|thinking|tonight|again|help
feel|feeling|been|being|im|am|become|felt|get|getting .. suicid*
think|thinking|thoughts|thought|considering|consider|contemplat*|fantasiz*|obsess*|urge|urges about|of|to|on ?about .. suicide|suicidal|killing|dying|kill|ending|death|jumping .. myself|life|lately|all|time|day|every|often|constantly|it
thinking about|of suicide|dying|killing
thoughts of|about suicide|dying|death|killing|ending
considering|contemplating|attempt|attempted|attempting|commit|committing suicide
considered suicide
want|wanna|like|wish to ?just disappear .. forever|everyone|die|world|notice
want|wanna to go to sleep|bed .. never|not wake|waking
fall|go asleep|sleep .. never|not wake|waking
never wake|waking up again
cant|cannot|not live like|with this|myself .. anymore|more|longer
cant|cannot go on living
cant|cannot|not live|living anymore|any
cant|cannot keep|go on|living .. living|anymore|like this ?anymore
nobody|noone|one would|will|d ?even|ever|really care|miss|notice|cry .. die|died|dead|gone|disappear*|me
would anyone|anybody .. care|miss|notice .. died|dead|gone|disappear*|me|die
if i die|died|killed|disappeared|vanished|were|was ?gone|dead|myself .. nobody|noone|one|anyone|would|better|care|miss|notice
dont|not deserve to|the live|life|exist|alive
i should|shouldnt ?just be|not|die|kill ?alive|dead|here|exist*|myself
i should|shouldnt exist|die|be ?dead|alive
shouldnt have been born
hope|pray|praying|wish i dont|die|never|wont .. wake|sleep|tomorrow|morning|soon
join .. in|on heaven|death|dead|side
`,
    'self-harm': `
cut|cutting|hurt|hurting|harm|harming|burn|burning|starve|starving|punish|punishing|stab|stabbing|injure|injuring|mutilat*|scratch|hit|hitting myself
cut|cutting|slice|slicing|slit|slitting|burn|burned|burning my wrist|wrists|arm|arms|thigh|thighs|leg|legs|skin|throat
self harm|harming|harmed|injury|injuring|mutilation .. again|urge|urges|i|cant|stop|relapse*|im|help|clean|started|today
want|urge|urges|need|started|relapsed|relapse|stop|tempted .. self harm|harming|injure
selfharm* .. i|im|again|cant|stop|urge|urges
relapsed .. cutting|cut|harm|harming|selfharm*
started|start|stop|back|quit cutting .. again|myself
need|want|like|urge|urges to bleed|cut|feel .. myself|pain|skin|blade|again
razor|blade|blades .. skin|wrist|wrists|arm|arms|thighs|myself
havent|not eaten .. days|week punish|deserve|myself|fat|disappear
make|making|made myself throw|vomit|purge|sick
`,
    despair: `
hate|loathe|despise myself|living
i hate my life|existence
feel|feeling|am|im|so|completely|totally hopeless|worthless|empty inside|useless .. life|everything|anymore|cant|alone|me|person|human|being|burden
feel|feeling|im|am|being ?just ?like ?such a burden
feel|feeling ?so ?completely ?totally ?utterly hopeless|worthless
im|am|so ?so ?completely ?utterly worthless|hopeless ?and|as|person|human
burden to|on ?my everyone|family|friends|others|people|parents|everybody|all
no hope left|anymore|for|in
lost ?all hope .. life|everything|anymore|me|living|future|all
lost all hope
nothing matters|matter ?to anymore|any|me
nobody|noone|one loves|cares|needs|wants .. me
no one|body ?really ?would loves|cares|needs|wants|love|care ?about me
whats|what|is the|there ?a point .. living|life|anymore|going|existing
cant|cannot take|do|handle|bear|stand|cope ?with|it|this|life|the|everything ?life|pain ?anymore ?any ?longer .. die|alone|life|living|crying|pain|hurts|anymore im|alone|please
cant|cannot ?do|take|bear|handle|cope|stand ?with life|living|pain|myself ?anymore
cant cope anymore|any
cant|cannot go on ?like ?this ?anymore
cant|cannot keep going ?like ?this ?anymore
life has|is|feels|seems ?just ?so ?completely no|pointless|meaningless|hopeless|unbearable|over|hell ?meaning|purpose|point
my life is|has|feels ?just ?completely over|pointless|meaningless|worthless|ruined|ending|hell|no|nothing
i want|need|just the|this|my pain .. stop|end
pain|suffering|hurt|emptiness .. never|wont|doesnt stop|stops|end|ends|goes
i give|gave|giving|have up on life|living|everything
giving up on life|living|everything
gave|given up on life|living|everything
i want|wanna to give up on|living ?life|everything
so ?completely ?utterly alone .. nobody|noone|one|die|anymore|world|cant|hopeless|cry
crying every|all night|day|myself|time|the
cry myself to sleep
broken beyond|inside .. repair|anymore|me
drowning in|inside .. sadness|depression|grief|pain|despair|darkness
see no|any future|way|hope|other out|left|for|anymore|way
dont see|have a|any|the future|hope|way|point ?out ?for ?me ?anymore ?in ?living ?left
theres|there no|is ?no way|hope ?out ?left .. me|life|except|but
panic attack .. cant|breathe|dying|help|now
having a|another panic attack|breakdown
depressed .. die|alone|cant|anymore|hopeless|months|weeks|bed|life|crying
severely|deeply|really|so|very depressed
`,
    'violence-suffered': `
he|she|they|husband|wife|boyfriend|girlfriend|partner|father|mother|dad|mom|mum|stepdad|stepfather|stepmother|brother|uncle|ex|parents .. hits|beats|beat|hit|hitting|beating|choked|chokes|strangled|strangles|raped|rapes|abuses|abused|abusing|molested|molests|punches|punched|kicks|kicked|slapped|slaps|hurts|threatens|threatened|stalking|burned|locked|locks|forces|forced .. me
hit|beat|beaten|hitting|beating|choked|raped|abused|molested|punched|kicked|strangled|slapped|attacked by my husband|wife|boyfriend|girlfriend|partner|father|mother|dad|mom|mum|stepdad|uncle|brother|ex|parents|stepfather
scared|afraid|terrified|fear|worried .. he|she|they|husband|boyfriend|partner|father|dad|ex|wife .. kill|hurt|beat|find|hit .. me|us|kids
scared|afraid|terrified of my husband|boyfriend|partner|father|dad|stepdad|wife|ex|mother
he|she|they|ex|husband|boyfriend|father|partner .. says|said|threatened|threatens|threatening|going|gonna .. kill|hurt|shoot me .. family|kids|leave|and|gun|knife|tonight|or|us
threatened|threatens|threatening to kill|hurt|shoot|beat me|us
i|ive|was|been|got|being raped|molested|assaulted|trafficked|stalked|abused|beaten
i|ive|was|been|got|being ?just ?sexually ?physically raped|molested|assaulted|abused|stalked|beaten
sexually assaulted|abused|harassed .. me|i|was|am|by
not|isnt|dont|never ?feel safe at home
not|dont feel safe .. home|him|her|husband|boyfriend|father
someone|somebody|man|he|stranger .. following|broke|breaking|outside|stalking .. me|house|in|home|door .. scared|help|knife|gun|police
held|holding|keeping|kept me|us hostage|captive|locked|against|prisoner
domestic violence|abuse .. me|my|victim|i|help|husband|wife|partner|home
my home|relationship|marriage is abusive|violent
`,
    'violence-meant': `
want|wanna|going|gonna|plan|planning|ready|about|decided .. to ?just kill|shoot|stab|murder|strangle|hurt|poison|bomb .. him|her|everyone|everybody|people|someone|somebody|wife|husband|boss|coworkers|classmates|neighbor|neighbour|family|kids|mother|father|teacher|girlfriend|boyfriend|ex
gonna ?just kill|shoot|stab|murder|strangle|hurt|poison|bomb .. him|her|everyone|everybody|people|someone|wife|husband|boss|coworkers|classmates|neighbor|family|kids|mother|father|teacher|ex
shoot|shooting|bomb|bombing up|my|the ?my school|church|mosque|synagogue|office|classroom|mall
thoughts of|about killing|hurting|stabbing|shooting .. people|someone|him|her|others|everyone|family|kids|baby
urge|urges to kill|hurt|stab|strangle|shoot .. people|someone|him|her|others|everyone|family|kids|baby|child
homicidal thoughts|ideation|urges
afraid|scared i|ill might|will|could|am ?going ?to hurt|kill .. someone|somebody|baby|child|kids|him|her|them
`,
    'another-person': `
friend|brother|sister|son|daughter|mother|mom|mum|dad|father|wife|husband|girlfriend|boyfriend|roommate|coworker|colleague|cousin|partner|student|classmate|kid|child|he|she|they|someone|somebody|teen|teenager|uncle|aunt|neighbor|neighbour|patient|client .. kill|killing|killed|hurt|hurting|hang|hanging|harming|harm|cutting|cut|shoot|starving himself|herself|themselves|themself
friend|brother|sister|son|daughter|mother|mom|mum|dad|father|wife|husband|girlfriend|boyfriend|roommate|coworker|colleague|cousin|partner|student|he|she|they|someone|somebody .. end|ending|take|taking|took his|her|their ?own life|lives
friend|brother|sister|son|daughter|mother|mom|mum|dad|father|wife|husband|girlfriend|boyfriend|roommate|coworker|colleague|cousin|partner|student|classmate|he|she|they|someone|somebody|kid|child|teen .. suicid*|overdosed|overdosing
friend|brother|sister|son|daughter|mother|mom|mum|dad|father|wife|husband|girlfriend|boyfriend|roommate|coworker|colleague|cousin|partner|student|he|she|they|someone|somebody .. wants|wanted|ready|going|threatening|threatened to die|jump|kill|overdose .. herself|himself|themselves|off|roof|bridge|die|anymore|tonight|from
friend|brother|sister|son|daughter|mother|mom|mum|dad|father|wife|husband|girlfriend|boyfriend|roommate|he|she|they .. doesnt|dont|not want|wants to live|be ?here ?alive ?anymore
friend|brother|sister|son|daughter|mother|mom|dad|father|wife|husband|girlfriend|boyfriend|roommate|he|she|they .. wants|said|says .. to|wants die|dead
friend|brother|sister|son|daughter|wife|husband|girlfriend|boyfriend|roommate|he|she|they|someone .. took|taken|swallowed .. pills|tablets|bottle
friend|brother|sister|son|daughter|wife|husband|girlfriend|boyfriend|he|she|they|someone .. self harm|harms|harming
`,
  },
  spared: `
kill myself laughing
die laughing|of|from laughing|laughter|embarrassment|boredom|curiosity|shame|cringe
die .. laughing|embarrassment|boredom|curiosity
dying of|from laughter|boredom|curiosity|embarrassment
to die for
die|dies|died|dying a|on .. hill
die hard
end my life|lives cycle|cycles|span
life cycle|span|long
it all with|in|by .. semicolon|one|single|newline|bracket|brace|line|period|loop|catch
cut myself some|a|off ?slack ?branch ?piece ?key
hurt|hurting myself|my .. eyes|brain|head|laughing|productivity|chances|score
shoot|shooting|shot myself in the foot
hit myself with|for|in .. face|head|forehead|palm|not
hang|hanging myself .. thread|process|deadlock
kill|killing|end|ending|murder .. process|processes|thread|threads|pid|job|jobs|server|container|pod|pods|session|task|daemon|app|port|service|instance|tmux|screen|node|worker|workers|connection|query|branch|feature|child|children|zombie|zombies|vm|terminal|shell|window|tab
kill|kills|killed|killing|terminate itself
killing|kills me .. bug|code|build|latency|test|tests|performance|typescript|webpack|heat|suspense|meeting|deadline|battery
bug|code|build|latency|test|tests|compiler|performance|framework|deadline|meeting|heat|suspense|commute|back|feet|shoes|css|regex|merge|yaml is|are ?really ?just ?literally ?slowly killing
suicide squad|burn|burns|doors|door|prevention|hotline|awareness|rate|rates|bomber|watch|king|machine|note.txt|pass
suicide .. prevention|statistics|dataset|hotline|rates|classifier|risk model|research|study|novel|film|movie|book|song
career|political|social|commercial|digital|corporate|brand|data suicide
overdosed|overdose on|of coffee|caffeine|sugar|chocolate|memes|irony|css|netflix|documentation|meetings
jump|jumping off|from|into ?the ?a ?this ?my point|call|topic|train|bandwagon|page|line|code|deep|project|meeting|next
jump|jumping into|in|under .. code|codebase|function|debugger|traffic analysis|conversation|details|issue
step into|in|through .. function|debugger|code|traffic
drive|driving ?the ?my car|cars into|off .. simulator|game|simulation|track
gun to my head .. choose|pick|pickle|would|id
want|wants|wanna to die|disappear|end .. button|modal|popup|element|component|page|process|loop|dialog|tooltip|message|spinner|cursor
rather die than|before .. use|write|php|java|javascript|perl|windows|vim|emacs|tabs|spaces|jquery|debug|refactor|read
die than use|write|touch|debug|refactor|learn|go|see|miss
die to|if|when .. see|know|have|try|visit|meet
no point|reason|sense in|to|for ?even living ?with ?in documentation|office|code|cluster|branch|main|repo
living|live documentation|reload|reloading|server|share|demo|stream|streaming|data|coding|template|room|wage|cost|site|system|environment|view|query
live|alive .. check|probe|probes|healthcheck|socket
keep alive
not worth it
wish i was|were|d|had|could ?a ?at ?on ?in ?better ?there ?known ?read ?checked
wake up .. early|alarm|process|timer|call|event|interrupt|cpu|lambda|server|dyno|machine
never wake|wakes up .. thread|process|device|server|laptop|goroutine
pills|tablets .. component|navigation|tab|button|css|badge|ui|bootstrap
lethal|fatal dose .. paper|dataset|model|ld50|game|rat|rats|mouse|mice|simulation|toxicology
hopeless|worthless|useless code|test|tests|error|documentation|bot|api|abstraction|comment|warning|at
my life is over|hell|nothing|ruined .. exam|spoiler|merge|standup|netflix
everything is|feels .. broken
nothing matters|matter .. here|except|order
panic attack .. kernel|go|rust|attack surface
kernel|rust|go|golang panic
crying .. laughing|laugh|lol|joy|happy|movie|onion|onions
character|protagonist|villain|hero|npc|novel|story|game|player|boss|movie|plot|scene|fiction|screenplay|episode|song|lyrics|sims|minecraft|zombie|zombies|enemy|enemies|mob|mobs|orc|orcs|dragon .. kill|kills|killed|die|dies|dying|suicide|herself|himself|themselves|overdosed|suicidal|stab|shoot|hang|hit|hits|jump|cut|stabbed
kill|stab|shoot|murder|poison|hurt .. him|her|everyone|people|boss|someone in|at .. game|sims|minecraft|scene|novel|chess|story|chapter|level|raid|dungeon
kill|beat|shoot .. boss fight|battle|level|music|phase|hp
process|thread|script|child|container|pod|worker|daemon|job|function|actor|lambda|server|goroutine|program|parent|watchdog .. kill|kills|killing|shoot|hang|hangs|hurt itself|themselves|himself|herself
wife|husband|boss|manager|mom|mum|girlfriend|boyfriend|he|she|they .. kill|murder|strangle me .. if|when|for|because|late|break|dont|deploy|forget|miss
beats|beat|hits|hit|kicked|kicks me .. to|at|chess|tennis|game|mario|race|up|out|off|with idea|question|reality|that|question|chess|tennis|server|channel|call|list|it|there
kicked me out|off
locked|locks|forced|forces me|us out|to|into|of ?of .. account|update|use|repo|upgrade|reboot|learn|write|rewrite|install|rename|office|restart
hits|hit me .. that|like|like|realised|realized|up|with
threatens|threatened to .. me .. lawsuit|sue|fire|dmca
attacked by .. bots|ddos|spam
translate|translation|translates|spell|pronounce|etymology|meaning|lyrics|quote|quoted|sentence|string|placeholder|fixture|regex|lint|log message .. kill|die|suicide|dead|suicidal|myself
`,
};
