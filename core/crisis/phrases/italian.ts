import type { CrisisPhrases } from '../crisis-kind.ts';
import { PLACES } from './place-words.ts';
import { TECHNICAL_WORDS } from './technical-words.ts';

/** What people write in Italian. */
export const ITALIAN: CrisisPhrases = {
  language: 'it',
  classes: {
    city: PLACES,
    tech: `${TECHNICAL_WORDS} processo processi servizio compito codice ciclo funzione errore errori progetto regola riunione riunioni stampante libreria ramo demone ricorsione coda sessione l'api sull'api dell'api l'errore attività ticket`,
    non: 'non nn mai',
    voglio:
      'voglio vorrei desidero preferirei preferisco devo merito spero voglia volevo penso pensando sto_per vojo dovrei potessi magari bisogno avrei_voluto intendo',
    uccidermi:
      'uccidermi suicidarmi ammazzarmi impiccarmi togliermi_la_vita spararmi avvelenarmi annegarmi buttarmi_di_sotto farmi_fuori tagliarmi_le_vene buttarmi_giù',
    morire:
      'morire crepare morto morta essere_morto essere_morta sparire_per_sempre scomparire_per_sempre non_esistere non_svegliarmi farla_finita',
    tante:
      'tutte tutti tutto tutta intera intero flacone scatola boccetta blister sacco mucchio manciata tante troppe 10 12 15 20 25 30 35 40 50 60 80 100 dieci venti trenta quaranta cinquanta decina',
    pillole:
      'pastiglie pillole sonniferi farmaci compresse paracetamolo tachipirina xanax tavor medicine medicinali psicofarmaci ansiolitici antidepressivi insulina gocce pasticche candeggina veleno',
    preso:
      'preso ingoiato ingerito prendo prendendo prendere bevuto bevo mandato_giù buttato_giù ingoio prese presi ingoiate',
    braccia: 'braccio braccia polso polsi vene vena gamba gambe coscia cosce pelle avambraccio avambracci mani mano',
    alto: 'ponte tetto cornicione binari balcone davanzale finestra terrazzo terrazza ringhiera parapetto palazzo viadotto precipizio bordo piano cavalcavia',
    kin: 'amico amica amici fratello sorella figlio figlia madre padre mamma papà marito moglie fidanzato fidanzata compagno compagna collega coinquilino coinquilina cugino cugina nipote zio zia vicino vicina studente studentessa alunno alunna paziente ragazzo ragazza nonna nonno qualcuno lui lei friend ex tipo',
    aggressore:
      'lui lei marito moglie fidanzato fidanzata compagno padre madre patrigno matrigna ex fratello zio papà mamma nonno genitori ragazzo ragazza vicino capo professore allenatore cugino',
    picchia:
      'picchia picchiato picchiata stupra stuprata violenta violentata abusa abusato minaccia minacciato minacciata strangola strangolata strangolato maltratta rinchiude perseguita menato mena tocca toccata palpeggia spinge aggredisce aggredita molesta molestata prende_a_calci prende_a_pugni schiaffeggia picchiava',
    vittima:
      'lui lei tutti qualcuno capo gente marito moglie professore genitori cognato ex fidanzato fidanzata vicino padre madre fratello sorella bambino bambina figlio figlia mio mia',
    ucciderlo:
      'ucciderlo ucciderla ammazzarlo ammazzarla accoltellarlo accoltellarla sparargli spararle ucciderli ammazzarli_tutti ucciderli_tutti strangolarlo',
  },
  phrases: {
    attempt: `
{preso} ... {tante} ... {pillole}
{preso} ... {pillole} .. {tante}|alcol|morire|vodka|addio
{preso} tutta|tutte|tutto|tutti|intera ?la|le|il|i|una|l'intera ?mie ?miei scatola|flacone|boccetta|{pillole}
overdose .. {preso}|fatto|appena
sono|seduto|seduta|in_piedi|sto|qui|affacciato|affacciata ?seduto ?seduta ?qui ?in_piedi ?salito ?salita sul|sulla|sui|sull|al|in|a|su|alla ?cima ?al ?un|una|bordo ?del|della ?di {alto}
sul bordo|ciglio|cornicione .. {alto}|vuoto|ponte|tetto
in|cima cima|al ?al ponte|tetto|palazzo
gambe|piedi .. vuoto|penzoloni
tagliato|tagliata|tagliarmi|aperto|taglio|tagliando ... vene|polsi|vena
polsi|vene tagliati|tagliate|aperti|aperte|sanguinano
corda|cappio|cintura .. collo|pronta|pronto|soffitto
coltello|lama|lametta|pistola .. mano|polso|polsi|gola|testa|bocca|tempia
mi .. uccido|ammazzo|impicco|butto|sparo .. stasera|ora|adesso|oggi|stanotte|domani|notte
premere ?il grilletto
provato|tentato a|di {uccidermi}
sto|ora|adesso ?per mi_butto|buttarmi|saltare_giù
`,
    plan: `
metodi|metodo|modi|modo ?di ?per suicidio|suicidarsi|uccidersi|morire ?più indolore|indolori|senza_dolore|veloce
mi sparo|impicco|ammazzo|uccido|sparerò|impiccherò|ammazzerò|ucciderò ?stasera ?stanotte ?oggi ?domani ?in_testa $
^ ?ecco questo|questa è ?un|il|il_mio|la addio|fine $
^ ?ok ?adesso|ora|io|ecco salto ?giù $
^ ?stasera ?questa ?è ?sarà ?la mia ultima notte $
non sarò ?più ?ancora ?qui|in_giro ?per|ancora|a molto|lungo|qui
come|modo|metodo|maniera|modi|qual|quale ... {uccidermi}|suicidarsi|uccidersi|ammazzarsi|togliersi_la_vita
come|modo|metodo|maniera ... morire ... dolore|soffrire|velocemente|indolore|senza
meno|senza doloroso|dolorosa|dolore|soffrire ... morire|suicidio|morte|suicidarsi|{uccidermi}
morire|suicidio|morte .. senza dolore|soffrire|sentire
quante|quanti|quanto|quanta ... {pillole} ... morire|mortale|letale|{uccidermi}|muoio|overdose|uccidere
dose letale|mortale
lettera|lettere|biglietto|messaggio|video .. addio|d'addio|suicidio
buttarmi|saltare|gettarmi|lanciarmi|butto|getto|lancio|buttare|buttarsi ... ponte|tetto|finestra|balcone|treno|metro|binari|palazzo|scogliera|viadotto|camion|vuoto
mi butto|getto|lancio .. treno|ponte|tetto|finestra|balcone|binari|sotto|metro|giù
schiantarmi|schianto|andare_contro .. macchina|auto|albero|muro|camion
pianificato|pianificando|deciso|piano ... suicidio|suicidarmi|morire|{uccidermi}
data|giorno .. {uccidermi}|mia_morte|suicidio
ultima|ultimo|ultime ?mia notte|giorno|messaggio|parole|sera .. vita|addio|tutti|vivo|viva
è la|il|mia|mio mia|mio ultima|ultimo ?notte|giorno|messaggio
addio ?a ?questo mondo|tutti|per_sempre|mondo_crudele
non|nn ci ?sarò|sono ?più|sarò domani|più|lunedì|presto
domani|venerdì|lunedì|stanotte|stasera|sabato|weekend ... non_ci_sarò|non_mi_sveglierò|mi_ammazzo|mi_uccido|la_faccio_finita|mi_impicco|mi_butto|faccio_la_finita|mi_tolgo_la_vita
{pillole} .. davanti|mano|tavolo|qui|pronte|comodino ... {preso}|tutte|tutto
le|li prendo|ingoio|prenderò|mando_giù tutte|tutti
la|farò|faccio|facciamo ?faccio ?farò finita ?stasera|venerdì|domani|presto|stanotte|per_sempre
a casa ?e ?vado ?poi mi impicco|ammazzo|uccido
e mi impicco|ammazzo|uccido|sparo|butto
regalato|regalo|dato .. mie|miei cose|gatto|cane|tutte
sistemato|preparato|organizzato .. tutto ... addio|morire|finita|vita
`,
    'wish-to-die': `
ho ?degli istinti|pensieri|tendenze|impulsi suicidi
rinuncio|ho_rinunciato alla|a vita|vivere
chiuso|finito con la|questa|mia vita
meglio|era ?era se|che ?io non|mai ?fossi nascevo|fossi_nato|fossi_nata|nato|nata|esistevo
{voglio} ?solo non|nn ?essere|esserci esserci|più|esistere|essere_qui ?qui ?più
{voglio} sparire|scomparire
mi|mi_ci voglio|vorrei|devo suicidare|ammazzare|uccidere|impiccare|buttare
non posso|riesco ?più ?a vivere|andare_avanti ?più ?avanti ?così
{uccidermi}
mi .. uccido|ammazzo|suicido|impicco
{voglio} ?solo ?soltanto ?di ?proprio ?davvero ?poter ?che {morire}
{voglio} ?solo sparire|scomparire ?da .. sempre|mondo|vita|tutto
{voglio} .. essere|stare .. morto|morta
togliermi|tolgo|togliere|togliersi|levarmi ?di la|dalla|di vita|mezzo
farla|faccio|farò|fare|faremo ?la finita
farla finita
finire|porre|mettere|chiudere|metto .. fine|mia|con ?alla|ai|a|con ?mia|miei|la|questa vita|tutto|sofferenza|giorni|esistenza
{non} ?ne ?ci ?ho ?c'è ?mi voglio|riesco|posso|ho|merito|vedo|trovo|va|vale|ha|c'è|sopporto ?più|la ?più ?nessun ?nessuna ?voglia|motivo|ragione|senso|ragioni|motivi|forza|pena ?di|per|a|più ?cui ?continuare_a vivere|esistere|svegliarmi|essere_qui|essere_viva|essere_vivo|stare_al_mondo|continuare_a_vivere|campare|vivo
{non} ?ho più|nessuna voglia|motivo|ragione|ragioni ?di|per vivere|esistere|vita|svegliarmi
senza|nessun|alcun|nessuna|perso|persa ?la ?ogni motivo|ragione|voglia|senso ?di|per vivere|vita|andare_avanti
stanco|stanca|stufo|stufa|stancata ?di|della|di_questa ?di vivere|vita|esistere
vita ?mia ?ormai non|nn ?ha ?vale ?mi ha|vale|merita ?più|la ?senso|pena ?alcun senso|pena|più
non .. vale ?più ?la pena .. vivere|vita|vivere_così
meglio|felici|sereni|bene .. senza di|me ?me
senza di me .. meglio|felici
meglio .. fossi|se|io|che ?io ?fossi morto|morta|morissi|sparissi|mai_nato|mai_nata
{voglio} .. non|mai ?essere|svegliarmi|fossi ?mai nato|nata|esistito|esistita|svegliarmi
vorrei|magari|meglio|se|sarebbe .. non|mai .. essere|fossi|stato ?mai ?stata nato|nata|esistito
mai|non ?essere ?dovuto ?essere ?dovuta ?fossi ?dovevo ?fossi nato|nata|nascere
preferirei|preferisco|meglio ?essere morire|morto|morta ?che|piuttosto|così
pensieri|idee|ideazione|impulsi ?di suicidi|suicida|suicide|di_morte|suicidio
suicida|suicidio .. penso|pensando|pensato|tentativo|tentato|voglio|commettere|mi|io
penso|pensando|pensato|pensare|pensavo|considero ?sempre ?spesso ?solo ?continuamente ?ogni_giorno ?tutti_i_giorni ?seriamente ?a|al|alla|di|solo suicidio|suicidarmi|uccidermi|morire|mia_morte|ammazzarmi|farla_finita
penso ... suicidio|di_morire|farla_finita|suicidarmi
tentato|tentativo .. suicidio|{uccidermi}
addormentarmi|dormire|addormento|coricarmi .. non|mai|nn|senza ?più ?mai svegliarmi|risvegliarmi|più
{non} svegliarmi|risvegliarmi ?più|mai|domani
mattina|giorno|volta ... dispiace|delusa|deluso|triste|odio|rimpiango ... svegliata|svegliato|svegliarmi|viva|vivo
dispiace|delusa|deluso|triste|odio|peccato .. essermi|di|che ?essermi ?essere ?ancora svegliata|svegliato|viva|vivo
nessuno|chi ?se_ne ?ne ?si ?mi ... mancherei|accorgerebbe|piangerebbe|noterebbe|importerebbe|accorgerà|mancherò|cercherebbe|accorge|piangerà
mancherei|mancherò .. nessuno
a|tanto nessuno ?mancherei|importa|importerebbe|frega ... morissi|muoio|sparissi|sparisco|mancherei
se|quando ?io ?domani sparissi|morissi|muoio|sparisco|mi_uccidessi|non_ci_fossi|mi_ammazzassi|scomparissi ... nessuno|meglio|accorgerebbe|chi|mancherei|importerebbe|tutti
non merito ?di ?la vivere|vita|esistere
merito|dovrei ?di ?solo ?essere morire|morto|morta
sparire|scomparire .. sempre|mondo
`,
    'self-harm': `
mi sto tagliando|bruciando|ferendo|graffiando
mi ?sono ?ri ?sto ?ero taglio|tagliata|tagliato|brucio|bruciata|bruciato|ferisco|graffio|autolesiono|tagliando|taglia|picchio_da|incido ?di_nuovo|ancora|le|le|la|sulle|da|quando|per|con|apposta|ieri|sempre|volontariamente
{voglio}|ricominciato|smettere|riesco|torno|ripreso|bisogno|voglia ?a ?di tagliarmi|bruciarmi|ferirmi|autolesionarmi|farmi_male|farmi_del_male|punirmi|graffiarmi
tagliarmi|bruciarmi|ferirmi|autolesionarmi|farmi_male|farmi_del_male|procurarmi_dolore
mi faccio|fatta|fatto|faccia ?ancora ?di_nuovo ?del male|del_male ?apposta|da_sola|da_solo|per|di_proposito
autolesionismo|autolesioni|autolesionarmi|autolesione ?è .. io|mi|anni|ricaduta|faccio|pratico|ripreso|nascosto
{braccia} ... piene|pieni|coperte|coperti|segnate ... tagli|cicatrici|bruciature|ferite|segni
tagli|cicatrici|bruciature .. {braccia}
nuovi|freschi|profondi tagli
sbatto|batto|picchio|prendo .. testa|pugni|pugno|mani ... muro|parete|sangue|sanguin*
finché|fino ?a|non|che ?non sanguina|sanguino|sangue|sanguinare|sanguinano|esce_sangue
ricascata|ricascato|ricaduta|ricaduto .. tagli|tagliarmi|cosce|autolesion*
bruci|brucio|spengo ?le ?mi ?la ?le sigarette|sigaretta|accendino|braccia ?con|addosso|braccia
mi .. provoco|provoco_il vomito
`,
    despair: `
perché ?mai sono nato|nata
inutile per|a chiunque|tutti|nessuno
importante ?io ?sono per nessuno
nessuno ?si ?mi interessa|importa|cura|frega ?a|di me
sono un|una|il ?solito perdente|fallito|fallita|perdenti|buono_a_nulla
non posso|riesco|ce_la_faccio ?più ?ad andare|continuare avanti|così ?così
{non} ?ce|ne|la|ci|ce_la|riesco ?la ?ce faccio|posso|vado|reggo|resisto|sopporto|riesco più ?di_vivere ?così ?niente ?nulla ?ad ?a_vivere ?ad_andare_avanti
{non} ce_la|riesco_più|riesco faccio|ad_andare_avanti|a_vivere|a_vivere_così|ad_alzarmi_dal_letto ?più
nn ce la faccio
{non} reggo|resisto|sopporto ?questa ?tutto ?la più|vita
senza|perso|nessuna|più|ogni|tutte|ho ?ho|più ?ogni|la|le|nessuna speranza|speranze|forze|forza ?di ?andare_avanti ?di_vivere ?continuare
più la|nessuna forza ?di
{non} ho ?più ?la forza|forze|speranza|energie ?di|per|più
disperato|disperata .. sono|vita|mi
sono disperato|disperata|distrutta|distrutto|finito|finita|a_pezzi
mi ?sento sento|sentivo ?tanto ?così ?come ?sempre ?completamente ?un ?una ?solo vuoto|vuota|inutile|disperata|disperato|peso|fallito|fallita|morto|morta|senza_valore|uno_schifo|una_merda|nullità|persa|perso|fallimento|a_pezzi
{non} ?io valgo|servo ?a|più niente|nulla
mi odio|detesto|faccio_schifo ?tanto
odio ?la|questa mia|questa|me ?stessa|stesso vita|stessa|stesso
nessuno ?mi ?mi_ha ?ha ama|vuole|capisce|bisogno|ascolta|aiuta|vuole_bene ?di_me|bene
nessuno mi .. ama|vuole|capisce|ascolta|aiuta
sono ?solo ?soltanto ?diventata ?diventato un|una|solo peso|fallimento|fallito|fallita|nullità|disastro|errore ?per|tutti|famiglia
un peso per tutti|la_famiglia|la_mia|chi|i_miei|gli_altri
vita ?è ?mia ?un|è inferno|insopportabile|finita|schifo|senza_senso|rovinata|merda
niente|nulla ?più ?per_me ha|vale|importa ?più ?la|alcun senso|pena|più
a|che che|senso serve|scopo|pro|ha .. vivere|continuare|andare_avanti|svegliarmi
so ?più ?perché perché ?sono|io ?sono ancora qui|viva|vivo|vado
dolore|sofferenza ?che .. smetta|finisca|fermi|insopportabile|mai|passa
{voglio} ?solo che .. dolore|tutto|questo|sofferenza .. smetta|finisca|finisse|smettesse|passi
piango .. ogni|tutte|tutti|notte|giorno|notti|sempre
attacco|attacchi|crisi .. panico|ansia .. ho|aiuto|respirare|morire|avendo|continui
depressione|depresso|depressa ... riesco|grave|profonda|più|vita|morire|sono|ho|molto
sono|ho|soffro ?molto ?in ?la ?di depressione|depresso|depressa
arreso|arresa|arrendo|mollo .. vita|vivere|tutto|ormai
{non} ?c'è|vedo|trovo|c'è|ho ?più|vedo ?alcuna ?più ?nessuna ?una via_d'uscita|futuro|senso|speranza|vie_d'uscita|scampo|uscita|luce
rotta|rotto|morta|morto|vuota|vuoto .. dentro
toccato il fondo
`,
    'violence-suffered': `
mi hanno|ha violentata|violentato|stuprata|molestata
^ ?aiuto ?lui ?mio_marito ?mio_padre ?il_mio_ex mi ammazzerà|ucciderà|vuole_ammazzare|vuole_uccidere $
{aggressore} ... mi ?ha ?ha_di_nuovo ?hanno ?ha_quasi ?vuole {picchia}|picchiare|tira_addosso|tira_le_cose|lancia_oggetti|chiusa|chiuso|tirato_addosso|menare
mi {picchia}|menano|picchiano
mi ha|hanno ?quasi ?di_nuovo ?anche picchiato|picchiata|violentata|violentato|stuprata|minacciata|minacciato|aggredita|abusato|strangolata|menata|chiusa|molestata|toccata
sono|stata|stato|vengo|ero ... violentata|violentato|stuprata|stuprato|abusata|picchiata|picchiato|maltrattata|molestata|perseguitata|minacciata|aggredita
paura ... mi ... uccida|picchi|trovi|male|ammazzi|uccide|ammazza|picchia
paura di|del|della|a ?tornare|andare ?mio|a|mia marito|fidanzato|padre|patrigno|ex|compagno|casa|lui
paura ... tornare .. casa
minaccia|minacciato|minacciata|minacce ... uccidermi|ammazzarmi|picchiarmi|coltello|pistola|morte|coltellate
dice|detto|giura|vuole|ha_detto|che ... mi ammazza|uccide|uccidere|ammazzare|picchia|trova ?se|quando
lui|lei|ex|marito ?mi vuole|mi uccidermi|ammazzarmi|ammazza|uccide
violenza .. domestica .. subisco|vittima|sono|aiuto|mia
non .. sicura|sicuro .. casa|lui
entra|viene|entrava ... camera|letto|stanza ... notte|tocca|toccarmi
mi tira|lancia|tirava ?addosso ?sempre addosso|cose|oggetti|piatti
mani al|sul|intorno collo .. mi|messo|messe
`,
    'violence-meant': `
{voglio} ?di ?davvero uccidere|ammazzare|accoltellare|sparare|strangolare|avvelenare|picchiare|massacrare ?a|mio|mia|il|la|i|tutti ?mio|mia|i ?miei {vittima}
{voglio}|giuro|vado_a|sto_per {ucciderlo}
lo|la|li ammazzo|uccido|accoltello|strangolo ?giuro|tutti|davvero|sul|io|stasera|domani|quel
ammazzo|uccido|accoltello|sparo ?a mio|mia|tutti|quel|il_mio|la_mia|mio_padre
giuro ?che lo|la|li ammazzo|uccido
sparo|sparare|sparerò a mio|mia|tutti|quel|qualcuno
strage|sparatoria .. scuola|pianifico|voglio|farò|ufficio
pistola|arma|coltello|fucile ... scuola|lavoro|ufficio|università
voglia|pensieri|impulso|impulsi|paura ?di ... fare|faccia|far ... male ... qualcuno|altri|bambino|figlio|figlia|bimbo|bambina|moglie
la pagheranno|pagheranno ?tutti|cara
scuotere|scuoto|scosso .. bambino|neonato|bimbo
`,
    'another-person': `
^ ?credo_che ?penso_che ?lui ?lei si vuole|voleva uccidere|ammazzare|impiccare $
{kin} ... uccidersi|suicidarsi|ammazzarsi|togliersi_la_vita|impiccarsi|farsi_del_male|tagliarsi|buttarsi|farla_finita|lanciarsi
{kin} ... si ... uccide|suicida|suicidare|ammazzare|uccidere|impiccato|ammazzato|suicidato|suicidata|autolesiona
{kin} ... vuole|voglia|detto|dice|scritto|vorrebbe ... morire|uccidersi|suicidarsi|sparire_per_sempre|farla_finita
{kin} si taglia|sta_tagliando|autolesiona|ferisce
{kin} ... si butta|buttare|lancia|getta ... tetto|ponte|treno|balcone|finestra|palazzo
{kin} ... {non} ?vuole|ha|vede ?vuole ?più ?voglia ?di ?senso vivere|esistere|vivere_più|svegliarsi
{kin} ... {non} vuole ?più vivere|svegliarsi|esistere
{kin} ... suicida|suicidi|suicidio
{kin} ... {preso} ... {pillole}
{pillole} ... non ?si sveglia|risponde|reagisce|respira
{kin} ... d'addio|addio ... biglietto|lettera|risponde|scritto|lasciato|messaggio|telefono
{kin} ... biglietto|lettera|messaggio ?d'addio d'addio|addio|suicida
{kin} ... pistola ... suicid*|uccidersi
`,
  },
  spared: `
vergini suicide
addio ?e grazie per tutto il pesce
morire|vivere|morto|morta|fine|più sussurrò|mormorò|gridò|singhiozzò|sospirò lei|lui
ha|hanno toccato il_fondo
non posso|sopporto|reggo ?ce_la_faccio più sentire|vedere|leggere|ascoltare la|il|questa|questo
sleep forever
figlio|figlia|bambino|bambina|neonato|cane piange|piangono|piangeva
bisogna|ci_vuole essere suicidi|suicida per
sparire|uscire|scomparire dai|dal|da|di ?questo social|instagram|facebook|linkedin|whatsapp|gruppo|mondo_del|mondo_della|mondo_lavorativo
trattiene|lega ... azienda|lavoro|città|squadra|paese
sopporto|reggo|sopportare|reggere ?più questo|questa|questi|il|la caldo|freddo|rumore|musica|tempo|pioggia|vicini|pubblicità|odore|traffico|suspense|capo|zanzare|afa
suspense|attesa|schiena|testa|caldo|lavoro|dieta|ginocchio|freddo|fame|curiosità|scale|palestra|traffico|prof|vicini|dente|nostalgia ?mi ?sta ?va mi|uccide|uccidendo ?uccide|uccidendo|ammazza
boss|drago|nemico ... mi|ci ammazza|uccide|ammazzano
suicidio|suicidi|suicida ... alunni|classe|volantino|locandina|campagna|prevenzione|statistiche|insegnanti|linee_guida|tasso
dose letale|mortale ... topo|topi|ratto|ratti|cane|cani|gatto|caffeina|cioccolato|animali|laboratorio
farla finita ?con ?queste ?questi ?questo ?questa ?le ?i ?il ?la zanzare|formiche|semestre|trasloco|dieta|burocrazia|bug|topi|blatte|spam|progetto|riunioni
farla|finirla|chiuderla finita ?con|con ?con queste|questi|questa|questo|le|i|la|il|gli|quelle ... zanzare|formiche|muffa|dieta|ufficio|progetto|migrazione|codice|bug|topi|scarafaggi|burocrazia|spam
ucciderei|morirei|muoio|ammazzerei|uccido per ?mangiare un|una|uno|quel|quella|questa|mangiare|dormire
vivere|vivo .. {city}
vivere|vivo|stare|abitare|esistere a|in|nel|nella|con|senza|vicino ?una|un|questa|questo {city}|città|campagna|paese|periferia|appartamento|condominio|coinquilini|internet|caffè|affitto
addio|daddio ... colleghi|collega|lavoro|azienda|squadra|pensione|ufficio|capo|nubilato|celibato|team
oggi sono distrutto|distrutta
gatto|cane|gatta ... saltato|salta|caduto|morto
non|né|mai ?sono suicida
muoio|morendo|morire|morta|morto|moriva di|dalla|dal|dalle|dallo fame|voglia|ridere|sete|sonno|caldo|freddo|noia|curiosità|vergogna|risate|paura|invidia
morire|muoio|morto|morta|morendo|stanco ?dalle ?quasi ?di|dal|dalla|per ?dalla ridere|risate|noia|fame|sete|caldo|vergogna|curiosità|sonno|freddo|voglia|invidia|paura|imbarazzo
stanco|stanca morto|morta
volevo|voglio morire dalla|di|dal vergogna|ridere|caldo|imbarazzo
uccidere|uccide|uccidi|killare|terminare|ammazza ?il|un|la|i|tutti ?i {tech}|porta|istanza|tempo
{tech}|programma|demone|daemon ... uccidere|muore|morire|suicida|uccide|uccidersi|suicidarsi|morto|ucciso
{tech}|caldo|capo|cliente|scadenza|moglie|mamma|ragazza ?mi ?sta mi|sta ?sta uccide|uccidendo|ammazza
mi .. uccide|uccidendo|ammazza .. {tech}|caldo|se_lunedì|se_rompo
mi uccide|ammazza|uccideranno se|quando ... {tech}|rossa|rosso|ritardo|dimentico|rompo
mi ?sono ammazzato|ammazzata|ammazzo|uccido di|dal lavoro|risate|fatica|palestra|studio
farla|finita .. con ... {tech}
finire|finita|finito .. tutto|con ... oggi|venerdì|lunedì|compiti|lavoro|{tech}
ciclo .. vita
fine vita .. prodotto|versione|supporto
uccidere|ammazzare|uccido|ucciderlo|ammazzo .. boss|gioco|zombie|mostro|drago|livello|finale
preferirei|piuttosto|preferisco|meglio .. morire ... che|piuttosto|usare ... {tech}
suicidio|suicida .. commerciale|politico|prevenzione|squad
prevenzione|rischio|campo|colonna|tasso .. suicidio|suicidario|suicidi|autolesion*
salta|saltare|salto ... riga|passaggio|funzione|pagina|{tech}|sezione|passo|livello|fuori
tagliare|taglia|taglio|tagliato ... incollare|incolla|testo|riga|stringa|modulo|cucinando|capelli|pane|corto
{non} ?ce ?ne ?la ?posso ?più ... faccio|posso|reggo|voglio|riesco|andare_avanti ... {tech}|push|usare
non ne posso più ?di|del|dei|con ... {tech}
non posso ?più andare|continuare ... {tech}
{tech} ... non ?ce ?ne ?la ?ha faccio|posso|reggo|sopporto più
{tech} ... non ?ha|c'è|vedo ?più via_d'uscita|senso|uscita|speranza
{non} ?ha|c'è|vedo via_d'uscita|senso|uscita ... {tech}
pulsante|finestra|componente|modale|messaggio|elemento .. sparire|scomparire|morire
sparire|scomparire .. pulsante|finestra|componente|modale|messaggio|elemento
niente|nulla ?ha senso .. {tech}|documentazione
{preso}|prendo|prendere .. {pillole} .. mal_di|influenza|testa|prescritto|raffreddore
picchia|tocca ... sull'api|{tech}|tastiera|palla
mi tocca fare|rifare|lavorare|usare|andare|scrivere|riscrivere|a
sul|sulla|alla|in finestra|piano|balcone ?di principale|modale|popup|di_lavoro|terra|b
nessuno se|ne ne|accorgerà ?accorge .. {tech}
modulo|funzione|file|endpoint|tabella ... nessuno
tagliamo ... nessuno
`,
  contexts: `
notizia|notizie|titolo|giornale
film|scena|finale|puntata|parte dove|in_cui|quando
commissario|detective|ispettore|ispettrice|investigatore trova|scopre|legge|indaga
docenti|insegnanti|professori|genitori|scuole|giornalisti|volontari|infermieri ... parlare|parlano|affrontare|reagire|spiegare|trattare
nel|nella|in|per|del|della ?il|la|un|una ?mio|mia|nostro|nostra|primo|ultimo romanzo|storia|libro|racconto|copione|poesia|gioco|campagna|film|serie|opera|canzone|capitolo|giallo
scrivi|scrivere|scrivimi|continua|accorcia|migliora|inventa|correggi|componi ?la|il|un|una|l'|lo ?mio|mia .. scena|storia|poesia|canzone|dialogo|monologo|capitolo|racconto|inizio|quarta|giallo|testo|l'inizio
mio|mia|il|la|lo|un|una|nostro|nostra personaggio|eroe|protagonista|eroina|cattivo|commissario|re|regina|narratore|nemico|zombie|avatar|detective
riassumi|riassumere|riassunto|analizza|spiega|descrivi|commenta ... romanzo|notizia|libro|capitolo|poesia|opera|film|scena|articolo|trama|lettere|racconto
traduci|tradurre|traduzione|coniuga
cosa|che vuol|significa dire
cosa|che significa
come si|dico dice|traduce|scrive
polizia|stampa|giornale|procura|notizia parla|dice|riporta|riferisce
grafico|diagramma|statistica|statistiche|confronta|conta .. tasso|suicidi|morti|casi
quante|quanti persone|gente|donne|uomini|giovani|morti
racconto|studio|ricerca|lezione|articolo|tesi|corso .. dei|sul|sulla|su|sui
locandina|volantino|slide|presentazione|laboratorio|formazione|guida ... per|su|sulla|sull|sull'ascolto
volontariato|volontari|volontaria|volontario|psicologa|psicologo ... linea|ascolto|telefono
linea|modulo|questionario .. ascolto|accettazione|amica|triage
test|esempio|fixture|dataset|regex|classificatore|rilevatore|colonna|campo|etichetta ... testo|messaggio|stringa|dice|contiene|frase|come
rileva|rilevare|filtra|filtrare|classifica|classificare|moderare .. messaggi|testi|frasi|commenti
canzone|film|libro|album .. intitolata|intitolato|chiamato|che_parla
`,
  turns: `
ma|perché|prima|e|mentre|o|onestamente|anche ?che ?di ?se ?poi ?non ?a_volte io|mi|voglio|vorrei|sono|non_voglio
non è uno_scherzo|scherzo
`,
};
