import type { CrisisPhrases } from '../crisis-kind.ts';
import { PLACES } from './place-words.ts';
import { TECHNICAL_WORDS } from './technical-words.ts';

/** What people write in German. */
export const GERMAN: CrisisPhrases = {
  language: 'de',
  classes: {
    city: PLACES,
    tech: `${TECHNICAL_WORDS} fehler aufgabe aufgaben projekt prozess prozesse skript datenbank tabelle schleife rekursion abfrage verbindung funktion methode besprechung besprechungen drucker rechner branch tests`,
    nicht: 'nicht nie nimmer nie_mehr niemals ned net nich nix',
    mehr: 'mehr weiter länger nimmer',
    will: 'will möchte mag wünschte würde würd wollte moechte werde könnte kann muss sollte hoffe wünsche darf',
    viele:
      'alle ganze ganzen gesamte volle packung packungen schachtel flasche haufen handvoll viele zu_viele menge dutzend blister intus 10 12 15 20 25 30 35 40 45 50 60 70 80 90 96 100 zehn zwanzig dreissig dreißig vierzig fünfzig sechzig hundert leer',
    tabletten:
      'tablette tabletten pille pillen schlaftablette schlaftabletten schlafmittel medikamente medikament paracetamol ibuprofen ibu ibus aspirin antidepressiva benzos tavor insulin schmerzmittel schmerztabletten gift bleiche frostschutzmittel tropfen',
    genommen:
      'genommen geschluckt eingeworfen intus eingenommen gefressen getrunken reingehauen runtergespült nehme schluck schlucke nehm eingeschmissen',
    kopula: 'bin wäre wär sei war',
    umbringen:
      'umbringen umzubringen umbring umbringt töten erhängen aufhängen erschießen ertränken vergiften aufzuhängen erhängt umgebracht erschossen vergiftet abstechen ermorden ritzen weghängen aufhängt aufgehängt',
    arme: 'arm arme armen unterarm unterarme handgelenk handgelenke bein beine beinen oberschenkel haut pulsadern pulsader adern schenkel hand hände',
    hoch: 'brücke dach hochhaus balkon klippe fensterbrett fenstersims fensterbank sims geländer turm parkhaus dachrand abgrund gleis gleise gleisen schienen bahnsteigkante vorsprung',
    ritzt:
      'ritze ritz ritzen ritzt geritzt schneide schneid schneiden schneidet geschnitten aufgeschnitten verletze verletzen verletzt verbrenne verbrennen verbrannt schlage schlag bestrafe bestrafen kratze hungern aufschneiden aufritzen',
    kin: 'freund freundin bruder schwester sohn tochter mutter mama vater papa frau mann kollege kollegin mitbewohner mitbewohnerin partner partnerin schüler schülerin kind jemand kumpel kumpeline cousin cousine neffe nichte oma opa onkel tante ex bester beste nachbar nachbarin bekannter bekannte klient patient typ mädchen junge student studentin enkel er sie friend',
    taeter:
      'er sie mann freund vater mutter papa mama partner ex exfreund exmann stiefvater stiefmutter stiefbruder onkel tante opa eltern bruder freundin frau nachbar lehrer trainer typ mitbewohner cousin',
    opfer:
      'ihn alle jemanden frau mann chef kollegen mitschüler leute eltern lehrer ex typen nachbarn nachbar baby kind kinder bruder vater mutter freundin freund schwester schwager alle_hier menschen arschloch',
  },
  phrases: {
    attempt: `
{viele} ... {tabletten} ... {genommen}
{tabletten} ... {viele} .. {genommen}
{genommen} ... {viele} ... {tabletten}
{viele} ... {tabletten} intus|geschluckt|drin
{tabletten} ... {genommen} ... sterben|alle|ganze|packung|komisch|schlecht|müde|schwindlig|wodka|alkohol|schwarz
alle|ganze|ganzen|komplette ?die packung|schachtel|tabletten|flasche|blister|medikamente|vorräte
überdosis .. {genommen}|genommen|gespritzt|gesetzt
steh|stehe|sitz|sitze|bin|hock|hocke ?ich ?jetzt ?gerade ?hier ?schon ?oben auf|am|an|vor|im|hinter ?der|dem|einer|einem|den|die|meinem ?offenen {hoch}|fenster_im|abgrund
am|auf ?dem dachrand|abgrund|brückengeländer
steh|stehe|sitz|sitze|bin .. {hoch} .. springen|spring|runter|unten|vorbei|reden|ende|kante
auf dem|der dach|brücke .. runter|vorbei|springen|gleich|springe
pulsadern|pulsader|adern .. aufgeschnitten|geschnitten|auf|offen|aufgeritzt
handgelenk|handgelenke|arme|arm .. aufgeschnitten|blutet|bluten
strick|seil|schlinge|gürtel .. um|hängt|bereit|liegt .. hals|decke|fertig|bereit|schon|tisch
pistole|waffe|messer|klinge|rasierklinge|knarre .. kopf|handgelenk|hals|pulsadern|schläfe|mund|hand
springe|spring|bringe|bring|erhänge|erschieße|vergifte|häng|hänge ?ich ?mich .. jetzt|heute|gleich|auf
gleich|jetzt|bald ist|ists|ist_es|is ?alles ?es vorbei|zu_ende|schluss
habe|hab .. versucht .. mich .. {umbringen}
motor|auto .. läuft .. garage
bleiche|frostschutzmittel|gift|pestizid .. getrunken|geschluckt
`,
    plan: `
bring|bringe ich mich ... um
ich erschieße|erhänge|ertränke|vergifte|erhäng|erschieß|ersteche mich
^ ?also ?so das|dies ist ?jetzt ?hier ?wohl ?mein|ein abschied|ende|lebewohl $
heute_nacht|heut_nacht ?da bring|bringe ich es|das ?endlich zu_ende|hinter_mich
mach|mache|setz|setze ?ich dem|allem|alledem ?ganzen ?heute|heut|jetzt|endlich|heute_nacht ein_ende|schluss
^ ?heute ?das ?ist ?wird meine letzte nacht ?sein $
nehme|nehm mir ... das leben
keine sorgen|gedanken mehr um|über mich
müsst|brauchst|braucht|musst ... um mich ... keine|nicht|nie ... sorgen|kümmern
wie|womit|methode|methoden|möglichkeit|weg|wege|art|arten ... mich|sich|selbst|selber ... {umbringen}|tötet|umbringt
mich|sich|selbst {umbringen} .. wie|tut|weh|schmerzlos|wenigsten|schnell|am_besten
wie .. bringe|bringt|töte|erhänge|bring|hänge .. mich|sich|selbst um|selbst|am|auf
schmerzlos|schmerzlose|schmerzlosen|schmerzlosester|schmerzlosesten|schmerzfrei|schmerzfreie|sanft|sanfte|schnellste|schnellsten|sicherste|einfachste ... sterben|umbringen|suizid|tod|selbstmord|methode_zu_sterben
sterben|umbringen|suizid|selbstmord ... schmerzlos|schmerzfrei|ohne_schmerzen|wenigsten_weh
wie|wann|woran stirbt|sterbe man|ich .. schmerzlos|schnell|schnellsten|schmerzen
wie viel|viele|wieviel|wieviele ... {tabletten} ... sterben|tödlich|umzubringen|tod|reichen|tot|töten|überdosis
wieviel|wieviele ... {tabletten} ... sterben|tödlich|umzubringen|tod|reichen|tot|töten
tödliche|letale dosis|menge .. mich|von|{tabletten}
abschiedsbrief|abschiedsbriefe|abschiedsnachricht|abschiedsvideo
von|vom ?der|dem|einer|einem ?hohen {hoch} ?runter ?zu ?herunter ?mich springen|stürzen|springe|spring|werfen|stürze|springt|runterspringen|runterspringe|fallen
spring|springe ?ich ?jetzt ?morgen ?heute ?dann vom|von_der|von_dem|von_einer|aus_dem
aus .. fenster|stock .. springen|stürzen|springe|spring
spring|springe|werfe|werf|lege|leg|wirft|schmeiß|schmeiße|stürze ?ich ?mich ?sich ?dann ?morgen vor|unter|auf ?den|die|einen|das|der zug|bahn|lkw|gleise|ubahn|sbahn|schienen|auto|metro|tram
vor|unter|auf ?den|die|einen zug|bahn|lkw|gleise|ubahn|schienen .. werfen|springen|legen|werfe|springe|lege|schmeißen|wirft|schmeiße|geworfen
gegen .. baum|wand|brückenpfeiler .. fahren|fahre|rasen|setzen
habe|hab|plane|planen|geplant|mache|begehe .. suizid|selbstmord
plan|datum|tag|termin|methode .. suizid|selbstmord|umzubringen|sterben|sterbe
mein letzter|letztes|letzte tag|abend|nacht|nachricht|worte|wochenende|geburtstag .. leben|abschied|sterbe|euch|erde|sein
letzte|letzter|letzten nacht|tag|nachricht|abend|worte .. leben|abschied|sterbe
das|dies ist|wird|war mein abschied
lebt|leb wohl
werde|bin|wäre|wär|bald ?ich ?ab ?dann|morgen|bald|wochenende|am_montag {nicht} mehr ?unter_euch ?am ?auf_dieser_welt ?hier da|leben|hier|aufwachen|existieren|unter_euch|weg|am_leben
wenn ich .. {nicht} mehr da|lebe|bin|aufwache
lebe|leb|lebt .. morgen nicht mehr
hänge|häng|erhänge|erschieße|vergifte|ertränke ich mich ?auf|am|heute
häng|hänge|hängt mich|sich auf
heute|morgen|nacht|abend|freitag|wochenende ... bring|bringe ich mich um
nehm|nehme|schluck|schlucke ?ich ?dann ?morgen ?heute ?sie alle|alles ?auf_einmal
alle|alles ?geregelt ... nicht mehr da
tabletten|pillen .. gesammelt|gehortet|bereitgelegt|besorgt|liegen_bereit
verschenke|verschenkt|verteile|verschenken .. meine|mein sachen|katze|hund|habe|alles
`,
    'wish-to-die': `
lebenswille|lebensmut|lebenslust|lebensfreude .. weg|verloren|erloschen|fort|fehlt
gebe|geb ?ich ?jetzt das|mein leben auf
hoffe|wünschte|hoffentlich|bete ?dass ?ich ?morgen wache|wach ?ich ?morgen nicht|nie|nimmer ?mehr ?wieder auf
mit dem|meinem leben .. abgeschlossen
schluss ?mache|macht ?mit dem ?eigenen leben
mich ... umbringen|umbringe|umzubringen|erhängen|aufzuhängen|erschießen
wäre|wär|hätte|sollte ?ich ?doch ?besser ?lieber ?am_besten nie|nicht|niemals geboren|gelebt
schmerzlose|schmerzlosen|sichere|sicherste|schnelle|beste selbstmordmethode|selbstmordmethoden|suizidmethode|suizidmethoden
selbstmordmethode|selbstmordmethoden|suizidmethode|suizidmethoden
{will} ?einfach ?nur ?am_liebsten verschwinden|nicht_mehr_da_sein|weg_sein
bringe|bring|umbring ?ich mich ?jetzt ?noch um
mich|mir|selbst ?selbst ?selber ?einfach ?das ?nur {umbringen}
mich umbringen|umzubringen|töten
mir|mich|meinem|mein|dem .. leben .. nehmen|beenden|ende|nehme|beende|genommen
leben .. nehmen|beenden|wegwerfen .. will|möchte|mein
mein|meinem|dem|diesem leben .. beenden|ende|nehmen
ende setzen
{will} ?ich ?einfach ?nur ?noch ?am ?liebsten ?gerne ?gern ?endlich ?doch ?lieber ?so ?jetzt ?wirklich ?echt sterben|tot_sein|verrecken|krepieren|weg_sein|tot|abkratzen
lieber|gern|gerne|endlich|nur_noch ?einfach sterben|tot|tot_sein|nicht_mehr_leben
{will} ?einfach ?nur ?für ?immer ?für_immer weg_sein|verschwinden|nicht_mehr_da_sein ?für_immer
für immer .. schlafen|einschlafen|weg|verschwinden|weg_sein|fort|ruhe
weg|verschwinden|verschwunden .. für immer
wäre|wär|bin ich ?doch ?nur ?bloß ?einfach ?schon ?lieber ?endlich tot|gestorben|nie_geboren|nicht_geboren
liebsten wär|wäre|würde|würd|wärs ?ich ... tot|sterben|weg|nicht_mehr|verschwinden
wünsche|wünschte|wollte|hätte|wenn|hoffe ... ich ... tot|gestorben|nie_geboren|nicht_geboren|sterben|sterbe|nie_existiert
ich .. tot sein
nie|nicht geboren ?worden wäre|worden|wär
{will} ?ich ?so ?einfach ?das ?dieses ?hier ?echt ?wirklich {nicht} ?mehr ?weiter ?länger ?so leben|aufwachen|weiterleben|existieren|am_leben_sein|da_sein|hier_sein|auf_dieser_welt_sein|weitermachen_mit_dem_leben
{nicht} mehr existieren ?will|möchte|mag|wollen|kann
{nicht} ?mehr ?weiter leben|aufwachen|weiterleben|dasein ?will|möchte|mag|wollen|kann|müssen
kein|keinen|keine|null bock|lust|kraft|grund|sinn|willen|lebenswillen|lebensmut ?mehr ?auf|zu|zum|am|im ?das|dieses|mein|dem leben|weiterleben|aufzuwachen|existieren
keinen|kein|null lebenswillen|lebensmut|lebensfreude
ohne mich .. besser|leichter|dran|glücklicher|bessere|weniger
besser|leichter|glücklicher .. ohne mich
besser .. wenn|falls ich ... tot|weg|nicht_mehr|nie|nicht
alle|welt|familie .. ohne mich .. besser|glücklicher|dran
leben ?hat|ist|macht|ergibt ?doch ?für|ja ?mich {nicht}|keinen|kein|nichts .. sinn|wert|lebenswert|lohnt
leben {nicht} ?mehr lebenswert|wert|aushalten
nicht|nichts ?mehr lebenswert|lebenswertes
kein|keinen|keine|nichts|grund sinn|grund|gründe|mehr ... leben|weiterleben|leben_lohnt|aufzuwachen|weiterzuleben|weiterzumachen
nichts mehr ?gibt wofür|für .. lohnt|lebe|leben|aufstehen
lebensmüde|lebensmüd|todessehnsucht|todeswunsch|sterbewunsch
suizid|selbstmord .. denke|denk|gedanken|begehen|nachgedacht|will|versucht|versuch|mich|ich|gedacht
suizidgedanken|selbstmordgedanken|suizidal|suizidale|suizidversuch|selbstmordversuch|suizidgefährdet
denke|denk|gedanken|nachgedacht|gedacht|träume|überlege|fantasiere ... tod_zu|sterben|suizid|selbstmord|umzubringen|umbringen|tot_zu_sein|alles_zu_beenden
{will} ... einschlafen|schlafen .. nie|nicht|nimmer|mehr ?wieder ?mehr aufwachen|wieder|aufzuwachen
schlafen|einschlafen .. nie|nicht|nimmer ?wieder ?mehr aufwachen|aufzuwachen|wach_werden
enttäuscht|traurig|wütend|schade|hasse|bereue .. dass|wenn|weil|es .. ich ... aufgewacht|aufwache|wach|lebe|leben
niemand|keiner|keinem|keinen|niemandem|wer|kein_mensch|kein_schwein ... vermissen|merken|auffallen|interessieren|stören|traurig|jucken|kümmern ... wenn|falls|ob ich ... tot|weg|nicht_mehr|sterbe|gestorben|verschwinde|verschwunden|da|fehle
wenn|falls|ob ich ?morgen ?jetzt ?einfach ?plötzlich ?heute ... nicht_mehr|tot|weg|sterbe|gestorben|verschwinde|verschwunden|verschwände|umbringe ... niemand|keiner|keinem|keinen|niemandem|besser|egal|merken|merkt|auffallen|wen
würde|würd|würds|wird mich .. niemand|keiner .. vermissen
niemand|keiner .. mich .. vermissen
verdiene|verdien|verdient .. {nicht} .. leben|lebe|hier_zu_sein
verdiene .. zu_sterben|den_tod|tot
sollte|müsste .. tot|sterben|nicht_mehr_leben
schluss machen .. leben|allem|endgültig
mache|mach ?ich ?jetzt ?heute schluss ?mit allem|leben
allem|leben|ganzen|alles|qual|leid .. ende setzen|machen|bereiten
alles beenden|zu_beenden
einfach|jetzt|heute alles beenden
freitod
`,
    'self-harm': `
tu|tue|tat mir ?selbst ?oft ?immer ?absichtlich weh
{ritzt} mich ?selbst|selber|wieder|ständig|immer|seit|jeden|oft|manchmal|gestern
ritze|ritz|ritzt|geritzt|ritzen .. mich|wieder|arme|angefangen|ich|sich|mir
mich ?gestern ?heute ?wieder ?immer ?ständig ?selbst ?selber ?oft ?seit ?dann ?jeden ?erneut {ritzt} ?wieder|diesmal|am
mich ?wieder ?selbst ?selber ritzen|ritze|geritzt|schneiden|verletzen|verletze|verbrennen|bestrafen
mir ?selbst ?selber ?wieder ?was ?etwas weh_tun|wehtun|wehtue|weh_tue|weh_zu_tun|wehzutun|wehgetan|schmerzen_zufügen|schmerz_zufügen|antun|antue|anzutun|leid_zufügen
selbst|selber .. verletzen|verletze|verletzt|verletzung|weh_tun|wehtun|wehzutun
selbstverletzung|selbstverletzen|selbstverletzend|selbstverletzendes|svv .. ich|mich|wieder|rückfall|drang|druck|angefangen
ich|mich|wieder|rückfall|drang|druck .. selbstverletzung|selbstverletzen|svv
{arme} ... geschnitten|schneide|schneiden|aufgeschnitten|ritze|ritzen|geritzt|zerschnitten|aufgeritzt|ausgedrückt|ausdrücke
{arme} ... voll|voller|übersät .. schnitte|schnitten|narben|wunden|ritzer
frische|frischer|neue|tiefe schnitte|schnitten|wunden|ritzer ?auf|am|an
narben|schnitte .. {arme}
zigaretten|zigarette|feuerzeug .. {arme} ?aus ?ausdrücken
drücke|drück|drücken .. zigaretten|zigarette ?auf|an ?meiner {arme}|aus
schlag|schlage|hau|haue|schlagen ?ich ?mir ?meinen|den|mit|die ?dem kopf|faust|fäuste ?so ?immer gegen|an|in die|den|eine wand|mauer|tisch|tür
bis es|ich|sie|die blutet|blute|bluten|blut
hungere|hunger|erbreche|kotze .. absichtlich|mich|bestrafen|strafe
`,
    despair: `
warum|wieso|wozu|weshalb wurde|bin ich ?überhaupt|nur ?nur geboren
für niemanden|keinen|niemand wichtig|da|wert|wichtig_genug
bin ?ich ?doch ?ja ?eh niemandem|keinem|für_niemanden|allen wichtig|egal|etwas_wert
niemand|keiner|keinen interessiert|kümmert ?sich ?für mich|wie_es_mir|ob_ich
ich ?einfach kann ?das ?es ?einfach ?so ?echt ?wirklich ?auch {nicht} mehr ?so ?weiter ?machen
kann ich ?das ?einfach {nicht} mehr
kann|halte|halt|ertrage|schaffe|schaff|pack|packe ?ich ?es ?das ?alles ?so ?einfach ?echt ?das_alles ?dieses ?leben {nicht} mehr|länger ?aus
halte|halt ?ich ?es ?das ?alles {nicht} ?mehr|länger aus
sonst halte .. {nicht} aus
keine|kein|ohne|jede|alle|letzte hoffnung|perspektive|zukunft ?verloren ?mehr
hoffnung|lebensfreude|lebensmut .. verloren|aufgegeben|mehr
keine|null kraft|energie ?mehr ?zum|für|zu|mehr
ich|fühle|fühl|bin|leben|mich|alles|mir ?mich ?so ?nur ?ist ?einfach ?total ?komplett ?völlig ?nur_noch ?innerlich hoffnungslos|wertlos|ausweglos|leer|nutzlos|überflüssig|verzweifelt|wie_tot|ungeliebt|kaputt
bin|fühle|fühl ?mich ?ich ?nichts wert
hasse|hass|verachte mich|mein_leben ?selbst ?so
alles|es|leben ?hat|macht|ist|ergibt ?doch ?so ?eh ?alles ?für_mich sinnlos|hoffnungslos|keinen_sinn|kein_sinn|zwecklos|ausweglos ?mehr
hat|macht|ergibt ?für_mich ?das ?doch ?eh ?leben alles|leben|nichts|das_ganze ?doch ?ja ?eh keinen_sinn|sinn ?mehr
nichts ?hat|macht mehr sinn|spaß|freude|bedeutung
wozu|warum|wofür noch|lebe|leben|überhaupt|soll ?ich ?noch ?weiter leben|weiterleben|weitermachen|ich|aufstehen|das
leben .. sinnlos|hoffnungslos|hölle|qual|unerträglich|scherbenhaufen|vorbei|kaputt|ruiniert|am_ende|zerstört
mein leben ist|war .. nichts|scheiße|scherbenhaufen|vorbei|müll
niemand|keiner ?würde liebt|braucht|mag|hilft|versteht mich|mir
nur|allen|eine|allen_nur|jedem|bin|allen_eine last|belastung|bürde .. bin|für|andere|familie|alle|allen|euch
last|belastung|bürde|klotz .. für alle|andere|meine|jeden|euch
seh|sehe ?ich ?einfach ?da keinen|keine|kein .. ausweg|zukunft|sinn|hoffnung|licht|weg|land|perspektive
keinen|kein ausweg ?mehr
schmerz|schmerzen|qual|leiden ?soll|sollen|muss|einfach .. aufhören|aufhört|enden|unerträglich|endlich
weine|heule|wein .. jeden|jede|nacht|schlaf|ununterbrochen|stunden|dauernd
panikattacke|panikattacken|nervenzusammenbruch|zusammenbruch .. habe|hab|hilfe|sterbe|atmen|gerade|wieder
depression|depressionen|depressiv|depri .. kann|nicht|schwer|hoffnung|will|leben|schlimmer|ich|habe|hab|fühle
habe|hab ?mich ?ich ?schon ?innerlich aufgegeben|abgeschlossen .. leben|mich|alles|allem
innerlich .. tot|leer|zerbrochen|gestorben
bin ?ich ?einfach ?völlig ?komplett ?echt ?total ?nervlich ?psychisch ?seelisch am_ende|am_boden|am_boden_zerstört|fertig_mit_der_welt|fertig_mit_dem_leben
ich bin ?einfach ?völlig am_ende
es|wird|nichts ?wird|es ?wird nie|nicht|nimmer ?mehr ?wieder ?mehr gut|besser|schön
alles ist ?so schwer|sinnlos|vorbei|zu_viel|egal
ertrinke|versinke .. traurigkeit|schmerz|verzweiflung|dunkelheit
lohnt|lohnen sich .. nicht|nichts|alles|leben .. leben|mehr
`,
    'violence-suffered': `
^ ?hilfe er|mein_mann|mein_vater|mein_ex|mein_freund|papa bringt|tötet mich ?noch ?um $
^ ?ich_glaub ?hilfe er|mein_mann|mein_vater|mein_ex|mein_freund|papa wird|will|hat mich umbringen|töten|abstechen $
{taeter} ... schlägt|schlug|verprügelt|würgt|würgte|missbraucht|vergewaltigt|bedroht|misshandelt|tritt|stalkt|begrapscht|erpresst|quält|prügelt|haut|verfolgt|terrorisiert mich|uns
{taeter} ... mich ... geschlagen|verprügelt|gewürgt|missbraucht|vergewaltigt|misshandelt|bedroht|eingesperrt|getreten|angefasst|begrapscht|gestoßen|gebissen|verletzt
fasst|fasste|fässt|greift mich|mir ... an|nachts|überall|beine|brust|hose
{taeter} ... mich ... an|anfasst|anfassen|angefasst|schlägt|prügelt|einsperrt .. nachts|nacht|betrunken|getrunken|ich
mich ... geschlagen|verprügelt|gewürgt|missbraucht|vergewaltigt|misshandelt ?hat|haben|wurde
werde|wurde|bin|worden|werd .. vergewaltigt|missbraucht|misshandelt|geschlagen|gestalkt|bedroht|verprügelt|begrapscht|gewürgt
vergewaltigt|missbraucht ?worden ?ich|mich
angst ... er|sie|mann|freund|vater|ex|stiefvater .. bringt|tut|schlägt|umbringt|schlagen|umbringen|antut|findet|zuschlägt
angst vor ?meinem|meiner|ihm mann|freund|vater|ex|stiefvater|mutter|bruder|ihm|zuhause
angst ... nach hause|zuhause|heim
droht|drohte|gedroht|bedroht ?er ?mir|mich|uns ?damit|mit ?er ... umzubringen|umbringen|schlagen|zu_töten|tot|messer|waffe|abzustechen|finden|anzutun
bedroht mich|uns
messer|waffe|pistole ... an|gegen ?den|die|meinen hals|kehle|kopf|gesicht .. gehalten|hält|gedrückt|hielt
{taeter} ... will|wird|gedroht|sagt|schreibt .. mich|uns .. umbringen|töten|schlagen|abstechen|finden
bringt mich um .. angst|droht|messer|hilfe|wenn_ich_gehe
steht|hämmert|klopft vor|an .. tür|haus .. umbringen|angst|messer|schlagen|droht
wirft .. mit|sachen|gegenstände|gegenständen|teller .. nach|auf|gegen mich|mir
{nicht} ?mehr sicher .. zuhause|daheim|ihm|mann|freund
zuhause|daheim .. {nicht} sicher
häusliche|häuslicher|sexuelle gewalt .. ich|mich|opfer|erlebe|hilfe|mann
kommt .. nachts|nacht .. mein|zimmer|bett
verprügelt|schlägt|würgt mich
`,
    'violence-meant': `
ich will|möchte|muss|werde ?endlich jemanden|alle|menschen|leute verletzen|töten|umbringen|abstechen|erschießen
{will} .. {opfer}|sie ... umbringen|töten|erschießen|erstechen|vergiften|abstechen|abknallen|verprügeln|erwürgen
bringe|bring|stech|steche|knall|knalle|erschieß|erschieße|erstech|ersteche|töte|schlag|schlage ?ich .. {opfer} .. um|ab|tot|nieder
töte|erschieß|erschieße|erstech|ersteche|erwürge|vergifte|ermorde ?ich {opfer}|sie
steche|stech|knall|knalle|mach|mache ?ich sie|ihn|alle ab|kalt|fertig .. schule|messer|alle|tot
amoklauf|amok .. plane|laufen|will|werde|schule|lauf
messer|waffe|pistole|gewehr|knarre ... schule|arbeit|büro|uni|klasse .. alle|ab|bereuen|mit|rächen|büßen
nehm|nehme|bring|bringe ... messer|waffe|pistole|gewehr ... schule|arbeit|büro|uni
gedanken|drang|impuls|angst|lust .. jemanden|jemandem|andere|anderen|kind|baby|leute|leuten|menschen ... verletzen|töten|umzubringen|weh_zu_tun|wehzutun|antue|antun|antu|anzutun|umbringe|umbringen
angst dass|das ich .. kind|baby|jemandem|ihm|ihr|frau|familie|sohn|tochter .. antue|antun|tue|antu|verletze|wehtue|weh_tue|umbringe
schüttle|schütteln|schlage ?ich .. baby|kind .. schreien|schreit|aufhört
alle .. büßen|bereuen .. schule|morgen|waffe|messer
`,
    'another-person': `
{kin} ... geschenkt|gegeben|verschenkt ... braucht .. bald nicht_mehr
{kin} ?sich verletzt|ritzt|schneidet|verbrennt sich selbst|wieder|ständig
{kin} ... sich ... {umbringen}|ritzt|leben_nehmen|antun|verletzt|das_leben|was_angetan|etwas_angetan|was_antut|etwas_antut|geschnitten|schneidet
{kin} ritzt|schneidet ?sich
{kin} ... suizid*|selbstmord*|sterben_will|freitod|lebensmüde
{kin} ... will|möchte|wollte|mag ... sterben|nicht_mehr_leben|tot_sein|nicht_mehr|springen|nimmer_leben|nicht_mehr_da_sein
{kin} ... {nicht} mehr ?weiter ?da leben|da_sein|weiterleben|aufwachen|sein ?will|möchte|wolle|mag|kann
{kin} ... {tabletten}|überdosis ... {genommen} ?und|hat
{kin} ... {genommen} ... {tabletten}
{genommen} ... wacht|reagiert|atmet|ansprechbar ... nicht|kaum|mehr
wacht|reagiert|atmet .. nicht ?mehr auf|tabletten|notarzt
{kin} ... abschiedsbrief|abschiedsnachricht|verabschiedet|abschied
{kin} ... springt|springen|wirft|werfen|stürzen|stürzt|schmeißt|runterspringt|steht ... {hoch}|zug|bahn|fenster|balkon|springen
{kin} ... vor|unter|von|aus ?die|den|das|der|dem zug|bahn|brücke|dach|hochhaus ... wirft|werfen|springt|springen|stürzen|schmeißt
{kin} bringt|umbringt sich um
{kin} ... sich ... umbringt|umbringen|umgebracht|ritzt|erhängt|aufgehängt
sorge|angst um ?meinen|meine|meinem|einen|ihn|sie ?besten|beste {kin} .. umbringen|leben|suizid*|antut|sterben
`,
  },
  spared: `
das|es heute|jetzt|gleich|morgen ?noch zu_ende|fertig
bring|bringe ich das|es heute|jetzt|gleich|morgen ?noch zu_ende|fertig|vorbei|mit|hin
warnzeichen|warnsignale|anzeichen|ursachen|risikofaktoren ?für|von ?einen ?einem suizid|selbstmord|suizidalität|suizidgedanken
sterben|leben|tot|mehr|ende|um flüsterte|murmelte|schluchzte|schrie|seufzte|hauchte er|sie
kann|ertrage ... nicht_mehr|nimmer hören|sehen|lesen
tot wenn|falls mama|papa|meine|mein|der|die|sie .. erfährt|sieht|merkt|rausfindet|mit
sleep forever
bring|bringe ich mich um den|die|meinen|das|in
sohn|tochter|baby|kind|hund weint|heult|weinte|weinen
was ?ist|heißt|bedeutet|bedeuten ?ein ?der ?das|begriff|wort abschiedsbrief|selbstmord|suizid
am_ende meines|seines|unseres|ihres lateins
film|roman|buch|serie|stück|oper ... endet|endete|beginnt|handelt mit|vom|von ?dem ?einem selbstmord|suizid|freitod
lebensmüde ?man ?sein ... ohne|wer|deploy*|produktion|backup
lebensmüde ist|sind|wer|war|muss|müsste
schlag|schlagt mich tot
verschwinden|raus|abhauen ?aus ?von ?dem ?den social|instagram|twitter|facebook|linkedin|internet|whatsapp|büro
sterben|sterbe|gestorben vor kälte|müdigkeit|erschöpfung|neid|aufregung|hitze|lachen|durst
hält mich nichts ... firma|job|stadt|team|verein|land
halte|ertrage|ertrag ?ich diese|dieses|den|die|das hitze|kälte|lärm|musik|wetter|werbung|nachbarn|gestank|verkehr|stau|winter|chef|song|spannung
spannung|warterei|rücken|kopf|hitze|arbeit|diät|knie|kälte|hunger|neugier|treppen|training|verkehr|nachbarn|zahn|sehnsucht|klausur|muskelkater ?das bringt|bringen|macht|machen|killt|tötet mich ?noch ?um ?fertig
krimi|thriller|roman|drehbuch|tatort ... abschiedsbrief|selbstmord|tot|mord
suizid*|selbstmord* ... schüler|unterricht|leitfaden|broschüre|plakat|statistik|prävention|klasse|quote|zahlen|rate
tödlich*|letale dosis|menge ... maus|mäuse|mäusen|ratte|ratten|hund|hunde|katze|koffein|schokolade|tiere|labor
töte|tötet|töten|kill|kille|killt|beende|lösche ... sitzungen|datensätze|prozesse|verbindungen|instanzen|sessions|threads|jobs|pods|container|tasks|dienste
sterben|töten|morden für ?so ein|eine|einen|diese|diesen|dieses|den|die|das
könnte|würde|kann|könnt|würd|sterbe|töten|morden|sterben ?ich ?glatt ?jetzt sterben|töten|morden|umbringen|für ?für ?diese|dieses|einen|eine|ein pizza|pizza|kaffee|schokolade|kuchen|döner|eis|bier|konzertkarten|karte
leben|lebe|wohnen .. {city}
leben|wohnen|sein|bleiben|lebe in|im|am|auf|bei ?einer|einem|der|dem|diesem|dieser|so {city}|stadt|dorf|wohnung|land|wg|altbau|vorort|großstadt|miete|hotel
abschied*|abschiedsbrief|lebewohl ... kollege|kollegen|kollegin|team|firma|job|ruhestand|rente|ausstand|abteilung|chef|praktikant
das leben der|des|von
katze|hund|kater|hamster ... gesprungen|springt|gefallen|gestorben|tot
nicht|kein|nie ?wirklich suizidal|selbstmordgefährdet|suizidgefährdet
sterbe|sterben|gestorben|sterb vor neugier|langeweile|hunger|durst|scham|hitze|lachen|aufregung
lachen|lach|lache ?mich .. sterben|tot|kaputt|schlapp
tot|tod|totgelacht gelacht|gefreut|geärgert|gearbeitet
vor lachen|langeweile|scham|neugier|hunger|durst|hitze|müdigkeit|glück
sterbe|sterben|stirbt vor|an langeweile|hunger|scham|neugier|durst|lachen
{tech}|dienst|task|sitzung|knoten|instanz|programm|kindprozess|elternprozess ... umbringen|töten|abschießen|beenden|beendet|erschießen|killen|bringt|sterben|stirbt|umbringt|tötet|getötet|abgeschossen|umgebracht
{tech}|hitze|deadline|latenz|spiel|chef ... bringt|macht|tötet mich
bringt|macht mich ?noch um|fertig .. {tech}|verstand|hitze|deadline|latenz|den_verstand
bringen|bringt .. um den verstand
bringt mich um wenn
beende|beenden .. sitzung|lebenszyklus|programm|{tech}
lebenszyklus|lebensdauer|lebenszeit
leben .. zug|spiel|nimmt|extra|verloren|punkte|boss|level
lieber sterben als
sterben|tot .. als|bevor .. {tech}|windows|php
{nicht} mehr .. aktiv|aktuell|unterstützt|verfügbar|verwendet|benutzen|laufen|gültig|nötig|gebraucht
kann|will|möchte|mag ?ich ?das ?auf {nicht} mehr ... {tech}|pushen|einloggen|anmelden|öffnen|zugreifen|bauen|installieren|starten|laden|verbinden|benutzen|nutzen|laufen
{nicht} mehr ?weiter ... {tech}|level|regex
{nicht} ?mehr weitermachen|weiter ... {tech}|500
so nicht weitermachen
halte|halt|ertrage|kann ... {nicht} ?mehr aus|länger ... {tech}
{tech} ... halte|ertrage|hasse|kann ... {nicht} ?mehr ?aus
selbstmordkommando|selbstmordattentat|selbstmordattentäter
suizidprävention|selbstmordprävention|suizidrate|selbstmordrate|suizidalität|suizidforschung
server|button|fenster|dialog|zelle|{tech} ... {nicht}|mehr .. leben|da|existieren|sterben|existiert
keinen|kein|sinn ... {tech}|doppelt|abstraktion|unterschied|sinn_in
kein|keinen|keine sinn|grund|lust|bock .. {tech}|doppelt|abstraktion|hier|mehrere|auf
wertlos|hoffnungslos|sinnlos|leer|leere ... kommentar|{tech}|fehlermeldung|veraltet|liste|zeile|ordner|datei|feld|spalte|array
{tech}|liste|zeile|ordner|datei|feld|spalte|ergebnis|antwort ?ist|sind ?immer ?noch leer|wertlos|sinnlos|hoffnungslos|kaputt
bin|ist|sind ?jetzt am ende der|des|vom|meiner|von
am ende der|des|vom|von
ausweg ?mehr ?aus der|dem ?endlos schleife|rekursion|{tech}|labyrinth
karriere|wirtschaftlicher|politischer|digitaler|kommerzieller selbstmord
springe|springen|spring|springt zu|zur|zum|in|aus|über|auf ?der|die|den|zeile zeile|funktion|{tech}|abschnitt|seite|thema|pool|see|wasser|nächsten|schlucht
vor|auf|von|unter ?die|der|den|dem seite|zeile|liste|ebene|plattform|tabelle
schneide|schneid|schneiden|geschnitten ... string|bild|video|brot|zwiebel|zwiebeln|gemüse|haare|papier|code|aus|ab|zu|rasieren|kochen
hänge|häng|hängt|aufhängen ... volume|container|anhang|{tech}|wäsche|bild|jacke
hängt|aufgehängt|auf sich ?immer ?ständig ?dauernd auf
schlägt|schlag mir ... vor
schlägt|schlug mich ... schach|tischtennis|tennis|quiz|mario
schlägt|schlagen ... fehl|alarm
{tabletten} ?gegen|gegen|jeden ... kopfschmerzen|erkältung|rückenschmerzen|verschrieben|morgens
bis es|die läuft|grün|kompiliert|klappt
erschieß|erschieße mich .. {tech}|schon_wieder|montag
er|sie|chef|chefin|kunde|frau|mann|lead|team bringt|tötet|killt mich um|wenn ... wenn|falls|weil ... {tech}|rot|vergesse|zu_spät|deploy*
lebe|lebt wohl .. altes|alter|php|windows
`,
  contexts: `
film|szene|ende|finale|folge|stelle in_dem|in_der|wo|bei_dem
kommissar|kommissarin|detektiv|detektivin|ermittler|ermittlerin findet|entdeckt|liest|untersucht
fass|fasse|gib ... zusammen|wieder
lehrer|lehrkräfte|lehrkraft|eltern|schulen|pädagogen|pflegekräfte|journalisten ... reden|sprechen|ansprechen|umgehen|reagieren|vermitteln|thematisieren
in|für|aus meinem|meiner|einem|einer|dem|der|unserem|diesem ?neuen|kurzen|nächsten|zweiten roman|geschichte|buch|kurzgeschichte|krimi|drehbuch|gedicht|spiel|kampagne|kapitel|film|serie|novelle|theaterstück|lied|rollenspiel
schreib|schreibe|verfasse|kürze|überarbeite|dichte|erfinde|entwirf|formuliere ?mir ?bitte ?uns ?den|eine|einen|ein|die|das|meine|meinen .. szene|geschichte|gedicht|lied|dialog|monolog|kapitel|krimi|klappentext|kurzgeschichte|roman|krimianfang|märchen|drehbuch|songtext
mein|meine|der|die|unsere|unser|eine ?junge ?alte ?böse held|heldin|hauptfigur|protagonist|protagonistin|figur|spielfigur|charakter|bösewicht|romanfigur|kommissar|könig|königin|erzähler|nsc|npc|boss|gegner|zombie
fasse|fass|zusammenfassung|analysiere|interpretiere|erkläre|beschreibe|erläutere ... roman|artikel|buch|werther|kapitel|gedicht|stück|film|szene|handlung|bericht|hamlet|leiden|nachricht|geschichte
übersetz|übersetze|übersetzung|übersetzen|konjugiere
was|wie heißt|bedeutet|sagt|schreibt man|auf|der|die|das|eigentlich ?man
was heißt|bedeutet
die polizei|zeitung|presse|staatsanwaltschaft|meldung meldet|berichtet|sagt|schreibt|spricht
zeichne|plotte|diagramm|grafik|statistik|zähle|gruppiere|vergleiche .. rate|suizidrate|anzahl|zahl|fälle|tote
wie viele menschen|personen|leute|frauen|männer|jugendliche
plakat|flyer|broschüre|folien|präsentation|schulung|fortbildung|workshop|leitfaden|vortrag ... für|zu|zum|zur|über
ehrenamtlich|ehrenamtliche|freiwillige|berater|beraterin ... telefonseelsorge|krisentelefon|hotline|beratungsstelle
telefonseelsorge|krisentelefon|aufnahmebogen|fragebogen|anamnese|phq
test|testfall|fixture|platzhalter|beispiel|datensatz|regex|klassifikator|detektor|spalte|feld|label ... text|nachricht|string|satz|sagt|schreibt|enthält|mit|namens|wie|wo
erkenne|erkennt|erkennen|klassifiziere|filtere|moderiere|markiere ... nachrichten|texte|sätze|kommentare|nutzer
berichterstattung|forschung|studie|vorlesung|seminar|referat .. über|zu|zum
`,
  turns: `
aber|weil|bevor|und|denn|ehe|während|oder|ehrlich|manchmal|sondern ?ehrlich ?dann ?vielleicht ?jetzt ich|mir|mich
kein spaß|witz
`,
};
