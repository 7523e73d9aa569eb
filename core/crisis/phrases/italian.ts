import type { CrisisPhrases } from '../crisis-kind.ts';

/** What people write in Italian. */
export const ITALIAN: CrisisPhrases = {
  language: 'it',
  phrases: {
    attempt: `
ho|appena|sto .. preso|ingoiato|ingerito|prendendo .. pastiglie|pillole|sonniferi|farmaci|flacone|scatola|compresse
preso|ingoiato .. tutte|tutto|intera|intero .. pastiglie|pillole|sonniferi|farmaci|flacone|scatola|compresse
overdose .. preso|fatto|appena
sono .. ponte|tetto|cornicione|binari|balcone .. buttarmi|saltare|addio|lanciarmi
in piedi|seduto|seduta .. cornicione|ponte|tetto|binari
tagliato|tagliata .. vene|polsi
corda|cappio .. collo|pronta|pronto|soffitto
mi .. uccido|ammazzo|impicco|butto .. stasera|ora|adesso|oggi|stanotte|domani
coltello|lama|lametta|pistola .. mano|polso|polsi|gola|testa
`,
    plan: `
come|modo|metodo|maniera .. uccidermi|suicidarmi|ammazzarmi|impiccarmi|avvelenarmi|suicidarsi|uccidersi|morire|togliermi .. dolore|soffrire|posso|migliore|vita|velocemente
come|modo|metodo .. uccidermi|suicidarmi|ammazzarmi|impiccarmi|avvelenarmi|suicidarsi
morire|suicidio|morte .. senza dolore|soffrire
senza dolore|soffrire .. morire|suicidio|morte
quante|quanti|quanto .. pastiglie|pillole|sonniferi|paracetamolo|compresse|tachipirina .. morire|mortale|letale|uccidermi
dose letale|mortale
lettera|lettere|biglietto .. addio|d'addio|suicidio
buttarmi|saltare|gettarmi|lanciarmi|butto .. ponte|tetto|finestra|balcone|treno|metro|binari|palazzo|scogliera
schiantarmi .. macchina|auto|albero|muro
pianificato|pianificando|deciso|piano .. suicidio|suicidarmi|morire|uccidermi|togliermi
ultima|ultimo|ultime notte|giorno|messaggio|parole|sera .. vita|addio|tutti|vivo|viva
addio .. mondo|tutti|sempre|crudele
non .. ci|sarò .. sarò|più .. domani|più
domani .. non .. sarò|sveglierò|esisterò
`,
    'wish-to-die': `
uccidermi|suicidarmi|ammazzarmi|impiccarmi
mi .. uccido|ammazzo|suicido|impicco
voglio|vorrei|desidero|preferirei|preferisco|devo|merito|spero .. morire|morto|morta|sparire|scomparire|crepare .. sempre|vita|tutto|mondo
voglio|vorrei|desidero|preferirei|preferisco|merito|spero|voglia .. morire|essere morto|morta
vorrei|preferirei .. essere .. morto|morta
togliermi|tolgo|togliere .. vita
farla|finita|farlo .. finita|vita|finire
farla finita
finire|porre|mettere .. mia|fine .. vita|tutto|sofferenza|giorni
non .. voglio|riesco|posso|ho .. più|voglia|motivo|ragione|senso .. vivere|vita|esistere|svegliarmi
non .. voglio|riesco .. vivere|esistere|svegliarmi|continuare|esserci
non .. voglio .. più .. essere qui|viva|vivo
senza|nessun|alcun|nessuna motivo|ragione|voglia|senso .. vivere|vita
stanco|stanca|stufo|stufa .. vivere|vita|esistere
vita .. non|più .. vale|senso|ha .. pena|più|nulla
non .. vale .. pena .. vivere
meglio|felici .. senza di|me .. me
senza di me .. meglio|felici
meglio .. morto|morta|morissi|sparissi .. fossi|se|io
vorrei .. non|mai .. essere .. nato|nata|esistito
mai .. essere|dovuto|fossi .. nato|nata|nascere
pensieri|idee|ideazione suicidi|suicida|suicide|morte
suicida|suicidio .. penso|pensando|pensato|tentativo|tentato|voglio|commettere|mi
penso|pensando|pensato|pensare .. suicidio|suicidarmi|uccidermi|morire|morte|farla .. sempre|spesso|vita|giorno|tempo|finita
penso|pensando .. al|a suicidio|suicidarmi|uccidermi|morire
tentato|tentativo .. suicidio
addormentarmi|dormire .. non|mai|più .. svegliarmi|sempre
non svegliarmi .. più|mai
nessuno .. mancherei|accorgerebbe|piangerebbe|noterebbe|importerebbe .. morissi|muoio|morte|sparissi|me|nessuno
mancherei .. nessuno
nessuno .. accorgerebbe|noterebbe|piangerebbe
non merito .. vivere|vita
merito .. di morire
sparire|scomparire .. sempre|mondo|tutti
`,
    'self-harm': `
mi .. taglio|tagliare|tagliata|brucio|ferisco|graffio|autolesiono|picchio|male .. braccia|gambe|polsi|pelle|sola|solo|ancora|cosce
tagliarmi|bruciarmi|ferirmi|autolesionarmi|farmi|punirmi male|braccia|voglia|ancora|polsi|di|pelle
farmi .. del male
tagliarmi|ferirmi|autolesionarmi|bruciarmi
autolesionismo|autolesioni|autolesionarmi|autolesione
tagli .. braccia|polsi|gambe
`,
    despair: `
non .. ce|ne|riesco .. faccio|posso|vado|reggo .. più .. vita|così|dolore|tutto|sola|solo|vivere
non ce la faccio più
non ne posso più
non reggo|resisto più
senza|perso|nessuna|più speranza|speranze
disperato|disperata .. sono|vita|mi
mi .. sento .. vuoto|vuota|inutile|solo|sola|disperata|disperato|peso|fallito|fallita .. vita|nessuno|sempre|molto|tutti|dentro
sento .. vuoto|vuota|inutile|peso|fallito .. tutti|famiglia|dentro|vita|gli
mi .. odio .. vita|stesso|stessa|tanto
mi odio
odio la mia vita
nessuno .. ama|vuole|capisce|importa|bisogno .. me|mi|bene
nessuno mi .. ama|vuole|capisce
sono .. un peso .. per|tutti
vita .. inferno|senso|insopportabile|finita|schifo
niente|nulla .. ha .. senso
a che serve|scopo .. vivere|continuare
dolore|sofferenza .. smetta|finisca|fermi|insopportabile|mai
voglio|vorrei che .. dolore|tutto|questo .. smetta|finisca|finisse|smettesse
piango .. ogni|tutte|tutti|notte|giorno|notti
attacco|attacchi|crisi .. panico|ansia .. ho|aiuto|respirare|morire|avendo
depressione|depresso|depressa .. riesco|grave|profonda|più|vita|morire
arreso|arresa|arrendo .. vita|vivere|tutto
non .. vedo .. uscita|futuro|senso|speranza|via
rotta|rotto|morta|morto .. dentro
`,
    'violence-suffered': `
lui|lei|marito|moglie|fidanzato|fidanzata|compagno|padre|madre|patrigno|ex|fratello|zio|papà|genitori|ragazzo .. mi .. picchia|picchiato|picchiata|stupra|violenta|violentata|abusa|minaccia|minacciato|strangola|maltratta|rinchiude|perseguita|menato|mena
mi .. picchia|stupra|violenta|strangola|maltratta|mena
mi ha|hanno .. picchiato|picchiata|violentata|stuprata|minacciata|aggredita|abusato|chiusa
sono|stata|stato|vengo .. violentata|stuprata|abusata|picchiata|picchiato|maltrattata|molestata|perseguitata|minacciata .. da|dal|mio|sessualmente|casa|marito|ex
paura .. che .. mi .. uccida|picchi|trovi|male|ammazzi
paura .. marito|fidanzato|padre|patrigno|ex|compagno
minaccia|minacciato .. di .. uccidermi|ammazzarmi|picchiarmi
violenza .. domestica .. subisco|vittima|sono|aiuto|mia
non .. sicura|sicuro|sento .. casa
`,
    'violence-meant': `
voglio|vorrei|devo|sto .. uccidere|ammazzare|accoltellare|ucciderlo|ucciderla|ammazzarlo|ammazzarla|sparare .. lui|lei|tutti|qualcuno|capo|gente|marito|moglie|professore|genitori|mio|mia|a
voglio|vorrei ucciderlo|ucciderla|ammazzarlo|ammazzarla|accoltellarlo
strage|sparatoria .. scuola|fare|pianifico
voglia|pensieri|impulso .. fare .. male .. qualcuno|altri|bambino|figlio
`,
    'another-person': `
amico|amica|fratello|sorella|figlio|figlia|madre|padre|mamma|papà|marito|moglie|fidanzato|fidanzata|collega|coinquilino|lui|lei|qualcuno|ragazzo|ragazza .. vuole|dice|detto|pensa|minaccia|tentato|provato|parla .. uccidersi|suicidarsi|ammazzarsi|morire|togliersi|farla|suicidio|farsi
amico|amica|fratello|sorella|figlio|figlia|fidanzato|fidanzata|collega|lui|lei|qualcuno .. si .. taglia|autolesiona|uccidere|vuole|suicidare|ammazzare .. male|braccia|uccidere|ammazzare|gambe|suicidare
amico|amica|fratello|sorella|figlio|figlia|lui|lei .. si .. taglia|autolesiona
amico|amica|fratello|sorella|figlio|figlia|madre|padre|fidanzato|fidanzata|lui|lei .. non .. vuole .. vivere
amico|amica|fratello|sorella|figlio|figlia|madre|padre|fidanzato|fidanzata|lui|lei|collega .. suicida|suicidi|suicidio|suicidarsi
amico|amica|fratello|sorella|figlio|figlia|lui|lei|qualcuno .. preso|ingoiato .. pastiglie|pillole|sonniferi|compresse
`,
  },
  spared: `
morire|muoio|morto|morta|morendo .. ridere|risate|noia|fame|sete|caldo|vergogna|curiosità|sonno|freddo
uccidere|uccide|uccidi|killare|terminare .. processo|processi|thread|container|server|sessione|task|demone|porta|istanza|pod|job
processo|processi|thread|container|server|sessione|task|pod|script|programma|figlio .. uccidere|morire|muore|suicida|uccide|uccidersi|suicidarsi
bug|codice|build|compilatore|test|caldo|riunione|latenza|errore|scadenza .. mi .. uccide|uccidendo|ammazza
mi .. uccide|uccidendo|ammazza .. bug|codice|build|caldo|riunione|latenza
farla|finita .. con .. bug|ticket|migrazione|refactor|php|progetto
finire .. tutto .. oggi|venerdì|lunedì|compiti|lavoro|sprint
ciclo .. vita
fine vita .. prodotto|versione|supporto
personaggio|eroe|romanzo|film|gioco|boss|zombie|scena|nemico|mostro|drago .. uccidere|uccide|morire|muore|suicidio|suicida|accoltellare|ucciderlo|taglia|uccidersi
uccidere|ammazzare|ucciderlo .. boss|gioco|zombie|mostro|drago|livello
preferirei|piuttosto|preferisco .. morire .. che|piuttosto|usare|php|java
morire piuttosto che
suicidio|suicida .. commerciale|politico|prevenzione|squad
prevenzione .. suicidio
traduci|tradurre|traduzione|frase|stringa .. morire|uccidere|suicidio|voglio
saltare .. riga|passaggio|funzione|pagina|test|sezione|passo
tagliare|taglia|taglio .. incollare|incolla|testo|riga|stringa
non ce la faccio|posso più .. con|di .. bug|webpack|php|test|riunioni|npm|merge|build|codice|questi|questo
non ne posso più .. di|del|dei|con
pulsante|finestra|componente|modale|messaggio|elemento .. sparire|scomparire|morire
sparire|scomparire .. pulsante|finestra|componente|modale|messaggio|elemento
niente|nulla ha senso .. codice|api|documentazione
`,
};
