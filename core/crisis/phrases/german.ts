import type { CrisisPhrases } from '../crisis-kind.ts';

/** What people write in German. */
export const GERMAN: CrisisPhrases = {
  language: 'de',
  phrases: {
    attempt: `
habe|hab|ich .. tabletten|pillen|schlaftabletten genommen|geschluckt
tabletten|pillen|schlaftabletten .. genommen|geschluckt .. sterben|alle|ganze|packung|schon|jetzt
ganze|alle packung|tabletten|pillen ?genommen|geschluckt
überdosis .. genommen|geschluckt
stehe|sitze|bin .. auf|am .. brücke|dach|gleis|gleisen|geländer|abgrund
stehe .. brücke|dach|gleis|gleise|gleisen
pulsadern .. aufgeschnitten|geschnitten
handgelenk|handgelenke .. aufgeschnitten
strick|seil|schlinge .. um|hängt|bereit .. hals|decke|fertig
messer|klinge|rasierklinge .. hand|handgelenk|hals|pulsadern
springe|bringe|erhänge|erschieße|vergifte .. jetzt|heute|gleich|mich
bringe mich .. um|jetzt|heute
`,
    plan: `
wie|womit|methode|methoden|möglichkeit .. umbringen|sterben|erhängen|vergiften|töten .. kann|schmerzlos|schnell|am|mich
wie .. bringe|bringt|töte|erhänge .. mich|sich um|selbst|am
schmerzlos|schmerzlose|schmerzfrei|schmerzfreie|sanft .. sterben|methode|umbringen|suizid|tod|selbstmord
wie viele|viel .. tabletten|pillen|schlaftabletten|paracetamol|insulin .. sterben|tödlich|umzubringen|tod|reichen|brauche
tödliche dosis .. mich|von|paracetamol|schlaftabletten
abschiedsbrief|abschiedsbriefe
von .. brücke|dach|hochhaus|balkon|klippe .. springen|stürzen|springe|werfen
aus .. fenster .. springen|stürzen|springe
vor|auf .. zug|bahn|auto|lkw|gleise .. werfen|springen|legen|werfe|springe|lege|schmeißen
gegen .. baum|wand|brückenpfeiler .. fahren|fahre|rasen
habe|hab|plane|planen|geplant .. suizid|selbstmord
plan|datum|tag|termin .. suizid|selbstmord|umzubringen|sterben|sterbe
letzte|letzter|letzten nacht|tag|nachricht|abend|worte .. leben|abschied|sterbe|euch
das ist mein abschied
werde|bin .. morgen|bald nicht|nimmer mehr ?da|leben|hier|aufwachen
lebt|lebe .. morgen nicht mehr
`,
    'wish-to-die': `
bringe|bring mich um
umbringen .. mich|will|möchte|werde|würde|könnte
mich|mir .. umbringen|umzubringen|töten|erhängen|aufhängen|erschießen|ertränken|vergiften
mir|mich|meinem|mein .. leben .. nehmen|beenden|ende|setzen|weg
leben .. nehmen|beenden|wegwerfen .. will|möchte|mein
mein|meinem leben .. beenden|ende|nehmen
will|möchte|würde|wünschte|am|lieber|nur ?einfach ?nur ?am ?liebsten sterben|tot
will|möchte|wünschte .. sterben|tot ?sein
wäre|wär .. lieber|am|gern|besser|tot ?liebsten ?tot
wäre|wär ich .. tot|gestorben|weg|geboren
ich .. tot sein
nicht|nie|nimmer mehr .. leben|aufwachen|da|existieren
will|mag|kann|möchte .. nicht|nie|nimmer .. mehr ?weiter leben|aufwachen|weiterleben|existieren
will|mag|möchte nicht mehr .. sein|da|hier|leben|aufwachen
nicht weiterleben|weiter
nie geboren
ohne mich .. besser|leichter|dran
besser .. ohne mich
alle|welt|familie .. ohne mich .. besser|glücklicher|dran
leben .. nicht|keinen|hat .. mehr|sinn|wert|lebenswert
nicht mehr lebenswert
kein|keinen|keine sinn|grund .. leben|weiterleben|mehr
lebensmüde|lebensmüd
suizid|selbstmord .. denke|gedanken|begehen|nachgedacht|will|versucht|versuch|mich|ich
suizidgedanken|selbstmordgedanken|suizidal|suizidale|suizidversuch
denke|gedanken|nachgedacht .. tod|sterben|suizid|selbstmord|umzubringen .. mich|ständig|immer|oft|daran|jeden|täglich
denke .. ans|an|daran .. sterben|suizid|selbstmord|umzubringen
will|möchte .. für immer .. schlafen|einschlafen|weg|verschwinden
einschlafen .. nie|nicht|mehr .. aufwachen|wieder
niemand|keiner|keinem würde .. vermissen|merken|fehlen|auffallen
würde|würd .. niemand|keiner|keinem .. vermissen|merken|fehlen|auffallen
verdiene .. nicht .. leben
schluss machen .. leben|allem|mir|endgültig
allem .. ende .. setzen|machen|bereiten
dem .. leben .. ende
`,
    'self-harm': `
ritze|ritzen|geritzt .. mich|wieder|arme|angefangen|ich
mich .. ritzen|ritze|geritzt|schneiden|schneide|verletzen|verletze|selbst|verbrennen|bestrafen|hungern
selbst|selber .. verletzen|verletze|verletzt|verletzung|schneide
selbstverletzung|selbstverletzen|selbstverletzendes
arm|arme|armen|handgelenk|beine|oberschenkel|haut .. geschnitten|schneide|schneiden|aufgeschnitten|ritze|ritzen|geritzt
schneide|schnitt|verletze|verbrenne|schlage mich ?wieder|selbst|selber|mit|jeden|immer
`,
    despair: `
kann|halte|ertrage|schaffe .. nicht|nichts|es mehr ?aus ?so ?weiter .. leben|weiter|allein|ende|schmerz|mehr
kann nicht mehr .. leben|weiter|ende|heulen|weine|hilfe|niemand|sinn
ich kann ?einfach nicht mehr
halte|halt .. nicht mehr aus
keine|kein|ohne hoffnung ?mehr
hoffnungslos|wertlos|ausweglos .. ich|fühle|leben|bin|alles|mich
fühle|fühl|bin .. wertlos|leer|hoffnungslos|nutzlos|überflüssig
hasse mich|mein .. leben|selbst|selber
hasse mich
alles .. sinnlos|hoffnungslos|egal .. leben|mehr|mir|ende
leben .. sinnlos|hoffnungslos|hölle|qual|unerträglich
niemand|keiner .. liebt|braucht|mag|hilft|versteht mich|mir
nur|allen|eine .. last .. bin|für|andere|familie|alle
sehe .. keinen|keine .. ausweg|zukunft|sinn|hoffnung
keinen ausweg ?mehr
schmerz|qual|leiden .. aufhören|aufhört|ende|enden
weine .. jeden|jede|nacht|tag|schlaf
panikattacke .. habe|hilfe|sterbe|atmen
depressionen|depressiv .. kann|nicht|schwer|hoffnung|will|leben
habe .. aufgegeben .. leben|mich|alles
innerlich .. tot|leer|zerbrochen|gestorben
`,
    'violence-suffered': `
er|sie|mann|freund|vater|mutter|partner|ex|stiefvater|onkel|eltern|papa .. schlägt|schlug|verprügelt|würgt|würgte|missbraucht|vergewaltigt|bedroht|misshandelt|tritt|stalkt|geschlagen|eingesperrt mich
mich .. geschlagen|verprügelt|gewürgt|missbraucht|vergewaltigt|misshandelt|bedroht|eingesperrt
werde|wurde|bin .. vergewaltigt|missbraucht|misshandelt|geschlagen|gestalkt|bedroht .. von|mann|freund|vater|ich|zuhause
angst .. er|sie|mann|freund|vater|ex .. bringt|tut|schlägt|umbringt|schlagen|umbringen
droht .. mich|uns umzubringen|schlagen|zu
bringt mich um .. angst|droht|messer|hilfe
zuhause .. nicht sicher
nicht sicher .. zuhause|daheim
häusliche gewalt .. ich|mich|opfer|erlebe|hilfe
`,
    'violence-meant': `
will|werde|möchte .. ihn|sie|alle|jemanden|frau|mann|chef|kollegen|mitschüler|leute|eltern|lehrer .. umbringen|töten|erschießen|erstechen|vergiften|abstechen
bringe .. ihn|sie|alle|jemanden um
amoklauf|amok .. plane|laufen|will|werde|schule
gedanken .. jemanden|andere|kind|baby .. verletzen|töten|umzubringen
`,
    'another-person': `
freund|freundin|bruder|schwester|sohn|tochter|mutter|vater|frau|mann|kollege|kollegin|mitbewohner|mitbewohnerin|partner|partnerin|er|sie|jemand|schüler|kind .. sich .. umbringen|umzubringen|töten|ritzt|leben|erhängen|umbringt|antun|verletzt
freund|freundin|bruder|schwester|sohn|tochter|mutter|vater|frau|mann|kollege|kollegin|mitbewohner|partner|er|sie|jemand .. suizid*|selbstmord*|sterben will
freund|freundin|bruder|schwester|sohn|tochter|mutter|vater|er|sie .. will|möchte .. sterben|nicht mehr leben
freund|freundin|bruder|schwester|sohn|tochter|mutter|vater|er|sie|jemand .. nicht mehr leben
freund|freundin|bruder|schwester|sohn|tochter|er|sie|jemand .. tabletten|pillen|überdosis .. genommen|geschluckt
`,
  },
  spared: `
lachen .. sterben|tot
tot|tod|totgelacht gelacht
vor lachen|langeweile|scham|neugier
prozess|prozesse|thread|job|server|container|pod|dienst|task|sitzung|verbindung|knoten|instanz|programm|skript|kindprozess .. umbringen|töten|abschießen|beenden|beendet|erschießen|killen|bringt|sterben|stirbt
code|bug|build|test|tests|compiler|hitze|deadline|meeting|latenz|fehler|spiel .. bringt|macht|tötet mich
bringt|macht mich .. um|fertig .. bug|code|build|hitze|deadline|meeting|latenz|fehler
bug|code|build|hitze|deadline|fehler|latenz .. bringt mich um
beende|beenden .. sitzung|lebenszyklus|programm
lebenszyklus|lebensdauer|lebenszeit
leben .. zug|spiel|nimmt|extra|verloren|punkte
figur|charakter|spiel|roman|film|boss|gegner|held|szene|zombie|zombies|buch .. umbringen|umbringt|töten|sterben|stirbt|erstechen|suizid*|selbstmord*|tot|erschießen|ritzt
lieber sterben als
sterben .. als|bevor .. windows|java|php|vim|perl|excel
umbringen .. wenn|spiel
nicht mehr .. aktiv|aktuell|unterstützt|verfügbar|verwendet|benutzen
nicht mehr weiter .. code|bug|aufgabe|git|level|regex|problem|fehler|beim|mit
selbstmordkommando
suizidprävention|selbstmordprävention
server|button|fenster|dialog|zelle .. nicht|mehr .. leben|da|existieren|sterben
sinn .. leben .. hier|geändert|zwei|unterschied
kein|keinen sinn .. code|test|branch|doppelt|abstraktion
wertlos|hoffnungslos|sinnlos .. kommentar|test|tests|code|fehlermeldung|veraltet
übersetz*|satz|string|zeile .. sterben|umbringen|tot|leben
karriere|wirtschaftlicher|politischer|digitaler selbstmord
springen .. zeile|funktion|code|abschnitt|seite
springe .. zeile|funktion|code|abschnitt|seite|thema
`,
};
