import type { CrisisPhrases } from '../crisis-kind.ts';
import { ENGLISH_AROUND } from './english-around.ts';
import { PLACES } from './place-words.ts';
import { TECHNICAL_WORDS } from './technical-words.ts';

/** What people write in English (see `phraseTable` for how lines are written). */
export const ENGLISH: CrisisPhrases = {
  language: 'en',
  classes: {
    city: PLACES,
    tech: `${TECHNICAL_WORDS} ci vite`,
    i: 'i im ive ill id',
    cant: 'cant cannot can_not couldnt could_not',
    want: 'want wanna wana wanted wanting wish need needed deserve ready hope hoping prefer rather long longing tempted desperate like_to love_to gonna ima imma',
    not: 'not dont do_not didnt did_not no_longer never wont will_not cannot cant hardly barely',
    dont: 'dont do_not didnt did_not no_longer not never dnt doesnt',
    more: 'anymore any_more any_longer no_more',
    many: '10 12 14 15 16 18 20 24 25 28 30 32 35 36 40 45 48 50 55 60 64 70 75 80 90 96 100 200 ten twelve fifteen twenty thirty forty fifty sixty hundred dozen dozens',
    lots: 'all every whole entire full bottle bottles pack packs packet packets box handful handfuls load loads bunch ton tons lots lot too_many so_many {many}',
    pills:
      'pill pills tablet tablets tabs paracetamol tylenol ibuprofen aspirin acetaminophen meds medication medicine medicines antidepressants xanax valium ambien benzos insulin oxy opioids fentanyl capsules sleeping_pills sleepers painkillers drugs bleach antifreeze poison pesticide',
    took: 'took taken take taking swallowed swallow swallowing downed ate eaten popped drank drunk ingested injected',
    wrist: 'wrist wrists vein veins throat artery',
    limb: 'wrist wrists arm arms thigh thighs leg legs skin veins forearm forearms hips stomach hand hands',
    cut: 'cut cuts cutting slit slitting slice sliced slicing slash slashed slashing carve carved carving',
    height:
      'ledge bridge roof rooftop balcony railing parapet cliff windowsill window_sill window train_tracks tracks rails overpass building tower edge',
    kill: 'kill killing hang hanging shoot shooting drown drowning poison poisoning off offing unalive unaliving murder suffocate strangle gas electrocute stab stabbing',
    endings: 'end ending ends ended finish finishing take taking took',
    myself: 'myself my_self mysef myslf meself mself',
    self: 'himself herself themselves themself hisself',
    kin: 'friend friends bestfriend bestie buddy mate brother sister bro sis son daughter mother mom mum mommy mam dad father daddy wife husband girlfriend gf boyfriend bf fiance fiancee ex roommate flatmate housemate coworker colleague cousin partner student pupil classmate kid kids child teen teenager nephew niece uncle aunt grandma grandpa grandmother grandfather neighbor neighbour patient client guy girl boy stepson stepdaughter he she hes shes they theyre someone somebody person stranger',
    abuser:
      'he she hes shes they husband wife boyfriend girlfriend partner father mother dad mom mum stepdad stepfather stepmom stepmother stepbrother brother sister uncle aunt grandpa grandfather cousin ex exhusband exboyfriend parents fiance roommate teacher coach priest neighbor neighbour',
    hits: 'hits hit hitting beats beat beaten beating choked chokes choking strangled strangles strangling raped rapes raping abuses abused abusing molested molests molesting punches punched punching kicks kicked kicking slapped slaps slapping hurts threatens threatened threatening stalks stalked stalking burned burnt bruised touches touched touching gropes groped grabs shoved pushed assaulted assaults attacked attacks locks locked',
    victim:
      'him her everyone everybody people someone somebody them_all all_of_them my_wife my_husband my_boss my_boyfriend my_girlfriend my_ex my_dad my_father my_mom my_mum my_mother my_brother my_sister my_son my_daughter my_kids my_children my_baby my_family my_parents my_teacher my_neighbor my_neighbour my_coworker my_coworkers my_classmates my_roommate my_stepdad this_guy that_guy that_bitch the_baby the_kids classmates coworkers',
    harms: 'kill stab shoot murder strangle hurt poison bomb beat choke slaughter',
  },
  phrases: {
    attempt: `
{i} ?am|standing|sitting|right at|on the edge of ?the ?a roof|bridge|cliff|building|platform|overpass
{took} ... {lots} ... {pills}
{took} all|every_one|the_lot|both_bottles ?of them|it|my_meds
{took} {pills} .. {lots}|die|overdose|goodbye
{took} the|a|an|my whole|entire|full bottle|pack|packet|box
{i}|just|already overdosed
{took}|take an overdose|od
overdosed on {pills}
{i} ?just od'd|oded
mixed|mixing {pills} .. alcohol|vodka|whiskey|wine
stand|standing|sit|sitting|im|am ?up ?here ?now ?out on|at|by the|a|my|this ?high {height}
standing|sitting .. {height} .. shaking|jump|bye|goodbye|alone|now|down|crying
about|going|gonna|ready|trying|tempted to jump
legs|feet .. over the edge|ledge|railing
gun|pistol|revolver|barrel in|to|against my mouth|hand|hands|temple|head|lap|chin
pull|pulling|pulled the trigger .. now|{myself}|bye|sorry|tonight|goodbye|over
going|gonna|about|ready|want to pull_the_trigger
gonna|ima pull_the_trigger
car .. running .. garage
garage .. car|engine|exhaust .. running
holding|pressing|have|got a|the|this gun|knife|razor|blade .. {wrist}|{myself}
rope|noose|belt .. around|round my|the neck
rope|noose is|hangs|hanging|tied ?already ready|tied|ceiling|up
{cut} ?open my ?own|left|right {wrist}
{wrist} .. bleeding|bleed|open|blood .. stop|everywhere|floor|bad|lots
{wrist} {cut}|open .. bleed*|blood
doing|did it ?right now|tonight ?goodbye|bye
{i} .. kill|hang|shoot|drown {myself} tonight|now|today|right_now
drank|swallowed|drunk|drinking bleach|antifreeze|poison|pesticide|acid|drain_cleaner
tried|attempted to {kill} {myself} .. just|now|minutes|hour|hours|ago|today|tonight
already|just tried to {kill} {myself}
`,
    plan: `
how long|quick|quickly|fast ... die|dying|death .. hanging|hanged|drowning|bleeding_out
done|tired_of fighting|trying|living|pretending|existing ... goodbye|bye|farewell
done|finished|through with everything|it_all|life|everyone ... bye|goodbye
best|easiest|quickest|fastest|painless|good|least|surest ?and ?most ?painless ?painful way|ways|method|methods ?to ?of ?for kill|hang|killing|hanging|off|suicide|commit yourself|myself|oneself|suicide|methods
^ ?so ?ok ?i_guess this|so ?so is ?a ?my goodbye|farewell|the_end|it ?then ?everyone $
^ ?so ?tonight ?this ?is ?will_be my last night ?alive $
said my goodbyes
tonights the night
you|they|everyone|everybody|nobody|mom|he|she ... wont|not|never ... worry|bother|deal|put_up about|with|w me {more}|much|any|again
you|they|everyone wont have_to|need_to ... me {more}
{i} ?will|be ?finally ?all ?soon be gone|out_of_your|out_of_the_way ?soon|forever|for_good ?hair
i will|ll ?finally ?all soon|finally be gone|free|dead|at_peace
be gone soon|forever|for_good|by_tomorrow
said|saying|say ?already|my goodbye|goodbyes ?to ?all my|all friends|goodbyes|goodbye
stop|try_to_stop|talk me|to ?this ?from ?out dying|killing_myself|of_it|this_time
my|its|the ?my final|last night|day on_earth|alive|with_you|of_my_life
its|tonight ?is my final|last night|day
made|make|writing|wrote|changed my will .. die|death|gone|goodbye|ready
how|way|ways|method|methods|best|easiest|painless|painlessly|quickest|fastest|best_way|where ... to|of|i|could|would|should|can|do {kill} {myself}
how|way|ways|method|methods|best|easiest|quickest|painless .. commit|committing|for suicide
how can|do|could|would|should i die|end_it|end_my_life|end_it_all|disappear_forever|overdose
painless|painlessly|peaceful|easy|easiest|quick|quickest|fast|fastest|least_painful|least ... to|way_to die|go|end_it|dying
painless|peaceful|quick|quickest|easiest|least_painful suicide|death|way_out|exit
way|ways to die|go .. hurt|pain|painless|painlessly|quickly|peacefully|suffering|fast|sleep
to|i die ?quickly without|with ?any|no pain|hurting|suffering
how many|much ... {pills} ... die|kill_me|kill_myself|overdose|lethal|fatal|death|dead|enough
how many|much ... {pills} ... to|would|will|could|can kill me|someone|a_person|you
lethal|fatal|deadly dose|amount .. {pills}|of|for .. me|{myself}|kg|weigh|my
what|which {pills}|combination ... kill me|{myself}|you
how high|tall|far ... jump|fall|drop ... die|kill|fatal|survive
jump|jumping|jumped off|from|in|into|under|infront|in_front ?of ?the|a|my|this|that {height}|train|traffic|truck|car|subway|water|river
jump|throw|throwing|hurl|walk|step|run|lie|lay ... front|under|path|onto|into .. train|truck|traffic|bus|subway|cars|lorry|tracks
throw|throwing {myself} off|from|in|under|out|down|infront
drive|driving|crash|crashing|steer my|the|this car|truck|bike .. into|off .. tree|wall|bridge|cliff|traffic|oncoming|truck
drive|driving off a|the bridge|cliff|road
drive|driving into a|the|oncoming tree|wall|traffic|truck
write|writing|wrote|written|leave|leaving|left|finished ... suicide|goodbye|farewell|last note|notes|letter|letters
written|wrote|writing ?the|my|all letters|goodbyes ?to my kids|family|parents|mom|everyone|husband|wife|children
suicide note|plan|pact|letter|attempt|method|methods|date|mission
buy|bought|have|got|found|loaded|keep|stashed|saved|saving|stockpil*|collected|hoarding ... gun|rope|razor|{pills}|blades|noose|shotgun ... {myself}|end|die|suicide|tonight|over|ready|enough|kill
{pills}|gun|rope|noose|razor|blade|blades .. front|table|desk|next|bedside|hand|ready .. me|and|for|tonight|now
{pills} .. take|swallow them all|everything
going|gonna|will|ill|want|wanna to ?take|swallow|down ?them all_of_them|them_all|all_the_pills|all_my_pills|the_whole_bottle|every_pill
planning|plan|planned|decided|going|gonna|about|intend|ready|want|wanna|thinking|time|way|how|before|until|tonight ... {endings} my ?own|fucking|stupid|miserable life
{i} .. to|will|wanna|gonna|might|should|could {endings} ?it ?all|tonight|now|for_good|forever my ?own|fucking|stupid life
planning|plan|planned|decided|intend|ready to die|end_it|end_it_all
end|ending|ends it tonight|now|today|soon|tomorrow|for_good|forever|once_and_for_all
end|ending it|things on friday|saturday|sunday|monday|my_birthday
pick|picked|chosen|set|have|chose ?already a|the|my date|day|night|time|place .. die|end|suicide|over|{myself}|leave|it
picked the date
know|decided|chose|picked ?exactly|already which|what|when|where|how night|day|time|im|ill|i ?am|will ... do_it|jump|end_it|go
by the_time you|anyone|someone read|reads|see|sees|find|finds this
this is my last|final|goodbye|farewell ?day|night|message|note|words|letter|post|goodbye|email|conversation
this is|its goodbye|farewell ?forever|everyone|all
tonight|soon|tomorrow|then|after_that ... it|this|everything|all will|ll|is ?finally ?all be_over|over
itll|it_will|it_all|everything ?finally ?all be_over|ends .. tonight|tomorrow|soon|asleep
wont|not|never ?going|gonna ?to be here|around|alive tomorrow|{more}|much|next|by|when|longer
wont|not need ?it|them|any|anything ?of|this|that ?stuff where_im_going|where_i_am_going|{more}|after
wont be alive
say|saying|said ?my ?final ?all goodbye|goodbyes|farewell|bye ?to ?them ?my everyone|family|forever|last|parents|kids|all|world
goodbye|farewell world|everyone|forever|cruel_world|friends
giving|gave|given|give ?all ?of ?away my|all stuff|things|possessions|belongings|pets|dog|cat ?away .. gone|die|need|goodbye|away
giving|gave|given away ?all ?of my
nobody|noone|no_one|they .. has|have|need|needs|to|wont worry about_me {more}|after|again
to {kill} {myself} .. tonight|tomorrow|weekend|friday|home
home|tonight|tomorrow|weekend ?im|i ?and ?going|gonna ?to {kill} {myself}
researching|googled|googling|searched|searching|reading ... suicide|ways_to_die|kill_myself
`,
    'wish-to-die': `
{i} .. {want} to end it ?now ?tonight ?so ?bad ?already $
ctb soon|tonight|today|tomorrow|now|buddy|partner
{i}|gonna|to|want|wanna|ready ?to ctb
{i} ?ctb|catch_the_bus soon|tonight|today|now
^ ?brb|ok|so|welp|time_to|lol|ima|gonna|just kms ?now|rn|lol|fr|tbh|bye $
gonna|ima|imma|gunna jump ... theres|there|nothing|bye|goodbye|cant|sorry|tonight|now
ready|time to check_out|clock_out|log_off|leave_this_place .. life|good|forever|world
done|finished|through|closed with my|this life|life_now
wanttodie|wannadie|wanttokillmyself|wannakillmyself
{i}|commit|committing|want|wanna|thinking|think|feel|feeling|about .. sucide|suicde|suiside|suicede|sucidal|suicidle|suisidal|suicidel
{want}|wan|whant ?to dye|dei|diee
who cares|would_care ?if ... im|i|i_am ?was|were|am ?ever dead|die|died|gone
peace ?with .. dying|death|not_waking|never_waking|leaving_this|it_ending
way|ways to not|never wake|wake_up|exist
pretending|pretend ?to be ?still alive
by my_own_hand|my_own_hands
want|wanna|wish ?i ?could ?just ?to jump and never|not
die|dying peacefully|in_my_sleep|painlessly
jump .. never come_back|wake
{want} ?to ?just ?really disappear
pray|hope|wish ?for death|a_way_out
ready to|for leave_this_world|leave_it_all|be_done_with_life|go_forever|meet_my_maker|the_end
{kill} {myself}
killmyself|kys_myself
want|wanna|gonna|going|should|might|ima|imma|will|ill|wanted|tempted ?to ?just ?really ?fucking kms|unalive|sewerslide|off_myself
kms rn|tonight|irl|lol|fr|asap|already
sewerslide|unaliving|unalived
{endings} my ?own|fucking|stupid|miserable|pathetic|worthless life
{endings} it_all
end my|this|the existence|suffering|misery|pain
put me out of my misery .. please|life|die|living
out of my misery .. please|forever|die
{want} ?to ?just ?really ?fucking ?fkn ?be ?already ?honestly die|dead|diee
{want} ?i ?was|were ?just ?already dead
{i}|just|really|honestly|fucking|so|kinda want|wanna ?to ?not be|exist dead|gone|no_more
{want} ?to ?just ?completely disappear|vanish|cease|fade|be_gone|go|sleep ?to|away|existing ?sleep forever|permanently|for_good|completely|from_this_world|off_the_earth
{want} it|everything|this|life ?all ?just to|would ?just ?finally end|stop|be_over
just want everything|it|this ?all ?to ?be ?to over|end|stop
rather die|be_dead|not_exist|not_be_here
let me die
someone|somebody|please ?just ?please kill me .. cant|serious|really|anymore|end|beg|want|please
wish i ?just ?had|was|were|d|could|would|might ?just ?all ?simply dead|die|disappear|died|vanish|gone|not_exist|stop_existing|not_be_here|not_alive
wish i ?had|was|were|d|hadnt|wasnt|werent ?never ?been born|alive|existed|around
wish i ?had|was|were|d never ?been|had been_born|born|existed|woken_up
wish id|i'd ?just never ?been been_born|born|existed
wish i didnt|did_not|dont|hadnt|never exist|wake|wake_up|woken_up|have_to_wake|have_to_live|woke
wish|hope|pray|praying|please ?that|let ?god|something|someone|a_car|cancer|lightning|a_bus ?would|will|could kill|kills|take|takes|killed me|my_life
better|best|easier|happier ?off dead|without_me|if_im_gone|if_i_die
better|best|easier|happier .. if i ?just ?was|were|wasnt|werent|had|hadnt|had_not|am|wasn_t|didnt|never ?just ?not ?been ?never ?so dead|gone|around|here|alive|exist|born|died|in_it|disappeared|killed_myself|vanished
better|best if|when i|im ?was|were|am ?just died|die|dead|gone|disappeared|vanished|disappear|exist
without me ?around|here|in_it .. better|happier|easier|fine
{dont} ?even ?really want|wanna|wish|like|care|deserve|need|plan|expect|intend|feel_like ?to ?be|wake|live|go|keep ?to live|exist|alive|living|existing|be_alive|wake_up|be_here|waking_up|be_around|be_on_this_earth|be_in_this_world ?{more}
{dont} want|wanna|wish ?to do|have|be|face ?a|any|this|another ?life|tomorrow|here|alive life|living|alive|tomorrow|here {more}
tired|sick|exhausted|fed_up|done|over|weary of|with|from ?being ?just ?this living|life|alive|existing|breathing|existence
done|finished|through with life|living|this_life|this_world|existing|being_alive
no|zero|any|without|single reason|reasons|point|purpose|sense ?left ?for_me to|in|for|of ?me|my ?to ?even ?keep|continue|be|being|go|stay|staying live|living|alive|life|existing|here|on_living|exist|breathing|be_here
nothing|anything|nothing_left|reason|something ?left ?for_me|me ?that ?else to|i|worth live|living|alive ?for
life|living|it isnt|is_not|not|aint|hardly|never ?really ?even worth ?it living|it|anything
not worth living ?{more}
life ?is|even worth living ?{more}
is life|living|it ?even worth living|it
why|what ?am|should|do i|for|point|even ?keep|still|bother|even|be living|alive|live|here ?for
{i}|me|my|feel|feeling|felt|been|being|am|become|get|getting|really|so|very|actively|passively ?very ?really ?so ?a_bit ?kind_of ?quite ?been ?feeling ?pretty suicidal
suicidal thoughts|thought|ideation|feelings|urges|again|tonight|lately|for
{i}|was|be|am|feeling|were suicidal
think|thinking|thought|thoughts|considering|consider|contemplat*|fantasiz*|fantasise|obsess*|urge|urges|dream|dreaming|planning|ideas|mind|keep ... suicide|suicidal|killing_myself|dying|kill_myself|ending_it|ending_it_all|ending_my_life|my_own_death|being_dead|ending_things|death_all_the_time
considering|contemplating|contemplated|considered|contemplate|attempt|attempted|attempting|committing suicide
{i}|me|to|should|might|want .. commit|committing|attempt suicide
death wish
{want}|if_i|could|could_i ?to ?just ?could ?only ... go_to_sleep|fall_asleep|go_to_bed|sleep .. never|not|dont|forever ?have_to ?ever wake|waking|woken|forever
sleep|asleep|bed|close_my_eyes|eyes .. never|not|without|dont|wont ?ever ?have_to wake|waking|open ?up|them ?again
never wake|waking up again|tomorrow
{not} ?want|wanna ?to wake up {more}|tomorrow|again|in_the_morning
{not} wanna|want_to wake|open ?my_eyes ?up ?again
disappointed|sad|angry|upset|annoyed|hate|hating|regret|sucks|sorry|devastated ?every ?day ?morning|when|that|to|because|it ... i|up|im|waking ?still ?just woke|wake|woken|waking|alive ?up
wake up disappointed|angry|sad|wishing .. alive|dead|still|didnt|wake|i
{cant} ?bear|stand|keep|go ?to live|living|exist|existing like_this|{more}|with_myself|with_this_pain|in_this_body
{cant} ?even ?just go_on|keep_going|carry_on|keep_living|continue_living|go_on_living
nobody|noone|no_one|no_1|not_a_soul|who|anyone|anybody|someone|world|people|they ... would|will|d|wouldnt|even|ever|could ... care|miss|notice|cry|mourn|realize|realise|matter|bat_an_eye|better|mind|attend ... if|when ... i|im ?was|were|am|ever ?just ?suddenly die|died|dead|gone|disappeared|disappear|vanished|missing|killed_myself|not_here|wasnt_here|stopped_existing
nobody|noone|no_one would|will|ll ?even|ever|really miss|cry_for|mourn me
would anyone|anybody ?even|really care|miss|notice|cry ... died|dead|gone|disappeared|me|die
if i ?just|was|were|ever|suddenly ?to ?just died|die|killed_myself|disappeared|vanished|were_gone|was_gone|was_dead|were_dead|wasnt_here|werent_here ... nobody|noone|no_one|anyone|better|care|cares|miss|notice|everyone|matter|sad|happier|world
{not}|dont ?even ?really deserve to|the|my|this|any|a live|life|exist|be_alive|be_here|breathe
shouldnt|should_not ?even be_alive|exist|be_here|have_been_born|be_living|still_be_here
{i} ?honestly ?really ?just should|could|might|may|wanna ?as ?well ?just ?really ?be die|dead|disappear_forever|end_it
might|may as_well ?just ?really ?be die|dead|disappear_forever|end_it
i should ?just ?be ?really ?already die|dead|exist
hope|pray|praying|wish|begging ?to_god ?that ?i|god ?just|dont|wont|do_not|never ... die|wake|crash|dont_make_it|killed
join|joining|be_with|see my|him|her|them|you .. in_heaven|in_death|on_the_other_side|when_im_dead
death is|seems|sounds|would_be|feels ?like ?so ?the ?only ?a better|peaceful|answer|way_out|option|relief|solution|appealing|comforting|nice|inviting
only|one way_out|option|solution|escape .. is|die|death|dying .. die|death|dying|suicide
not be alive ?{more}
`,
    'self-harm': `
{want}|urge|need ?badly to cut ?so ?bad ?badly ?again ?tonight ?rn $
{i} ?still ?sometimes ?often ?used_to ?secretly self_harm|selfharm|self_injure
^ ?im {i} ?am cutting ?right ?now ?again ?myself $
cutting ?myself is|was ?the only thing|way
cut|cuts|cutting|hurt|hurting|harm|harming|burn|burned|burning|starve|starving|punish|punishing|injure|injuring|mutilat*|scratch|scratching|hit|hitting|punch|punching|bite|biting|slap|slapping|bruise|bruising|carve|stab {myself}
{cut}|burn|burned|burning|scratch|scratched|scratching|bite|biting|hurt|pick|picking ?up|on|at|into|open my ?own|left|right|upper|inner {limb}
{limb} .. covered|full|hidden|scarred|sore|bleeding ... cut|cuts|scars|burns|it|marks|wounds|scabs|bruises
fresh|new|more|deep|self_inflicted cuts|scars|burns|wounds ?on|all .. {limb}
covered|full in|of ?fresh|new|old cuts|scars
been|started|start|back_to|went_back_to|stop|quit|keep|kept cutting|burning ?myself again|{more}|deeper|after|every|when
cutting again|deeper|since
{cut} deeper|too_deep|deep .. usual|than|time|scared|blood
self harm|harming|harmed|injury|injuring|mutilation .. again|urge|urges|i|cant|stop|relapse*|im|clean|started|today|me|every
want|urge|urges|need|started|relapsed|relapse|stop|tempted|been|do|addicted|history ?to ?of ?myself ?from self_harm|selfharm|self_harming|selfharming|self_injury
selfharm|selfharming|selfharmed|selfharmer .. i|im|again|cant|stop|urge|urges|me
relapsed|relapse .. cutting|cut|harm|harming|selfharm*|clean|razor|blade|blades|cuts
want|need|like|urge|urges|love ?to ?see|feel|make|watch .. bleed|blood .. {myself}|my|skin|blade|again
until i|my|they|it|knuckles|im ?knuckles|hands|skin|head|fists ?am|start|are bleed|bleeding|bleeds|bruised|black_and_blue
bang|banging|hit|hitting|smash|smashing|slam|slamming|bash my head|fist|fists|hand|hands|arm against|on|into|with .. wall|bleed|bleeds|door|desk|hurts|floor
deserve to|the|this hurt|pain|suffer|bleed|be_punished|be_hurt
havent|not|stopped eaten|eating .. days|week punish|deserve|{myself}|fat|disappear
make|making|made|force|forcing {myself} throw|vomit|purge|sick|puke|bleed
burn|burning|burned|put|putting out ?my|cigarette|cigarettes .. on|into my {limb}
`,
    despair: `
why was|am i ?even|ever born
hurts too ?damn much to live|breathe|keep_breathing|go_on|exist
{cant} do|take|face|survive|handle|get_through another|one_more day|night|week|hour|year|minute
over for me
nothing ?is ?more left for me
given|giving|gave up completely|entirely|totally|on_life
just|simply ?really want out ?of ?this|life
theres|there|is nothing left for|to me|live
everyone|everybody|nobody|they|no_one ?all hates|hate|likes me
hate|loathe|despise|disgusted_with {myself}|living|being_alive|my_life|my_existence|everything_about_me
feel|feeling|felt|am|im|so|completely|totally|utterly|all ?so ?just ?like ?completely ?totally ?really hopeless|worthless|empty|numb|broken ?and|inside ... life|everything|anymore|cant|alone|me|person|human|being|burden|inside|worthless|nothing|all|months|empty
feel|feeling|felt|im|am ?so ?just ?completely ?totally ?utterly ?really ?absolutely hopeless|worthless|empty|useless|like_nothing|like_a_failure|dead_inside|numb_inside
im|am|being|be|feel|just|become|such ?just ?only ?nothing_but ?like ?such a|the burden
burden to|on|for ?all ?my everyone|everybody|family|friends|others|people|parents|all|you|them|wife|husband|kids
no|lost|losing|without|any|little hope ?left|whatsoever {more}|for_me|in_me|in_life|at_all|for_the_future
no hope left|{more}
lost|losing|given_up ?all|any|every ?my|of hope|will_to_live|reason_to_live|will_to_go_on
lost|no will|strength|energy to live|go_on|fight|continue ?{more}
nothing|none_of_it ?really|even matters|matter ?to_me ?{more} ?to_me
nothing|it|things|life|this will|ll|is|can|wont|never ?going_to ?ever|never get|be|gets ?any better|okay|ok|good ?{more}|again
never ?going_to|gonna get|be better|okay|happy|normal ?again
nobody|noone|no_one ?really|even|truly|would loves|cares|needs|wants|love|care|understands|likes|need ?about me|if_i
no ?real point in|to|of ?doing anything|it|any_of_it|any_of_this|going_on|trying|continuing|life
there is|s|isnt no|any|a|not ?a ?single point in|to|of ?doing anything|it|any_of_this|going_on|trying
theres|is|see|seems no|not ?any ?a|much point|meaning|sense ?in|to|of ?doing|to anything|it|going_on|trying|life|any_of_it ?{more}
whats|what|whats_even|wheres|why ?is the|there|even ?a point|purpose ?of|in ?anything|living|life|{more}|going_on|it_all|trying
is there ?even|really a|any point|purpose ?of|in ?anything|living|life|{more}|going_on|it_all|trying
{cant} ?really ?even ?physically take|do|handle|bear|stand|cope|deal|live|endure|face|manage ?with ?this|it|life|the|everything|things|all|living|{myself} ?shit ?pain ?of ?it {more}|another_day|another_minute|much_longer|one_more_day
{cant} cope|breathe_anymore|stop_crying|get_out_of_bed|feel_anything|see_the_point
{cant} take|do|bear it|this|life ... alone|die|crying|pain|hurts|please
dont|do_not know|see ?how|why ... im|i|to|should ?can|even|should ?still ?am here|go_on|keep_going|alive|bother|trying|living|continue
why|if im|am_i|i_am still here|alive|trying|breathing
life|existence|everything has|is|feels|seems|got|became ?just ?so ?completely ?totally ?lost no|all|pointless|meaningless|hopeless|unbearable|hell ?meaning|purpose|point|its_meaning
my life is|has|feels|was|isnt|seems ?just ?completely ?already over|pointless|meaningless|worthless|ruined|ending|hell|nothing|a_mess|falling_apart|destroyed|shit|a_failure
want|wanna|need|just|make|wish|please ?for ?the|this|my|all|it ?this pain|hurt|hurting|suffering|voices .. stop|end|go_away
pain|suffering|hurt|emptiness ?that .. never|wont|doesnt|unbearable|too_much ?ever stop|stops|end|ends|goes|go|me
give|gave|giving|given|gives up on|with ?my|this life|living|everything|{myself}|me
im|i ?am ?have ?just ?so giving|giving_up|given_up|gave_up .. life|everything|nothing|anymore|for_good
so|completely|utterly|totally|all ?so ?completely ?utterly alone .. nobody|noone|no_one|die|anymore|world|cant|hopeless|cry
crying|cry|cried all|every|{myself} night|day|to_sleep|time|weekend
broken beyond|inside .. repair|anymore|me
drowning in|inside ?my ?own|so|this|all sadness|depression|grief|pain|despair|darkness|sorrow
see|have|there|theres|is|find|left no|not|nothing|any|never ?any ?other ?a future|way_out|hope|way_forward|escape|light|reason_to_go_on
{dont} ?even ?really|see|have|find see|have|find|feel a|any|the|my|no ?other|point|future|hope ?more future|hope|way_out|way_forward|point|escape|exit|left|light
no|only|other way_out|escape ?of_this|for_me ?for_me|left|{more}
having|had|have a|another|constant|a_huge|daily ?severe panic_attack|panic_attacks|breakdown|mental_breakdown|nervous_breakdown
severely|deeply|really|so|very|clinically|extremely|badly depressed
{i}|feel|been|getting ?so ?really ?just ?feeling depressed
depression .. killing|back|winning|eating|swallowing|worse|worst|ruining|taking ?me|again|over|than
end of my|the rope|tether
failure|disappointment .. as|to|at .. everyone|family|everything|person|human|father|mother|life
everything ?is ?just ?feels ?seems pointless|hopeless|meaningless|falling_apart|too_much
`,
    'violence-suffered': `
^ ?i_think ?help ?omg he|hes|my_husband|my_dad|my_ex|my_boyfriend|dad|daddy|stepdad ?really ?is will|going|gonna|wants|tried ?to kill me ?tonight ?please ?help $
{abuser} ... {hits} me
{hits}|beat by my|a|the|some ?ex husband|wife|boyfriend|girlfriend|partner|father|mother|dad|mom|mum|stepdad|uncle|brother|ex|parents|stepfather|teacher|coach|stranger|man|cousin
scared|afraid|terrified|fear|worried|frightened ?that ?my ... he|she|they|husband|boyfriend|partner|father|dad|ex|wife|hell|shell ?will|might|would|going|is ?to kill|hurt|beat|find|hit|come me|us|kids|home|back|for_me
scared|afraid|terrified|frightened of ?my|going husband|boyfriend|partner|father|dad|stepdad|wife|ex|mother|him|home
{abuser} ... says|said|saying|swore|swears|promised|threatens|threatened|threatening|going|gonna|wants|tries|tried ... kill|hurt|shoot|beat|find|stab me|us|my_kids|our_kids
{abuser}|theyll|hell|shell ?will|is|gonna|going ?gonna|to ?going ?to kill|hurt|beat|shoot|stab me|us .. leave|knife|gun|tonight|help|drunk|find|outside|home|scared|please|tell
threatened|threatens|threatening|threat|threats ?to|me|us ?to kill|hurt|shoot|beat|stab|burn|with me|us|a_knife|a_gun|a_weapon
threatened|threatens|threatening|attacked|came_at me|us with
outside|at|breaking|broke|banging my|the|down|in|into ?my door|house|window|apartment ... kill|hurt|knife|gun|scared|hide|hiding|help
{i}|was|been|got|being|getting|am ... raped|molested|sexually_assaulted|sexually_abused|trafficked|gang_raped|date_raped|groomed
{i}|was|been|got|being|getting|am|were ?just ?sexually ?physically ?constantly assaulted|abused|stalked|beaten|beaten_up|hit|choked|strangled ?again|by|at|as|when|for|last|every|and
raped|molested|groped|assaulted me
sexually assaulted|abused|harassed .. me|i|was|am|by
not|isnt|dont|never ?feel safe ?here at|in|with|around home|my_home|him|her|my_own_home|my_husband|my_boyfriend
someone|somebody|man|he|stranger|ex is|keeps|has|been|broke ?been following|stalking|breaking|watching|in|outside|into .. me|house|in|home|door
held|holding|keeping|kept|locked|locks|keeps me|us ?in ?as hostage|captive|locked|against|prisoner|in_my_room|in_the_basement|in_the_house
domestic violence|abuse .. me|my|victim|i|husband|wife|partner|home
my home|relationship|marriage|husband|boyfriend|wife|father|partner|dad|family|mother|parents is|are|was|has_been|gets|got|becomes|become ?very|so ?physically ?and ?emotionally abusive|violent|beating_me|hitting_me|aggressive
comes|came|sneaks|gets into|in|to|inside my|our room|bed|bedroom ... night|touch|touches|drunk|hands|at
throws|threw|throwing things|stuff|plates|bottles|objects|dishes at me
took|takes|controls my phone|money|keys .. hit|wont|scared|leave|locked|laptop
puts|put|laid|lays ?his|her hands on|around me|my_neck|my_throat
hand|hands around|on my neck|throat
`,
    'violence-meant': `
feel|feeling like killing|stabbing|hurting|shooting|strangling someone|somebody|people|everyone|him|her
want|wanna|going|gonna|plan|planning|ready|about|decided|will|ill|imma|ima|tempted|could|need|might|hafta|have|fantasize|fantasizing|swear|urge|urges ?to ?just ?fucking ?really ?seriously|about {harms}|killing|hurting|stabbing|shooting {victim}
ima|imma|gonna|ill|going_to|im_gonna ?just ?fucking {harms} {victim}
{harms} ?everyone|all|them at|in|up ?my|the|this school|church|mosque|synagogue|office|classroom|mall|work|college|university|workplace
shoot|shooting|bomb|bombing|burn|blow up|down|my|the ?my|the|this school|church|mosque|synagogue|office|classroom|mall|college|workplace
bring|bringing|take|taking|brought|carry|have ... gun|knife|rifle|pistol|weapon|weapons|machete ... to|in|into school|work|class|office|church|college|campus|mall
they|everyone|theyll|all ?will ?all pay|regret|be_sorry|suffer .. me|did|it|bullied|school|tomorrow|gun
thoughts|thinking|dreams|urges|fantasies|urge|fantasizing|think of|about|to killing|hurting|stabbing|shooting|kill|hurt|stab|strangle|shoot|harming ?my people|someone|him|her|others|everyone|family|kids|baby|child|wife|husband|boss|parents
homicidal
afraid|scared|worried|terrified i|ill|of|what|that ?i|ill ?might|will|could|am|im ?going ?to|gonna|do|capable hurt|hurting|kill|killing|harm|harming|do_to|do_something_to ?my someone|somebody|baby|child|kids|him|her|them|son|daughter|wife|family|people
{i}|to|want|almost|nearly ?to ?almost|just ?shake|hurt|shook hurt|harm|shake|smother|drown|shaking my|the baby|newborn|toddler|child|kid|kids|son|daughter
make them|him|her|everyone pay|bleed|suffer .. gun|knife|all|kill|blood|school
`,
    'another-person': `
found|find my|our|the {kin} hanging
hes|shes|he|she ending it ?all|tonight $
^ ?so ?omg ?help {kin} ?is|s ?gonna|going_to end|ending|ends it $
{kin} ... {kill}|killed|hurt|hurting|hurts|harming|harm|harms|cutting|cut|cuts|starving|burns|burning|hanged|stabbing {self}
{kin} ... {endings} his|her|their|his_own|her_own|their_own ?own life|lives
{kin} ... end|ending it|things ?all tonight|all|now|soon
{kin} ... suicide|suicidal|overdosed|overdosing|overdose|selfharm*|self_harm|self_harming|unalive
{kin} ... wants|wanted|want|wanna|ready|wishes|wished|threatening|threatened|threatens|hopes|keeps ... die|be_dead|end_it_all|disappear_forever|kms|never_wake_up|jump
{kin} ... jump|jumping|jumped off|from|under|infront|in_front|into .. roof|bridge|building|balcony|window|train|cliff|tracks
{kin} ... standing|sitting on ... {height} ... jump|wont|come|help|down
{kin} ... doesnt|dont|not|didnt|no_longer|does_not want|wants|wanna|wanted|see|feel to|a|like|any ?be|reason|point|sense|keep|go|to ... live|alive|be_here|exist|living|be_alive|wake_up|on_living ?{more}
{kin} ... {took} ... {lots}|too_many|bunch ... {pills}
{kin} ... {took} ... {pills} ... wake|waking|breathing|unconscious|respond|responding|hospital|asleep
wont|not|isnt|doesnt wake|waking|breathing|responding|respond ?up .. pills|ambulance|overdose|help|breathing
{pills} ... wont|not|isnt|doesnt|cant wake|waking|breathing|respond|responding
{kin} ... text|texted|sent|sends|messaged|posted|wrote|left|written|leaving|wrote_me ... goodbye|suicide|farewell|final_message|last_message|note
{kin} ... gun|rope|pills|knife|razor ... nothing|die|kill|end|himself|herself|live
{kin} ... nothing|no_reason|nothing_left ?left to live ?for
{kin} ... gave|giving|given|gives ?away ?all ?away his|her|their .. stuff|things|belongings|guitar|dog|cat|possessions ... goodbye|suicid*|away
talk|talking|stop|stopping|keep|save|help|worried|scared ?a ?my {kin} ... out|from|who|that|is|about .. suicide|suicidal|killing|jumping|die|dying|jump|cutting
{kin} is|was|been|keeps|started|has_been ?been ?started ?a cutting|cutter|burning ?again|{self} ?{limb}
saw|seen|found|noticed|discovered ... cuts|scars|suicide_note|blades|razor .. on|arms|arm|his|her|their|wrists .. arms|arm|wrists|room|bag
wrote|written|writes|posted|posts ... wants_to_die|suicidal|kill_himself|kill_herself|suicide
`,
  },
  ...ENGLISH_AROUND,
};
