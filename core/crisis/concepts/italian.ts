import type { Lexicon } from '../concept.ts';
import type { CrisisConcept } from '../crisis-concepts.ts';
import { ASIDE_EVERYWHERE, PLAINLY_TECHNICAL } from './aside-words.ts';

/** Words of concepts in Italian; elided words are one word with what follows. */
export const ITALIAN_WORDS: Lexicon<CrisisConcept> = {
  language: 'it',
  areSigns: false,
  elided: ['l', 'd', 'un', 'all', 'dell', 'nell', 'sull', 'm', 's', 't'],
  words: {
    self: 'io mi me mio mia miei mie voglio vojo vorrei sono ho sto penso spero preferisco preferirei posso riesco vado faccio devo ammazzarmi uccidermi aspetto potessi farmi desidero prendo vedo trovo sopporto sarei avessi stavo mi_sono',
    me: 'mi ci me',
    want: 'voglio vojo vorrei volevo desidero spero voglia prego preferisco preferirei magari aspetto desidererei sogno_di piacerebbe potessi merito bisogno aspetto_solo bramo sperando supplico avrei_voglia sognavo vorei',
    mind: 'voglio vorrei penso pensando pensato pensieri sto vado programmo deciso decisa idea idee voglia immagino tentata tentato impulso impulsi paura stasera stanotte oggi domani provare provato pronta pronto medito progetto pensare sogno devo pianificando immaginando fantastico tentando pensavo disposta disposto sul_punto_di meditando contemplo stavo pensiero progettando domattina questa_notte quasi stavo_per ieri',
    die: 'morire morirò muoia morta morto muoio crepare schiattare la_morte non_esistere smettere_di_esistere non_esserci non_esserci_più farla_finita tirare_le_cuoia non_vivere smettere_di_respirare andare_allaltro_mondo non_essere_più_viva non_essere_più_vivo lasciare_questo_mondo morissi andarmene_per_sempre crepo crepassi schiatto',
    death: 'morte alla_morte morire mia_morte mio_funerale',
    suicide:
      'suicidio suicidarmi suicidarsi suicida suicidi suicidato suicidata uccidermi uccidersi ammazzarmi ammazzarsi ammazarmi impiccarmi impiccarsi spararmi spararsi togliermi_la_vita togliersi_la_vita tolta_la_vita tolto_la_vita farla_finita farla_finita_con tagliarmi_le_vene tagliarsi_le_vene annegarmi avvelenarmi avvelenarsi mi_ammazzo mi_uccido farmi_fuori farmi_del_male farsi_del_male mi_impicco mi_sparo mi_suicido porre_fine_alla_mia mettere_fine_alla_mia porre_fine_a_tutto mettere_fine_a_tutto pallottola_in_testa farmi_saltare_le_cervella mettere_fine_alla_mia_vita porre_fine_alla_mia_vita fine_alla_mia_vita finirla_qui finirla_con_la_vita togliermi_di_mezzo tagliarmi_i_polsi farla_finita_stanotte la_faccio_finita faccio_finita tentato_suicidio tentativo_di_suicidio mi_tolgo_la_vita mi_sparo_in_testa soffocarmi gettarmi_dal buttarmi_giù ammazzo_stasera togliersi_di_mezzo farmi_ammazzare chiudere_con_la_vita terminare_la_mia_vita piantarmi_un_proiettile levarmi_la_vita levarmi_di_mezzo si_ammazza si_uccide si_impicca si_butta_giù si_spara si_ammazzerà si_taglia_le_vene annegarsi dissanguarsi di_spararsi di_uccidersi di_impiccarsi smettere_di_vivere smettere_di_esistere non_vivere_più',
    selfdone: 'già_fatta_finita avrei_fatta_finita già_ammazzata già_ammazzato lavrei_fatta',
    ifnot: 'se_non_fosse',
    gone: 'non_sarei_più_qui non_sarei_qui sarei_morto sarei_morta',
    not: 'non nessun nessuna né mai senza niente nulla più nn neanche perso perduto',
    life: 'vivere vita vivo viva esistere esistenza andare_avanti continuare la_vita vivendo mondo tirare_avanti proseguire campare a_questo_mondo al_mondo respirare lottare',
    alive: 'vivo viva',
    reason:
      'senso motivo motivi ragione ragioni voglia forza forze scopo energia energie coraggio volontà perché_continuare vale desiderio pena speranza speranze stimolo scopi coraggio_di',
    tired:
      'stanca stanco stufa stufo stancata stancato esausta esausto basta sazia nauseata nauseato logora logoro sfinita sfinito ne_ho_abbastanza svuotata svuotato piena_di',
    bear: 'sopporto sopportare reggo affrontare sostenere tollerare resistere reggere sopportando',
    sleep: 'dormire addormentarmi addormentassi dormo sonno addormentata addormentato chiudere_gli_occhi letto',
    wake: 'svegliarmi svegliassi svegliata svegliato sveglio risvegliarmi alzarmi aprire_gli_occhi svegliarsi svegliare riaprirli riaprire',
    cease:
      'finisca finisse finita si_fermi smetta cessi passi finire_tutto fine terminasse smettesse basti sparisca la_fine',
    all: 'tutto il_dolore questo_dolore le_voci tutta_questa questa_vita la_vita la_sofferenza sofferenza',
    vanish: 'sparire scomparire andarmene svanire lasciare dissolvermi sparissi cancellarmi sparisco uscire scappare',
    forever:
      'sempre per_sempre questo_mondo definitivamente questa_vita mondo dalla_terra terra dalla_faccia una_volta_per_tutte eternamente',
    others:
      'tutti tutto_il_mondo famiglia figli genitori gente moglie marito mamma mondo loro voi amici altri mia_madre',
    nobody: 'nessuno qualcuno chi',
    better: 'meglio felici felice sollevati sollevato facile sollievo leggeri tranquilli',
    without:
      'senza_di_me senza_me se_non_ci_fossi non_ci_fossi se_morissi morissi muoio se_sparissi sparissi sparisco scomparissi quando_non_ci_sarò non_ci_sarò se_non_esistessi non_esistessi non_fossi_nata non_fossi_nato se_me_ne_vado me_ne_andassi la_mia_morte mio_funerale non_ci_sono_più se_fossi_morta se_fossi_morto fossi_morta fossi_morto vivo_o_muoio vivo_o_morto se_non_ci_fossi_più se_muoio se_sparisco se_io_non_ci_fossi se_mi_ammazzassi se_mi_uccidessi se_crepassi se_crepo senza_me_intorno io_morta io_morto mai_nata mai_nato se_me_ne_andassi se_non_esisto se_fossi_sparita se_fossi_sparito se_io_morissi',
    burden:
      'peso fardello zavorra palla_al_piede delusione di_troppo parassita spreco disturbo un_peso di_peso un_fardo una_zavorra rovino_la_vita solo_problemi do_solo_problemi sono_di_troppo un_parassita un_disturbo sono_dimpiccio',
    care: 'importa importerebbe mancherei mancare mancherò accorgerebbe accorgerà accorgersi noterebbe noterà frega fregherebbe piangerebbe piangerà interessa dispiacerebbe mancanza sentirebbe',
    missed: 'mancanza mancherei mancherò mancare',
    needed: 'bisogno_di_me mi_vuole mi_ama serve',
    rather: 'preferirei preferisco meglio piuttosto',
    join: 'raggiungerla raggiungerlo rivederla rivederlo stare_con_lei stare_con_lui seguirla seguirlo da_lei da_lui con_lei ritrovarla ritrovarlo',
    died: 'morta morto morte mancata mancato scomparsa scomparso perso vedovo vedova funerale sepolta deceduta deceduto',
    pills:
      'pastiglie pastiglia pillole pillola compresse compressa farmaci farmaco medicine medicinali sonniferi sonnifero paracetamolo tachipirina ibuprofene aspirina antidepressivi xanax valium insulina gocce ansiolitici tavor lexotan tranquillanti psicofarmaci dose tramadolo armadietto blister antidolorifici tachipirin* antidepressiv* sonnifer*',
    purpose: 'apposta di_proposito',
    hoard:
      'messo_da_parte accumulato accumulando abbastanza nascosto conservato raccolto sufficienti cassetto_pieno armadio_pieno',
    pain: 'male dolore doloroso soffre soffrire istantaneo veloce indolore sente sul_colpo',
    many: 'tutto tutte tutti tutta intera intero intere scatola scatole flacone manciata mucchio troppe troppi molte boccetta confezione sacco blister 10 15 20 25 30 35 40 45 50 60 70 80 90 100 dieci quindici venti trenta quaranta cinquanta sessanta cento decina trentina ventina dozzina in_una_volta tutta_insieme',
    swallow:
      'preso presi prendere prendo ingoiato ingoiare ingoio ingerito bevuto bere mandato_giù buttato_giù mangiato inghiottito inghiottire overdose mandare_giù butto_giù iniettato iniettata iniettarmi',
    overdose: 'overdose',
    survived: 'sopravvissuto sopravvissuta salvata salvato ultima_volta',
    thistime: 'stavolta questa_volta la_prossima_volta prossima_volta',
    poison:
      'candeggina veleno varechina topicida acido pesticida antigelo cianuro diserbante soda_caustica ammoniaca disgorgante',
    unwell:
      'gira girando nausea vomito vomitare paura sonno freddo gambe male tremo pento respiro addio confusa sfocato brucia ospedale aiuto stordita vedo',
    blade: 'lametta lamette lama coltello pistola fucile corda rasoio taglierino cintura arma cappio bisturi',
    rope: 'corda cappio',
    buy: 'comprato ordinato preso_la procurato comprata',
    loaded: 'carica carico',
    bring: 'porto portare porterò',
    school: 'scuola università ufficio lavoro classe',
    hand: 'mano mani pugno dita',
    locked: 'chiusa chiuso rinchiusa',
    noteat: 'non_mangio smesso_di_mangiare non_ho_mangiato',
    purge: 'vomito vomitare',
    meal: 'dopo_ogni_pasto dopo_mangiato ogni_pasto',
    cry: 'piango piangere piangendo lacrime tremo tremare scusate scusa addio pronta pronto finalmente perdonatemi',
    height:
      'ponte tetto balcone finestra scogliera palazzo piano cornicione torre altezza davanzale dirupo terrazzo viadotto parapetto terrazza grattacielo altezze',
    perch:
      'su_un_ponte sul_ponte sul_tetto sul_cornicione sui_binari sul_davanzale sullorlo tetto cornicione davanzale',
    stand: 'sono seduta seduto salito salita',
    jump: 'saltare salto saltato buttarmi buttarsi gettarmi gettarsi lanciarmi lanciarsi butto getto cadere lasciarmi_cadere buttare lanciare gettare salta buttata buttato sotto precipitarmi salterei salterò buttassi buttandomi gettandomi tuffarmi buttavo butterei',
    train:
      'treno metro metropolitana binari binario camion macchina auto autobus autostrada albero fiume rotaie tram banchina treni tangenziale traffico freccia',
    cut: 'taglio tagliato tagliata tagliarmi tagliare tagliata incido incisa inciso graffio graffiare graffiarmi brucio bruciare bruciarmi bruciata mordo tagliandomi tagliuzzo tagliavo taglierò incidere tagliuzzare aprirmi squarciare',
    ember: 'sigaretta sigarette accendino',
    cuts: 'taglia tagliata tagliato',
    limb: 'braccio braccia polso polsi gamba gambe coscia cosce vene vena pelle avambraccio avambracci pancia',
    veins: 'vene polsi',
    bleed: 'sangue sanguina sanguinare sanguino sanguinano cicatrici tagli ferite insanguinati',
    harm: 'autolesionismo autolesionista farmi_del_male farmi_male mi_faccio_del_male mi_faccio_male mi_taglio tagliarmi bruciarmi punirmi ferirmi mi_sono_tagliata mi_sono_tagliato fare_una_pazzia fare_una_sciocchezza fare_qualche_sciocchezza fare_una_cazzata mi_brucio testa_contro_il_muro sbatto_la_testa sbattere_la_testa mi_graffio mi_colpisco mi_ferisco mi_lesiono mutilarmi autolesioni autolesionarmi mi_faccio_tagli mi_brucio_con mi_prendo_a_pugni fatta_del_male fatto_del_male mi_sono_ferita mi_sono_ferito',
    relapse: 'ricaduta ricascata ricaduto',
    lethal:
      'quante quanti quanto quanta quale_dose che_dose dose_letale dose_mortale che_altezza da_che_altezza da_quale_altezza letale mortale quanto_tempo cosa_succede_se che_piano da_che_piano quale_quantità a_che_altezza',
    how: 'come modo metodo veloce quanto dove quanto_ci_si_mette quanto_ci',
    why: 'perché a_che_scopo',
    method:
      'nodo_scorsoio cappio impiccarsi dissanguati dissanguato dissanguarsi dissanguata tagliarsi_le_vene morire_senza_dolore monossido elio monossido_di_carbonio gas_di_scarico',
    kill: 'morire muore uccidere uccide letale mortale morte ammazzare ammazzarsi suicidarsi suicidarmi suicidio overdose sopravvivere sopravvive uccidersi letal* mortal* ammazza ammazzarci',
    prepared:
      'preparato_tutto tutto_pronto pronto_tutto tutto_preparato tutto_organizzato tutto_pianificato tutto_deciso già_deciso so_come_farlo sistemato_tutto messo_a_posto tutto_a_posto organizzato_tutto so_già_come fatto_testamento tutto_sistemato tutto_in_ordine tutto_è_deciso scritto_il_testamento fatto_il_testamento scritto_testamento',
    peace: 'pace riposare riposo soffrire_più soffrirò dolore libera libero finita finisce nessuno_potrà sereno',
    kin: 'amico amica fratello sorella figlio figlia madre padre mamma papà marito moglie fidanzato fidanzata ragazzo ragazza collega vicino vicina cugino cugina studente studentessa alunno alunna ex lui lei qualcuno compagno compagna capo paziente nipote zio zia nonna nonno patrigno matrigna cognato cognata coinquilino coinquilina bambino ha_scritto ha_postato mi_ha_scritto',
    wants:
      'vuole voleva minaccia minacciato provato prova tentato tenta dice detto pensa parla progetta va vorrebbe desidera chiede scritto parla_di dice_di minaccia_di',
    says: 'dice detto scritto mandato pubblicato postato è in_piedi seduto seduta minaccia chiamato racconta inviato sta salita salito vuole',
    voices: 'voci voce',
    tell: 'dite di dì ditegli dille dite_a di_a',
    loved: 'amati amato amo ho_amati voglio_bene amavo',
    intruder:
      'patrigno zio compagno_di_mia_madre fidanzato_di_mia_madre compagno_di_mamma nonno professore padre papà allenatore',
    room: 'in_camera_mia nella_mia_camera nel_mio_letto in_camera_da_me nella_mia_stanza in_stanza_mia',
    farewell:
      'addio salutato lettera_di_addio lettera_daddio messaggio_di_addio messaggio_daddio biglietto_di_addio vocale_di_addio prenditi_cura_dei prendetevi_cura ultimo_messaggio addii biglietto_daddio detto_addio salutati ho_salutato saluto_tutti salutare_tutti dire_addio mi_congedo',
    forgive: 'perdonatemi perdonami scusate mi_dispiace',
    bye: 'addio addii',
    note: 'lettera_di_addio lettere_di_addio lettera_daddio biglietto_daddio lettere_daddio scritto_le_lettere lettere_per_tutti lettere_sono_pronte',
    hearof: 'parlare_di_me mie_notizie mi_rivedrete',
    unreachable:
      'non_risponde non_risponde_più telefono_spento irraggiungibile offline sparita sparito scomparsa scomparso non_si_trova staccato non_visualizza cellulare_spento non_riesco_a_contattarla non_riesco_a_contattarlo ha_spento spento_il',
    hit: 'picchia picchiato picchiata mena menato menata strangola strangolato strangolata violenta violentato violentata stupra stuprata abusa abusato abusata schiaffeggia schiaffeggiata spinge spinto spinta colpisce colpito colpita prende_a_calci prende_a_pugni tocca toccata molesta molestata perseguita maltratta insulta botte rotto rotta investisse investa investe travolga travolgesse',
    neck: 'collo gola',
    threat: 'minaccia minacciato minacciata minacce giura giurato promesso ha_detto dice_che detto_che',
    hopeless:
      'disperata disperato vuota vuoto inutile persa perso distrutta sola spezzata rotta morta morto distrutto finita finito miserabile inutilità annientata annientato',
    limit: 'al_limite allo_stremo a_pezzi al_capolinea',
    wayout:
      'via_duscita via_di_uscita uscita via_di_scampo futuro soluzione alternativa altra_scelta scappatoia domani_per domani_per_me un_domani',
    torture: 'tortura inferno insopportabile tormento strazio',
    daily: 'ogni_giorno ogni_mattina tutti_i_giorni questa_settimana ogni_notte ogni_sera',
    constantly: 'sempre continuamente tutto_il_tempo ogni_giorno ogni_notte',
    inside: 'dentro',
    feel: 'sentire provare',
    never: 'mai mai_più più',
    god: 'dio signore gesù madonna',
    takeme: 'prendimi prendimi_con_te portami_via portami_con_te mi_prenda mi_porti chiamami fammi_morire',
    breakin:
      'sfondando_la_porta sfondare_la_porta sfonda_la_porta dietro_la_porta fuori_dalla_porta alla_porta sotto_casa_mia chiusa_in_bagno chiuso_in_bagno nascosta_in nascosto_in mi_sono_nascosta mi_sono_nascosto prende_a_calci_la_porta sotto_casa davanti_a_casa',
    attackme:
      'mi_ammazza mi_uccide uccidermi ammazzarmi mi_vuole_uccidere mi_vuole_ammazzare mi_picchia picchiarmi farmi_del_male coltello pistola mi_accoltella mi_fa_del_male mi_faccia_del_male',
    afraid: 'paura terrore terrorizzata terrorizzato temo',
    nochange:
      'non_cambierebbe_nulla non_cambierebbe_niente nulla_cambierebbe niente_cambierebbe nessuna_differenza farebbe_differenza nessuna_perdita non_cambia_nulla non_cambia_niente sarebbe_lo_stesso sarebbe_uguale',
    lookafter:
      'prendetevi_cura prenditi_cura occupatevi_di occupati_di badate_a pensate_al_mio occupatevi_del abbiate_cura abbi_cura',
    readthis:
      'leggerai_questo leggerete_questo leggete_questo leggi_questo leggerete_queste leggi_queste leggerete_questa troverete_questo leggerai_queste',
    goneby: 'non_ci_sarò morto morta andato andata sarò_già via non_ci_sono_più lontano',
    makeit:
      'arriverò_a arrivare_a_domani arrivare_ai arriverò_ai superare_la_notte sopravvivere_a_stanotte vedrò_il_prossimo arrivare_viva arrivare_vivo',
    lastof: 'ultimo_giorno ultima_notte ultimo_messaggio ultimo_compleanno ultimo_natale ultime_ore ultimi_giorni',
    earth: 'sulla_terra su_questa_terra della_mia_vita in_questo_mondo in_vita',
    giveaway:
      'regalato_tutte regalando_le regalato_le regalo_le regalato_i dato_via regalo_tutto regalato_tutto dato_via_tutto',
    neednomore: 'non_mi_serviranno non_ne_avrò non_mi_servirà non_avrò_più_bisogno',
    homeplace: 'garage soffitta cantina armadio box',
    doesithurt: 'fa_male farà_male è_doloroso si_soffre farebbe_male',
    letme: 'lasciatemi lasciami mi_lasci fatemi',
    mourn: 'piangerebbe_per_me piangerà_per_me piangere_per_me al_mio_funerale mi_piangerebbe mi_piangerà',
    firearm: 'pistola fucile rivoltella revolver',
    beside:
      'accanto_a_me davanti_a_me sul_tavolo in_mano in_bocca alla_tempia alla_testa sul_comodino sulle_ginocchia vicino_a_me',
    onmyself: 'su_di_me contro_di_me contro_me_stesso contro_me_stessa su_me_stesso',
    waitfor: 'aspetto aspettando attendo aspettare',
    keepshere:
      'mi_trattiene_più mi_trattiene_qui trattiene_qui mi_tiene_qui mi_tiene_in_vita mi_lega_a_questo non_mi_trattiene',
    rescue: 'mi_salverà salvarmi mi_salva fermarmi',
    punish: 'punisco punire punizione odio_il_mio_corpo mi_odio mi_detesto',
    selfcutting: 'tagliandomi bruciandomi colpendomi graffiandomi ferendomi tagli',
    mydeath:
      'mia_morte mia_propria_morte mio_funerale mio_suicidio non_esserci_più non_esistere essere_morta essere_morto',
    ridofme: 'liberi_di_me liberarsi_di_me libererebbero_di_me sopportarmi_più mi_vogliono_morta mi_vogliono_morto',
    domyself: 'potrei_farmi posso_farmi farmi_qualcosa quello_che_potrei_fare',
    theday: 'finisce_tutto tutto_finisce è_il_giorno sarà_tutto_finito',
    suffering: 'dolore sofferenza tormento agonia',
    makeitstop: 'fatelo_smettere fallo_finire fallo_smettere che_finisca_presto fate_che_finisca che_smetta',
    nopain: 'niente_più_dolore nessun_dolore non_soffrirò_più non_farà_più_male smettere_di_soffrire basta_dolore',
    resolve: 'deciso decisa pronto pronta sto_per',
    crash: 'schiantarmi schianto sbattere',
    obstacle: 'muro albero palo guardrail camion',
    hurtsmuch: 'fa_troppo_male troppo_doloroso fa_così_male troppo_dolorosa',
    aside: `${PLAINLY_TECHNICAL} ${ASIDE_EVERYWHERE} processo processi servizio programma ciclo riga righe file cartella pulsante bottone cliente clienti gioco giochi livello personaggio personaggi cattivo protagonista romanzo film serie episodio batteria pianta piante pomodori motore cucinare cucinando cipolla cipolle pane radermi radendomi barba parrucchiere capelli palestra allenamento arrampicata vacanza vacanze ferie barzelletta scacchi calcio partita statistiche prevenzione campagna volontaria volontario formazione articolo componente tabella colonna ramo riunione progetto richieste richiesta contenitore compilatore compilazione dito codice fame ridere risate spugna quante_persone ogni_anno debugger tesi forno fornelli divano doccia piscina studio ferro_da_stiro modulo volo a_lunedì a_domani caffè caffeina sospettato campo campi simulatore simulazione gratuito gratuita quota memoria affitto mutui mutuo montagna viaggio approccio conclusioni una_sveglia app_sveglia tennis ping_pong bungee paracadute trampolino lavastoviglie dimissioni ricetta colla giocattolo caccia pistola_ad_acqua softair succulente orchidea orchidee basilico rose prato siepe criceto pesci acquario esame assicurazione eredità eredi notaio dente dentista`,
  },
};
