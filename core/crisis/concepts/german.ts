import type { Lexicon } from '../concept.ts';
import type { CrisisConcept } from '../crisis-concepts.ts';
import { ASIDE_EVERYWHERE, PLAINLY_TECHNICAL } from './aside-words.ts';

/** Words of concepts in German. */
export const GERMAN_WORDS: Lexicon<CrisisConcept> = {
  language: 'de',
  areSigns: false,
  elided: [],
  words: {
    self: 'ich mich mir mein meine meinem meinen meiner meines hab will_einfach will_nur will_nicht will_sterben will_nie will_endlich',
    me: 'mich mir uns',
    want: 'will wollte würde möchte möcht wünschte wünsche wünsch hoffe hoffentlich wär wäre hätte bete sehne lieber am_liebsten wünscht wollen mag hab_lust darf könnte sehne_mich verdient verdiene',
    mind: 'will wollte würde möchte denke denk dachte überlege überleg überlegt gedacht gedanken stelle_mir_vor vorgestellt plane geplant vor werde werd gleich drauf_und_dran kurz_davor entschlossen entschieden beschlossen drang versucht angst heute morgen träume muss könnte sollte fantasiere bereit versuche',
    die: 'sterben sterb tot gestorben stirbt draufgehen verrecken krepieren abkratzen abtreten tod nicht_mehr_da nicht_mehr_sein nicht_mehr_existieren nicht_mehr_leben verschwunden_sein unter_der_erde ableben tod_sein nicht_mehr_atmen',
    death: 'tod den_tod sterben',
    suicide:
      'suizid selbstmord suizidal suizidgedanken selbstmordgedanken bringe_mich_um bring_mich_um leben_nehmen leben_zu_nehmen leben_genommen leben_beenden leben_zu_beenden dem_ganzen_ein_ende dem_leben_ein_ende allem_ein_ende etwas_antun etwas_antue was_antun was_antue was_antut etwas_antut was_anzutun etwas_anzutun das_leben_nehmen pulsadern freitod unaliven selbst_töten mich_töten hänge_ich_mich hänge_mich häng_mich_auf bringe_ich_mich bring_ich_mich erschieße_mich mich_erschießen mich_umbringen mich_umbringe mich_umzubringen mich_umgebracht sich_umbringen sich_umzubringen sich_umbringt sich_umgebracht sich_erhängt sich_erhängen mich_erhängen mich_aufhängen mich_aufhänge mich_erschieße mich_ertränken mich_vergiften sich_erschießen sich_erschossen mir_das_leben sich_aufgehängt sich_aufhängen dem_ein_ende',
    selfdone: 'mich_längst_umgebracht längst_umgebracht mich_schon_umgebracht hätte_mich_umgebracht',
    ifnot: 'ohne_meine ohne_meinen wenn_nicht gäbe_es_nicht wären_nicht',
    gone: 'nicht_mehr_hier nicht_mehr_da längst_weg längst_tot',
    not: 'nicht nich ned net nix nichts kein keine keinen keinerlei keiner keinem nie niemals ohne kaum nimmer nimma',
    life: 'leben lebe lebst lebt lebens weiterleben weiterlebe weiterzuleben lebenswillen lebensmut lebensfreude lebenslust lebenswille lebensmüde weitermachen weiterzumachen weiterkämpfen existieren dasein aufzustehen auf_der_welt auf_dieser_welt lebenswert lebend zu_leben auf_dieser_erde in_dieser_welt hier_sein atmen kämpfen',
    alive: 'lebe leb am_leben',
    reason:
      'sinn grund gründe zweck kraft energie lust bock mut willen wille freude kein_bock hoffnung wert lohnt lebenswert wofür wozu warum lebenswillen lebensmut lebensfreude lebenslust',
    tired: 'müde satt leid überdrüssig genug lebensmüde lebenssatt keinen_bock kein_bock keine_lust',
    bear: 'ertrage ertragen aushalten pack packe schaffe',
    sleep: 'schlafen einschlafen einschlafe schlaf bett eingeschlafen schlafe ins_bett augen_zu',
    wake: 'aufwachen aufwache aufzuwachen aufgewacht wach wachwerden aufstehen aufwach erwachen öffnen aufmachen',
    cease:
      'aufhört aufhören endet enden vorbei vorbeigeht rum zu_ende ende_hat aufhörte schluss_ist vorbei_ist ruhe_haben stoppt ende dem_ende',
    all: 'alles allem ganze ganzen der_schmerz schmerzen die_stimmen leid qual es das leben leere',
    vanish:
      'verschwinden verschwinde verschwunden weg gehen weg_sein fort auflösen fortgehen gelöscht ausgelöscht wegsein weggehen',
    forever: 'immer ewig für_immer dieser_welt der_welt endgültig erde diesem_leben erdboden bildfläche',
    others:
      'alle allen jeder jedem familie kinder kindern eltern mann frau menschen leute mama papa welt freunde euch ihnen sie meinen mutter andere anderen',
    nobody: 'niemand niemanden niemandem keiner keinen keinem kein_mensch kein_schwein wen wer keine_sau',
    better: 'besser leichter einfacher glücklicher erleichtert erleichterung schöner erleichtern',
    without:
      'ohne_mich mich_nicht_gäbe mich_nicht_mehr_gäbe nicht_mehr_da_bin nicht_mehr_da_wäre ich_weg ich_nicht_da ich_tot ich_sterbe ich_sterben ich_gestorben ich_verschwinde ich_verschwunden ich_nicht_mehr nicht_mehr_existiere nicht_mehr_lebe nicht_geboren nie_geboren ich_nicht_existiere mich_nicht_geben mich_nicht_gibt mich_nie_gegeben nicht_mehr_bin',
    burden: 'last belastung klotz_am_bein bürde nur_im_weg platzverschwendung enttäuschung ballast fall_allen',
    care: 'interessiert juckt kümmert vermissen vermisst vermissten merken merkt bemerken bemerkt auffallen auffällt weint weinen trauern egal fehlen würds schert',
    missed: 'vermissen vermisst vermisse fehlen',
    needed: 'braucht_mich mich_braucht brauchen_mich braucht_keiner gebraucht liebt_mich',
    rather: 'lieber besser am_liebsten eher',
    join: 'zu_ihm zu_ihr zu_ihnen nachfolgen nachgehen wieder_bei_ihm wieder_bei_ihr bei_ihr_sein bei_ihm_sein wiedersehen hinterher folgen mag_nicht_mehr mag_ich_nicht_mehr will_ich_nicht_mehr nachkommen',
    died: 'gestorben tod starb verstorben verstarb beerdigung verwitwet verloren begraben',
    pills:
      'tablette tabletten pillen pille schlaftabletten schlafmittel paracetamol ibuprofen aspirin medikamente medikamenten antidepressiva insulin schmerzmittel schmerztabletten valium diazepam tavor lorazepam opiate tramadol tilidin morphium betablocker kapseln dosis dosen medis meds novalgin zopiclon benzos tropfen hausapotheke medizinschrank paracetamol* ibuprofen* antidepressiv* schmerztablett* schlaftablett*',
    purpose: 'absichtlich mit_absicht',
    hoard: 'gesammelt sammle gehortet horte gespart zurückgelegt beiseite versteckt genug aufgehoben',
    pain: 'weh schmerzhaft schmerzen schmerzlos sofort schnell spürt spüren',
    many: 'alle alles ganze ganzen ganzes menge haufen packung packungen schachtel schachteln röhrchen flasche handvoll viele viel zu_viele zuviel sämtliche komplette blister 10 15 20 24 25 28 30 35 40 45 50 60 70 80 90 100 zehn fünfzehn zwanzig dreißig vierzig fünfzig sechzig hundert dutzend dutzende',
    swallow:
      'genommen nehmen nehme eingenommen geschluckt schlucken schlucke runtergespült runtergeschluckt eingeworfen reingezogen getrunken gegessen intus geschmissen eingeschmissen eingeschluckt gespritzt verschluckt schluck reingehauen überdosis überdosiert',
    overdose: 'überdosis überdosieren',
    survived: 'überlebt gerettet gefunden letzten_mal letztes_mal',
    thistime: 'diesmal dieses_mal nächstes_mal',
    poison:
      'rattengift gift bleichmittel abflussreiniger rohrreiniger pestizid pflanzengift frostschutzmittel spiritus chlorreiniger zyankali domestos unkrautvernichter',
    unwell:
      'schwindelig schwindlig übel schlecht müde angst taub zittere zittern verschwommen komisch kotzen erbrechen schwarz bereue atmen kalt benommen krankenhaus tschüss hilfe schummrig',
    blade:
      'rasierklinge klinge klingen messer pistole gewehr strick seil schlinge waffe cutter teppichmesser gürtel rasierklingen knarre skalpell',
    rope: 'strick seil galgenstrick schlinge',
    buy: 'gekauft kaufe besorgt bestellt',
    loaded: 'geladen geladene geladenen',
    bring: 'bringe mitbringe nehme bring mitnehmen',
    school: 'schule uni arbeit büro klasse',
    hand: 'hand händen hände griff finger',
    locked: 'eingeschlossen eingesperrt schließt_sich',
    noteat: 'esse_seit nichts_gegessen esse_nichts nicht_gegessen esse_nicht',
    purge: 'kotze erbreche übergebe finger_in_den_hals',
    meal: 'nach_dem_essen nach_jedem_essen jede_mahlzeit jeder_mahlzeit',
    cry: 'weine weinen heule heulen zittere zittern tränen schluchze tut_mir_leid tschüss lebt_wohl bereit endlich',
    height:
      'brücke dach hochhaus balkon fenster klippe parkhaus stock geländer fensterbrett turm sims dachkante hoch abgrund stockwerk etage felsen',
    perch:
      'auf_ner_brücke auf_einer_brücke auf_der_brücke auf_dem_dach auf_nem_dach am_abgrund am_geländer auf_den_gleisen auf_dem_geländer an_der_dachkante dach parkhausdach',
    stand: 'stehe steh sitze sitz',
    jump: 'springen springe spring gesprungen sprung stürzen stürze fallen_lassen runterspringen runterspringe runter hinunter loslassen runterstürzen runterspring abspringen zu_springen runterzuspringen hinunterspringen hinunterstürzen runtergesprungen werfe werfen geworfen lege legen schmeiße schmeißen springt stürzt springst fällt vor_den_zug_zu von_der_brücke von_einer_brücke vom_dach vom_balkon aus_dem_fenster',
    train:
      'zug züge bahn s-bahn gleise gleis schienen u-bahn lkw laster auto autobahn straßenbahn tram ice baum gegenverkehr brückenpfeiler fluss bahnsteig',
    cut: 'geschnitten schneide schneiden ritze ritzen geritzt aufgeschnitten schneid ritz aufgeritzt schlitze aufgeschlitzt verbrenne verbrannt kratze gekratzt aufgekratzt brenne beiße',
    ember: 'zigarette zigaretten feuerzeug',
    cuts: 'schneidet ritzt aufgeschnitten geschnitten aufgeritzt schlitzt',
    limb: 'arm arme armen unterarm unterarme handgelenk handgelenke oberschenkel bein beine haut pulsadern adern bauch hüfte schenkel',
    veins: 'pulsadern handgelenke adern',
    bleed: 'blut blute blutet bluten blutig blutige blutigen narben schnittwunden schnitte schnitten wunden',
    harm: 'ritzen ritze geritzt selbstverletzung selbstverletzend selbst_verletzen selbst_verletze verletze_mich mich_verletzen mir_wehtun mir_weh mich_schneiden schneide_mich mich_geschnitten mich_selbst mir_selbst_wehtun wieder_geschnitten mir_was mir_etwas mich_bestrafen mir_antue mir_antun',
    relapse: 'rückfall rückfällig clean',
    lethal:
      'wie_viele wie_viel wieviel wieviele wie_hoch welche_dosis tödliche_dosis tödlich welche_höhe was_passiert_wenn wie_tief wie_lange welches_gift welcher_stock welche_menge ab_welcher',
    how: 'wie womit welche methode schnellste einfachste wo',
    why: 'warum wozu wieso weshalb wofür',
    method:
      'galgenstrick galgenknoten henkersknoten schlinge_knüpfen verblutet verblutest verbluten pulsadern_aufschneiden sich_erhängt sich_erhängen schmerzlos_sterben helium kohlenmonoxid',
    kill: 'sterben tödlich tot stirbt tod umbringen umzubringen überlebt überleben töten tötet überdosis selbstmord suizid draufgeht bringt_mich_um mich_umbringt mich_umbringen bringe_dich tödlich*',
    prepared:
      'alles_vorbereitet alles_bereit alles_geplant alles_geregelt schon_überlegt genau_überlegt plan_steht weiß_wie_ich alles_erledigt alles_fertig alles_besorgt hab_alles habe_alles dinge_geordnet letzten_dinge testament_gemacht testament_geschrieben',
    peace:
      'ruhe frieden vorbei erlöst erlösung schmerzen_mehr leiden_mehr nicht_mehr_leiden frei soweit hält_mich keiner_aufhalten friedlich',
    kin: 'freund freundin freunde bruder schwester sohn tochter mutter vater mama papa mann frau kollege kollegin mitbewohner mitbewohnerin nachbar nachbarin cousin cousine partner partnerin ex schüler schülerin mitschüler mitschülerin kind jemand er sie oma opa kumpel patient patientin neffe nichte onkel tante bekannter stiefvater stiefmutter verlobter typ teamkollege enkel enkelin klassenkamerad klassenkameradin klassenkameraden bekannte',
    wants:
      'will wollte möchte droht drohte gedroht versucht versuchte sagt gesagt meint plant überlegt wünscht redet spricht schreibt geschrieben sagte vor',
    says: 'sagt gesagt schreibt geschrieben schrieb sagte steht sitzt droht gepostet postet ruft gerade grade geschickt meint ist erzählt',
    voices: 'stimmen stimme',
    tell: 'sag sagt richte richtet_aus ausrichten',
    loved: 'lieb liebe geliebt liebhabe',
    intruder:
      'stiefvater stiefbruder onkel trainer freund_meiner_mutter freund_von_meiner_mutter freund_von_mama opa großvater lehrer vater papa',
    room: 'in_mein_zimmer in_mein_bett in_meinem_bett in_meinem_zimmer zu_mir_ins_bett an_mein_bett unter_meine_decke',
    farewell:
      'abschiedsbrief abschiedsnachricht verabschiedet abschied lebewohl letzte_nachricht lebt_wohl auf_nimmerwiedersehen sprachnachricht abschieds-sms kümmer_dich_um pass_auf_die_kinder macht_es_gut machts_gut für_immer_tschüss',
    forgive: 'verzeiht verzeih vergebt tut_mir_leid',
    bye: 'lebt_wohl lebewohl auf_nimmerwiedersehen macht_es_gut machts_gut leb_wohl',
    note: 'abschiedsbrief abschiedsbriefe abschiedsvideo',
    hearof: 'von_mir_hören mich_nicht_wiedersehen mich_nie_wieder',
    unreachable:
      'nicht_erreichbar offline geht_nicht_ran nicht_mehr_ran antwortet_nicht antwortet_nicht_mehr handy_aus meldet_sich_nicht verschwunden nimmt_nicht_ab nicht_zu_erreichen reagiert_nicht weggelaufen geht_nicht_ans handy_ist_aus nicht_auffindbar',
    hit: 'schlägt schlagen geschlagen schlug prügelt verprügelt verprügelte würgt gewürgt würgte tritt getreten vergewaltigt vergewaltigte missbraucht misshandelt ohrfeigt geohrfeigt angefasst begrapscht verletzt geschubst gestoßen eingesperrt bedroht stalkt verprügeln belästigt mir_den_arm mir_die_nase mir_die_rippen gebrochen',
    neck: 'hals kehle gurgel',
    threat: 'droht drohte gedroht drohungen bedroht schwört geschworen sagt_er_bringt angedroht sagt gesagt',
    hopeless: 'hoffnungslos wertlos leer sinnlos nutzlos ausweglos kaputt ungeliebt verloren überflüssig tot',
    limit: 'am_limit am_ende am_ende_meiner_kräfte',
    wayout: 'ausweg ausweglos zukunft',
    torture: 'qual folter hölle unerträglich',
    daily: 'jeder_tag jeden_tag jeden_morgen',
    constantly: 'ständig die_ganze_zeit dauernd immer pausenlos jeden_tag jede_nacht',
    inside: 'innerlich in_mir innen',
    feel: 'fühlen spüren',
    never: 'nie_wieder nie_mehr nicht_mehr',
    god: 'gott herr herrgott jesus lieber_gott',
    takeme: 'hol_mich hole_mich holt_mich nimm_mich nehme_mich ruf_mich lass_mich_gehen mich_zu_dir mich_zu_sich erlöse_mich mich_holt mich_holen',
    breakin: 'vor_der_tür vor_meiner_tür an_die_tür gegen_die_tür tritt_die_tür bricht_die_tür schlägt_die_tür tür_ein im_bad_eingeschlossen im_bad_eingesperrt verstecke_mich versteck_mich vor_dem_haus vorm_haus im_treppenhaus',
    attackme: 'mich_um mich_umbringen mich_töten bringt_mich mich_tot mich_schlagen mich_abstechen sticht_mich tut_mir_was mir_was_an mir_etwas_an messer waffe mich_fertig hilfe mich_totschlagen mich_um_bringen',
    afraid: 'angst fürchte panik traue_mich',
    nochange: 'nichts_ändern keinen_unterschied kein_unterschied nichts_anders macht_nichts_aus kein_verlust kein_großer_verlust geht_weiter dreht_sich_weiter würde_nichts_fehlen nichts_verändern wäre_egal',
    lookafter: 'kümmert_euch_um kümmer_dich_um passt_auf_meine passt_auf_meinen pass_auf_meine pass_auf_meinen passt_gut_auf pass_gut_auf füttert_meine füttert_meinen sorgt_für_meine',
    readthis: 'das_lest das_liest dies_lest dies_liest diese_nachricht_liest diese_zeilen das_hier_liest das_hier_lest das_findet das_findest',
    goneby: 'nicht_mehr_da tot weg nicht_mehr_am_leben gegangen nicht_mehr_hier fort gestorben nicht_mehr_leben',
    makeit: 'überlebe_die_nacht diese_nacht_überleben nächsten_geburtstag_erleben nächstes_jahr_erleben erleben_werde noch_erlebe werde_ich_nicht_erleben die_nacht_überstehe älter_als',
    lastof: 'letzter_tag letzte_nacht letzte_nachricht letzter_abend letztes_weihnachten letzten_stunden letzter_geburtstag letzten_tage',
    earth: 'auf_erden auf_dieser_erde auf_dieser_welt am_leben meines_lebens in_diesem_leben',
    giveaway: 'verschenke verschenkt weggegeben hergeschenkt hergegeben weggeschenkt',
    neednomore: 'brauche_ich_nicht_mehr brauche_es_nicht_mehr brauche_sie_nicht_mehr brauch_ich_nicht_mehr nicht_mehr_brauche nicht_mehr_brauchen brauche_das_alles_nicht brauche_nichts_mehr',
    aside: `${PLAINLY_TECHNICAL} ${ASIDE_EVERYWHERE} prozess prozesse dienst dienste programm funktion schleife zeile zeilen datei dateien knopf fenstertitel schnittstelle kunde kunden spiel spielen level gegner endgegner figur held heldin roman film serie folge akku handyakku pflanze pflanzen tomaten kaktus motor kochen brot zwiebeln rasieren friseur haare fitnessstudio training klettern urlaub witz quiz schach fußball statistik prävention kampagne ehrenamt schulung artikel komponente maske dialog spalte tabelle branch besprechung versicherung tablettenansicht layout layouts wie_viele_menschen wie_viele_leute pro_jahr jährlich debugger tablettenlayouts masterarbeit bachelorarbeit doktorarbeit dissertation herd ofen sofa couch dusche pool schwimmbad studie bügeleisen hausarbeit modul flug bis_montag bis_morgen kaffee koffein verdächtige feld felder müll simulator simulation ideen kontingent speicher wohnung wohnungen miete pendeln bergen reise wecker ansatz schlüsse tischtennis tennis pingpong`,
  },
};
