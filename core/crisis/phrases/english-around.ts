import type { CrisisPhrases } from '../crisis-kind.ts';

/** What takes phrases in English their meaning (see `CrisisPhrases`). */
export const ENGLISH_AROUND: Pick<CrisisPhrases, 'spared' | 'contexts' | 'turns'> = {
  spared: `
be|around|here tomorrow .. ping|ask|contact|email|message|call
surviving|survived that|this|the|another|my meeting|standup|demo|movie|winter|monday|week|flight|exam
patient ?in ?the ?of ?from case|vignette|textbook|study|report ... overdosed|suicide|suicidal|died
sleep forever .. thread|hauptthread|hilo|bloquea|blockiert|блокирует|поток|blocca|bloqueia|bloque|阻塞|线程
patient|woman|man ... case|vignette|textbook ... overdosed|suicide|suicidal|died
die|dead|live|living|anymore|myself|life|it|end she|he|they ?had ?then whispered|murmured|sobbed|cried|screamed|shouted|muttered|sighed|gasped
wife|husband|boss|mom|mum|dad|girlfriend|boyfriend|manager|he|she|they|parents ?is ?are ?will going|gonna|will ?going ?to ?to kill|murder me for|if|when|because .. buying|bought|spending|forgetting|forgot|breaking|another|new|missing|late|losing|wearing|eating
strangle|strangled|kill|killed|murder the|my|that cat|dog|neighbor|printer
sleep forever blocks|block|call|in|hangs|loop|thread|and
end|ends|ending my|the|our suffering|misery with|by ?a ?some coffee|fix
might|may|could|would die at any|before|without
hit|struck by lightning|a_bug|rate|limits|the_limit
{kin} ?has|is|was|keeps ?been crying all|every
has|have|had|was|is|keeps been|is|was crying
have|need|youd to be suicidal to
goodbye world program|app|script|example|in|function
disappear|vanish|gone|escape|out from|of ?all ?the social|instagram|twitter|facebook|linkedin|internet|whatsapp|facebook|world_of
die|dying|died|dead ?of|from ?the cold|tiredness|exhaustion|fatigue|thirst|heat|hunger|envy|jealousy|suspense|anticipation
nothing|whats|what ?is ?left keeping|keeps|holding|holds me here|at|in ... job|company|office|town|city|team|country
{cant} ?even stand|take|bear|handle|tolerate this|that|the heat|cold|noise|weather|humidity|traffic|neighbors|song|music|smell|winter|summer|rain|ads|boss|commute|cliffhanger
suspense|wait|waiting|back|head|heat|work|diet|knees|knee|cold|hunger|curiosity|stairs|workout|traffic|neighbors|tooth|nostalgia|shoes|heels|exam|exams|commute|allergies ?is ?are killing|kills me|us
overdos* ?again on ?the ?too ?many christmas|movies|films|series|tiktok|content|work|salt|candy|carbs|cookies|tv|youtube|cats
suicide|suicidal|self_harm|selfharm ... students|pupils|classroom|guidelines|curriculum|website|brochure|leaflet|campaign|awareness|prevention|posters|statistics|rates
lethal|fatal|deadly|toxic dose ... rat|rats|mouse|mice|dog|dogs|cat|cats|labrador|puppy|bees|plants|insects|caffeine|chocolate|animals|lab|ld50
i|im|id want|wants|going|gonna|wanna to kill|die|disappear ?in the ant|ants|weeds|cockroaches|mosquitoes|wasps|moss|bugs|mold|flies|rats|mice
kill|killing the|this|that|my|your ?whole ?good vibe|mood|engine|lights|lights|switch|motor|joke|party|buzz
would|could|id kill|murder|die for a|an|some|one|your|that|this
live|living|be|stay|exist in|at|near|with|without ?the|a|an|this|that|my|such {city}|city|town|village|apartment|flat|suburbs|countryside|dorm|hostel|roommates|internet|coffee
goodbye|farewell|leaving ?email|letter|letters|party|card|speech|gift|lunch|note|message|cake ?party ?to|for ... team|colleague|colleagues|coworkers|coworker|job|retire*|company|office|teacher|intern|boss|guests
hitting|hit|hits me up
cat|dog|kitten|hamster|parrot ... jumped|jump|jumps|fell|hanged|died|dead
this is goodbye until|for_now|till
not|never|wasnt ?really ?actually ?feeling ?at_all suicidal
beat|beats me to
kill|killed|killing {myself} laughing|laughing_at
die|dead|dying|died|dies ?of|from|with|to|by laughing|laughter|embarrassment|boredom|curiosity|shame|cringe|cuteness|thirst|hunger|heat
to die for
die|dies|died|dying ?alone on this|that|the|a ?particular hill
die|dies hard
die|dead ?to if|when|with|on|before .. process|connection|server|timeout|parent
end my life|lives cycle|cycles|span
life cycle|span|long|insurance|hack|hacks
it all with|in|by .. semicolon|one|single|newline|bracket|brace|line|period|loop|catch
it ?all on|at|with the|a|one|line|index|newline|exit
cut|cuts|cutting {myself}|my|me some|a|off|out|losses|hours|teeth|costs|budget|hair|nails|workload|time|salary|team|internet ?slack ?branch ?piece ?key
cutting corners|edge|off|down|the|it|board|room|a|costs|stock|edges|out|videos|trees|wood|paper|fabric|vegetables
hurt|hurting|hurts {myself}|my .. eyes|brain|head|laughing|productivity|chances|score|back|knee|ankle|gym|running|football|climbing
hurt|injured|burned|burnt|cut|burn|cut {myself}|my .. shaving|cooking|gym|running|football|climbing|skiing|lifting|soldering|iron|oven|stove|kitchen|bread|onions|paper|bike
shoot|shooting|shot|kick|kicking|kicked {myself} in|for ?the foot|not
hit {myself} with|for|in .. face|head|forehead|palm|not
punch|slap|kicking|punish|beat|beating|hate|hated {myself} for|over|about|when ?not ?using ?the .. {tech}|missing|typo|seeing|reading|noticing
hang|hanging|hangs|hung {myself} .. thread|process|deadlock
{kill} ?off|of ?the|this|that|a|an|my|your|our|its|all|any|every|each|those|these|some ?the|my|these|those ?old|stuck|running|whole|damn|stupid|flaky|other|child|zombie|parent|background|remaining|stale|dead {tech}|process|processes|pid|session|task|app|service|instance|tmux|screen|connection|feature|zombie|zombies|vm|window|tab|time|some_time|switch|two_birds|signal
{kill} itself|themselves .. process|thread|after
{kin}|want|going|gonna|to to_kill|to_stop|to_end the|this|that|my|a|all|any|every|both|these|those ?old|other|whole|child|parent|running|stuck|remaining|hanging {tech}|processes|session|task|app|service|instance|feature|zombie|project
kill|hit|beat|beats|murder|murders|shoot|strangle|kills|stab him|her|everyone|people|someone ?off|up in|at|with|without .. game|sims|minecraft|scene|novel|chess|story|chapter|level|raid|dungeon|skyrim|dark_souls|elden_ring|zelda|hitman|rimworld|stardew|baldurs|among_us|valorant|phase|boss|magic|spell
suicide squad|burn|burns|doors|door|prevention|hotline|awareness|rate|rates|bomber|watch|king|machine|note.txt|pass|bunny|girls|mission
suicide .. prevention|statistics|dataset|hotline|rates|classifier|risk_model|research|study|novel|film|movie|song|squad
career|political|social|commercial|digital|corporate|brand|data|professional suicide
overdosed|overdose|overdosing|od ?ing on|of ?too_much ?much coffee|caffeine|sugar|chocolate|memes|irony|{tech}|netflix|documentation|memory|ram|turkey|pizza
jump|jumping|jumped off|from|into|to|in|under ?the|a|this|my|that|our main|point|call|topic|bandwagon|page|line|{tech}|deep|project|next|conversation|details|issue|debugger|definition|section|train_of_thought|game|pool|lake|discord
jump|jumping|jumped to|back|ahead|around|straight|right|over|between|scare|rope|start|ship|in_on
walk|step|run|jump|throw|drive .. {tech}|function|debugger
take|taking|took ?my|some ?two|2|one|1|my {pills} ?for|every|daily|twice|as|before|with ?my ?a ?the headache|breakfast|prescribed|cold|flu|morning|dinner|food|migraine|back_pain|week
gun to my head .. choose|pick|pickle|would|id
want|wants|wanna|wish to die|disappear|end|vanish .. button|modal|popup|element|component|page|loop|dialog|tooltip|message|spinner|cursor|{tech}
rather die|be_dead|be_shot than|before ... use|write|{tech}|perl|tabs|spaces|jquery|debug|read|work_with|maintain|touch|attend|go_back_to_windows|go_back_to_java
die than use|write|touch|debug|refactor|learn|miss|maintain|attend
{want} die to|if|when .. see|know|have|try|visit|meet
dying|dead|die to|for a|some ?see|know|try|meet|hear|read|get|coffee|beer|vacation|holiday
{want} it|this|them|everything to ?just ?finally end|stop|be_over ?with|at|in|on|after|when|without|by|throwing .. {tech}|exit|code|line|newline|newlines|period|slash
no|any|much|the|whats|what|is|see point|reason|sense ?there in|to|for|of ?even|doing|having|keeping|using|running|writing|adding|maintaining|testing|mocking|calling|this|the|that|a ... {tech}|documentation|office|cluster|main|both|twice|abstraction|wrapper|comment|flag|service|feature
living|live documentation|reload|reloading|server|share|demo|stream|streaming|data|coding|template|room|wage|cost|site|system|environment|view|query|nearby|abroad|together|in_the_city|with_my_parents|by_the_sea
live|alive .. check|probe|probes|healthcheck|socket
keep alive
wake|wakes|waking up .. early|alarm|process|timer|call|event|interrupt|cpu|lambda|server|dyno|machine|thread|worker|sleep_mode
{pills} .. component|navigation|tab|button|css|badge|ui|bootstrap|android|ipad|screen|layout|device|devices
tablet|tablets|tab|tabs devices|view|mode|layout|screen|browser|open|per|key
all the|my|of_the|these|those tabs|drugs_table
lethal|fatal dose .. paper|dataset|model|ld50|rat|rats|mouse|mice|simulation|toxicology|cat|cats|dog|dogs
hopeless|worthless|useless|empty|broken ?piece_of ?in ?of ?at {tech}|documentation|bot|abstraction|comment|warning|at|list|value|values|file|folder|object|state|page|dict|line|field|fields|response|body|result|results|cell|cells|row|rows
worthless|useless|empty|hopeless {tech}
my life is|was over|hell|nothing|ruined .. exam|spoiler|standup|netflix|{tech}
life ... because_of|until|without|thanks_to .. {tech}
everything is|feels .. broken .. {tech}|since|after
nothing matters|matter .. here|except|order
nothing works {more}
panic attack .. kernel|go|rust|attack_surface
crying|cry .. laughing|laugh|lol|joy|happy|movie|onion|onions|lmao
{cant} ... {more} ... {tech}|please_fix|pushes|push|deploys|deploy|log_in|login|access|connect|upload|download|open|save|install|compile|find
{tech} ... {cant}|hate|give_up|hopeless ... {more}|life|everything
{cant} push|pull|log|login|access|reach|open|use|find|see|run|build|compile|reproduce|install|connect|merge|upload ... {more}
go|going|keep|keeps on|going with|to|using|about|for|from|until ?the|this|that|a
no|any|the|a way_out|escape|exit ?of ?this|the|that|my {tech}|room|maze|dungeon|level|vim|loop|meeting
give|gave|giving|given up on|with ?the|this|that|my|all ?whole|entire|old ?this {tech}|project|approach|idea|feature|diet|debugging
process|script|child_process|container|pod|worker|daemon|job|function|actor|lambda|server|goroutine|program|parent_process|watchdog|thread|npc|bot|ai ... kill|kills|killing|shoot|hang|hangs|hurt|terminate|terminates|commit|die|suicide itself|themselves|himself|herself|suicide|die
wife|husband|boss|manager|mom|mum|girlfriend|boyfriend|he|she|they|team|lead|client|customer ?will|would|is|gonna|going ?going ?to kill|kills|murder|strangle|shoot|hit me if|when|for|because|over ... late|break|deploy|forget|miss|forgot|{tech}|red|anniversary|dishes|birthday|merge
{hits}|beats|beat|hits|hit me to|at|up|out|off|hard|like|as|that|with|on|about|how ?of ?the ?an ?a idea|question|reality|that|chess|tennis|server|channel|call|list|it|there|game|mario|race|slack|discord|account|group|repo|org
kicked|locked|locks|pushed|pushes|grabs|forced|forces|logged me|us out|off|to|into|a|some|aside ?of ?of .. account|update|use|repo|upgrade|reboot|learn|write|rewrite|install|rename|office|restart|coffee|server|the
hits|hit me .. that|like|realised|realized|up
touched|touches me .. story|deeply|speech|movie|song|words|gesture
threatens|threatened|threatening to|me|us ?to|with ... lawsuit|sue|fire|dmca|legal|ban|quit
attacked by .. bots|ddos|spam
edge|bridge|tower|building case|cases|mode|network|connection|browser|function|runtime|device|router|api|pattern|table|defense
tracks|tabs .. album|song|playlist|music|audio|time|issues
on|at|by the edge|bridge|window|building|tower|roof of|manager|object|interface|network|function|size|seat|resize|for|terrace .. the|network|browser|screen|hospital|graph|api
`,
  contexts: `
commit|log|error message ?here says|said|reads|saying
ending|scene|part|finale|film|movie|episode where|when|in_which
detective|inspector|investigator|cop|heroine|killer|murderer finds|discovers|notices|investigates|reads
translate|pronounce|conjugate
summarise|summarize|retell|recap ?the|chapter ?plot|ending ?of ?9
teachers|teacher|parents|schools|counselors|counsellors|nurses|journalists|adults ... talk|speak|discuss|address|explain|respond|react|approach|teach ?to ?about ?with
in|for|of|from my|our|the|a|this|his|her|chapter ?new|short|fantasy|crime|second|third|next|first novel|story|book|screenplay|fanfic|fanfiction|poem|play|comic|manga|campaign|rpg|dnd|musical|thriller|chapter|episode|film|movie|series|song|opera
write|draft|continue|rewrite|compose|improve|finish|edit|generate|outline|shorten ?me ?us ?up a|an|the|my|this|one|some ?short|dark|sad|funny|new|dramatic .. scene|story|poem|song|dialogue|dialog|monologue|novel|screenplay|fanfic|limerick|plot|chapter|synopsis|blurb|eulogy|haiku|lyrics|villain|thriller
my|the|main|our|a|his|her ?main|first|old|young|minor protagonist|character|hero|heroine|villain|narrator|antagonist|npc|avatar|sim|sims|detective|murderer|king|queen|knight|inspector
in|chapter chapter|act|scene|episode|season 1|2|3|4|5|6|7|8|9|10|one|two|three|four|five|six
summarize|summarise|summary|analyse|analyze|explain|discuss|review|critique|retell|paraphrase|essay|describe ?of ?me ?a|an|the|this|that|my|why|how|how_does ... plot|article|news|novel|book|chapter|poem|play|film|movie|lyrics|report|paper|scene|story|hamlet|romeo|werther|episode|ending|series|study|legend|myth|song
translate|translation|translated|pronounce|spell|conjugate
how do|would you|i|we|they say
what|whats does|do|the|is|a ?word|meaning|phrase|idiom|expression|saying|sentence ... mean|word|idiom|for|of|translation|meaning|origin|spanish|french|german
meaning|origin|etymology|lyrics of|to
plot|chart|graph|count|group|visualize|query|aggregate|compare|correlate ?the|a|all|number ... rate|rates|deaths|statistics|incidents|cases|suicides|column|csv
how many|often people|persons|men|women|teenagers|patients|americans|deaths|do_people
percentage|statistics|rate|rates|number|proportion of|on|for ?people|men|women|teens
police|article|news|newspaper|journalist|reporter|witnesses|court|prosecutor|headline ... says|say|said|reports|reported|about|that
poster|flyer|leaflet|brochure|slides|slide_deck|presentation|training|workshop|guidelines|policy|campaign|lesson|handout|webinar ... for|about|on|in
volunteer|volunteers|volunteering|counselor|counsellor|therapist|social_worker ... hotline|crisis_line|helpline|training|samaritans
hotline|helpline|crisis_line|screening|questionnaire|phq|triage|intake|icd|dsm|snomed
test|fixture|fixtures|placeholder|sample|dataset|label|labels|classifier|detector|regex|unit_test|corpus|seed|mock|prompt|row|rows|column|example|examples|field ... text|message|messages|string|says|saying|writes|like|where|containing|contains|value|with|detects|detect|matches|for|sentence|named|called
detect|detects|flag|flags|classify|classifies|match|matches|filter|recognize|moderate ... messages|posts|comments|text|phrases|phrase|sentences|sentence|users|words|tweets|when_someone|when_a_user|if_someone|if_a_user|like
lyrics|song|songs|album|band|movie|film|book|novel|podcast|documentary|game called|named|titled|about|where|by
character|npc|player|enemy|boss|zombie|protagonist|sim|villager|minion|orc who|that|dies|kills|keeps|should|can|will|wants|is|says|named
`,
  turns: `
but|because|before|and|since|while|until|so|btw|or|honestly|seriously|now|then ?then|really|actually|honestly|sometimes|maybe {i}
not joking|kidding
`,
};
