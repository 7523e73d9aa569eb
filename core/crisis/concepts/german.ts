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
    me: 'mich mir uns mich_ein',
    want: 'will wollte würde möchte möcht wünschte wünsche wünsch hoffe hoffentlich wär wäre hätte bete sehne lieber am_liebsten wünscht wollen mag hab_lust darf könnte sehne_mich verdient verdiene möchte_einfach würd wollt will_nur wünschte_mir sehn_mich flehe flehte drauf_und_dran mog mag_einfach',
    mind: 'will wollte würde möchte denke denk dachte überlege überleg überlegt gedacht gedanken stelle_mir_vor vorgestellt plane geplant vor werde werd gleich drauf_und_dran kurz_davor entschlossen entschieden beschlossen drang versucht angst heute morgen träume muss könnte sollte fantasiere bereit versuche spiele_mit_dem_gedanken erwäge träum male_mir_aus drüber_nachgedacht nachdenke nachgedacht am_überlegen in_erwägung vorhabe vorhaben hab_vor will_mich traue heute_nacht heute_abend wochenende beinahe fast gestern kurz_vor stelle_mir stell_mir',
    die: 'sterben sterb tot gestorben stirbt draufgehen verrecken krepieren abkratzen abtreten tod nicht_mehr_da nicht_mehr_sein nicht_mehr_existieren nicht_mehr_leben verschwunden_sein unter_der_erde ableben tod_sein nicht_mehr_atmen den_löffel_abgeben abkacken hops_gehen ins_gras_beißen einfach_sterbe verreck krepier sterbe gestorben_wäre hinüber tot_umfallen entschlafen',
    death: 'tod den_tod sterben meinen_tod meine_beerdigung mein_begräbnis tot_zu_sein',
    suicide:
      'suizid selbstmord suizidal suizidgedanken selbstmordgedanken bringe_mich_um bring_mich_um leben_nehmen leben_zu_nehmen leben_genommen leben_beenden leben_zu_beenden dem_ganzen_ein_ende dem_leben_ein_ende allem_ein_ende etwas_antun etwas_antue was_antun was_antue was_antut etwas_antut was_anzutun etwas_anzutun das_leben_nehmen pulsadern freitod unaliven selbst_töten mich_töten hänge_ich_mich hänge_mich häng_mich_auf bringe_ich_mich bring_ich_mich erschieße_mich mich_erschießen mich_umbringen mich_umbringe mich_umzubringen mich_umgebracht sich_umbringen sich_umzubringen sich_umbringt sich_umgebracht sich_erhängt sich_erhängen mich_erhängen mich_aufhängen mich_aufhänge mich_erschieße mich_ertränken mich_vergiften sich_erschießen sich_erschossen mir_das_leben sich_aufgehängt sich_aufhängen dem_ein_ende abmurksen mir_die_kugel mir_eine_kugel eine_kugel_in_den kugel_durch_den aus_dem_leben_scheiden den_strick_nehmen schluss_mit_dem_leben schluss_mit_meinem_leben mit_dem_leben_abgeschlossen mit_dem_leben_schluss ins_wasser_gehen dem_leben_ein mein_leben_beenden ende_setzen meinem_leben_ein mich_ertränke mich_aufknüpfen mich_abmurksen mich_vergifte mich_wegballern mich_wegmachen mich_vom_dach selbst_umbringen selber_umbringen mich_selbst_umzubringen mich_zu_töten mich_umlegen mich_abknallen bringe_mich_heute_um ich_bringe_mich mir_die_pulsadern die_adern_aufschneiden suizidversuch selbstmordversuch suizidieren bringt_sich_um sich_das_leben_nimmt sich_erschießt das_leben_nimmt nimmt_sich_das_leben erhängen aufhängen_sich selbst_erhängen ertränken verbluten sich_zu_erschießen sich_zu_erhängen sich_zu_töten mich_zu_erschießen mich_zu_erhängen mich_zu_vergiften mich_zu_ertränken mich_aufzuhängen sich_aufzuhängen sich_was_anzutun mich_zu_ritzen_tod aufhören_zu_leben aufhören_zu_existieren aufzuhören_zu_leben schluss_mit_allem schluss_mit_dem_ganzen macht_schluss_mit_allem suizi suizidiert suizidiere erhänge_mich strick_nehmen abgang_machen ausm_leben aus_dem_leben_gehen selbstmordversuch_hinter ein_ende_machen ende_machen ein_ende_setzen sich_was_an sich_etwas_an tut_sich_was suizidalen suizidale suizidaler suizidgefährdet suizidgefährdete suizidgefährdeten selbstmordgefährdet selbstmordgefährdete erhänge erhäng',
    selfdone:
      'mich_längst_umgebracht längst_umgebracht mich_schon_umgebracht hätte_mich_umgebracht meinen_suizidversuch mein_suizidversuch meinem_suizidversuch meinem_selbstmordversuch meinen_selbstmordversuch meinem_letzten_versuch mein_letzter_versuch seit_meinem_versuch nach_meinem_versuch',
    ifnot: 'ohne_meine ohne_meinen wenn_nicht gäbe_es_nicht wären_nicht',
    gone: 'nicht_mehr_hier nicht_mehr_da längst_weg längst_tot',
    not: 'nicht nich ned net nix nichts kein keine keinen keinerlei keiner keinem nie niemals ohne kaum nimmer nimma',
    life: 'leben lebe lebst lebt lebens weiterleben weiterlebe weiterzuleben lebenswillen lebensmut lebensfreude lebenslust lebenswille lebensmüde weitermachen weiterzumachen weiterkämpfen existieren dasein aufzustehen auf_der_welt auf_dieser_welt lebenswert lebend zu_leben auf_dieser_erde in_dieser_welt hier_sein atmen kämpfen lem do_sein',
    alive: 'lebe leb am_leben lange_zu_leben länger_leben lange_leben',
    reason:
      'sinn grund gründe zweck kraft energie lust bock mut willen wille freude kein_bock hoffnung wert lohnt lebenswert wofür wozu warum lebenswillen lebensmut lebensfreude lebenslust antrieb perspektive ziel sinn_mehr hoffnung_mehr nichts_wofür kb',
    tired:
      'müde satt leid überdrüssig genug lebensmüde lebenssatt keinen_bock kein_bock keine_lust ausgelaugt erschöpft kaputt_vom kein_bock_mehr mehr_als_genug bin_durch_mit hab_genug am_ende_mit kb kb_mehr kb_mehr_auf keinen_bock_mehr_auf keine_lust_mehr_auf',
    bear: 'ertrage ertragen aushalten pack packe schaffe verkraften bewältigen aushalte durchhalten weiterführen halt halte',
    sleep: 'schlafen einschlafen einschlafe schlaf bett eingeschlafen schlafe ins_bett augen_zu',
    wake: 'aufwachen aufwache aufzuwachen aufgewacht wach wachwerden aufstehen aufwach erwachen öffnen aufmachen aufwachte erwache',
    cease:
      'aufhört aufhören endet enden vorbei vorbeigeht rum zu_ende ende_hat aufhörte schluss_ist vorbei_ist ruhe_haben stoppt ende dem_ende aufhört_zu_schlagen stehenbleiben stehen_bleibt stehenbleibt stehen_bleiben',
    all: 'alles allem ganze ganzen der_schmerz schmerzen die_stimmen qual es das leben leere',
    vanish:
      'verschwinden verschwinde verschwunden weg gehen weg_sein fort auflösen fortgehen gelöscht ausgelöscht wegsein weggehen raus raus_aus abhauen_aus geh gehe_ich',
    forever:
      'immer ewig für_immer dieser_welt der_welt endgültig erde diesem_leben erdboden bildfläche abzutreten abtreten',
    others:
      'alle allen jeder jedem familie kinder kindern eltern mann frau menschen leute mama papa welt freunde euch ihnen sie meinen mutter andere anderen',
    nobody: 'niemand niemanden niemandem keiner keinen keinem kein_mensch kein_schwein wen wer keine_sau',
    better: 'besser leichter einfacher glücklicher erleichtert erleichterung schöner erleichtern',
    without:
      'ohne_mich mich_nicht_gäbe mich_nicht_mehr_gäbe nicht_mehr_da_bin nicht_mehr_da_wäre ich_weg ich_nicht_da ich_tot ich_sterbe ich_sterben ich_gestorben ich_verschwinde ich_verschwunden ich_nicht_mehr nicht_mehr_existiere nicht_mehr_lebe nicht_geboren nie_geboren ich_nicht_existiere mich_nicht_geben mich_nicht_gibt mich_nie_gegeben nicht_mehr_bin wenn_ich_sterbe wenn_ich_weg_bin wenn_ich_weg_wäre wenn_ich_tot ich_nicht_mehr_lebe ich_nicht_mehr_da ich_nicht_wär ich_nicht_wäre ich_nicht_existieren mich_nicht_mehr_gibt ich_einfach_weg ich_einfach_verschwinde ich_nie_geboren ich_abkratze ich_draufgehe mein_tod meinen_tod ich_nicht_mehr_bin',
    burden:
      'last belastung klotz_am_bein bürde nur_im_weg platzverschwendung enttäuschung ballast fall_allen nur_eine_last zur_last bin_im_weg nur_ärger mache_allen_das_leben allen_nur nichts_als_ärger schmarotzer klotz überflüssig lästig nur_probleme fehl_am_platz taugenichts',
    care: 'interessiert juckt kümmert vermissen vermisst vermissten merken merkt bemerken bemerkt auffallen auffällt weint weinen trauern egal fehlen würds schert',
    missed: 'vermissen vermisst vermisse fehlen',
    needed: 'braucht_mich mich_braucht brauchen_mich braucht_keiner gebraucht liebt_mich',
    rather: 'lieber besser am_liebsten eher',
    join: 'zu_ihm zu_ihr zu_ihnen nachfolgen nachgehen wieder_bei_ihm wieder_bei_ihr bei_ihr_sein bei_ihm_sein wiedersehen hinterher folgen mag_nicht_mehr mag_ich_nicht_mehr will_ich_nicht_mehr nachkommen',
    died: 'gestorben tod starb verstorben verstarb beerdigung verwitwet verloren begraben',
    pills:
      'tablette tabletten pillen pille schlaftabletten schlafmittel paracetamol ibuprofen aspirin medikamente medikamenten antidepressiva insulin schmerzmittel schmerztabletten valium diazepam tavor lorazepam opiate tramadol tilidin morphium betablocker kapseln dosis dosen medis meds novalgin zopiclon benzos tropfen hausapotheke medizinschrank paracetamol* ibuprofen* antidepressiv* schmerztablett* schlaftablett* medikament amitriptylin citalopram quetiapin pregabalin',
    purpose: 'absichtlich mit_absicht',
    hoard:
      'gesammelt sammle gehortet horte gespart zurückgelegt beiseite versteckt genug aufgehoben schublade_voller schublade_voll schrank_voll schrank_voller',
    pain: 'weh schmerzhaft schmerzen schmerzlos sofort schnell spürt spüren schnell* schmerzlos* schmerzfrei*',
    many: 'alle alles ganze ganzen ganzes menge haufen packung packungen schachtel schachteln röhrchen flasche handvoll viele viel zu_viele zuviel sämtliche komplette blister 10 15 20 24 25 28 30 35 40 45 50 60 70 80 90 100 zehn fünfzehn zwanzig dreißig vierzig fünfzig sechzig hundert dutzend dutzende auf_einmal',
    swallow:
      'genommen nehmen nehme eingenommen geschluckt schlucken schlucke runtergespült runtergeschluckt eingeworfen reingezogen getrunken gegessen intus geschmissen eingeschmissen eingeschluckt gespritzt verschluckt schluck reingehauen überdosis überdosiert schluckt nimmt schlucken_würde nähme schlucke_ich nehme_ich',
    overdose: 'überdosis überdosieren',
    survived: 'überlebt gerettet gefunden letzten_mal letztes_mal magen_ausgepumpt überlebt_habe überlebte',
    thistime: 'diesmal dieses_mal nächstes_mal beim_nächsten_mal nächsten_mal',
    poison:
      'rattengift gift bleichmittel abflussreiniger rohrreiniger pestizid pflanzengift frostschutzmittel spiritus chlorreiniger zyankali domestos unkrautvernichter',
    unwell:
      'schwindelig schwindlig übel schlecht müde angst taub zittere zittern verschwommen komisch kotzen erbrechen schwarz bereue atmen kalt benommen krankenhaus tschüss hilfe schummrig seltsam merkwürdig schummerig',
    blade:
      'rasierklinge klinge klingen messer pistole gewehr strick seil schlinge waffe cutter teppichmesser gürtel rasierklingen knarre skalpell',
    rope: 'strick seil galgenstrick schlinge',
    buy: 'gekauft kaufe besorgt bestellt besorgt_habe zugelegt gekauft_habe',
    loaded: 'geladen geladene geladenen',
    bring: 'bringe mitbringe nehme bring mitnehmen',
    school: 'schule uni arbeit büro klasse',
    hand: 'hand händen hände griff finger',
    locked: 'eingeschlossen eingesperrt schließt_sich',
    noteat: 'esse_seit nichts_gegessen esse_nichts nicht_gegessen esse_nicht hungere ich_hungere isst_nichts',
    purge: 'kotze erbreche übergebe finger_in_den_hals',
    meal: 'nach_dem_essen nach_jedem_essen jede_mahlzeit jeder_mahlzeit',
    cry: 'weine weinen heule heulen zittere zittern tränen schluchze tut_mir_leid tschüss lebt_wohl bereit endlich',
    height:
      'brücke dach hochhaus balkon fenster klippe parkhaus stock geländer fensterbrett turm sims dachkante hoch abgrund stockwerk etage felsen höhe höhen parkhauses',
    perch:
      'auf_ner_brücke auf_einer_brücke auf_der_brücke auf_dem_dach auf_nem_dach am_abgrund am_geländer auf_den_gleisen auf_dem_geländer an_der_dachkante dach parkhausdach an_den_gleisen am_bahnsteig am_gleis auf_den_schienen an_den_schienen brückengeländer aufm_dach aufm_geländer brückenrand aufm_brückengeländer',
    stand: 'stehe steh sitze sitz',
    jump: 'springen springe spring gesprungen sprung stürzen stürze fallen_lassen runterspringen runterspringe runter hinunter loslassen runterstürzen runterspring abspringen zu_springen runterzuspringen hinunterspringen hinunterstürzen runtergesprungen werfe werfen geworfen lege legen schmeiße schmeißen springt stürzt springst fällt vor_den_zug_zu von_der_brücke von_einer_brücke vom_dach vom_balkon aus_dem_fenster stürz hinabspringen herunterspringen runterschmeißen schmeiß runterwerfen laufen_vor vor_die vor_den sprang stürzte springen_will vor_ne vor_n vorn_zug vor_einen vor_eine vor_nen autobahn_zu_laufen auf_die_autobahn laufe rennen',
    train:
      'zug züge bahn s-bahn gleise gleis schienen u-bahn lkw laster auto autobahn straßenbahn tram ice baum gegenverkehr brückenpfeiler fluss bahnsteig schnellzug regionalbahn bahngleise ubahn sbahn bus lastwagen bahnübergang',
    cut: 'geschnitten schneide schneiden ritze ritzen geritzt aufgeschnitten schneid ritz aufgeritzt schlitze aufgeschlitzt verbrenne verbrannt kratze gekratzt aufgekratzt brenne beiße aufschlitzen aufschneiden aufzuschneiden zerschneiden zerkratzen schlitzen ritzte schnitt kratz aufkratze durchschneiden durchgeschnitten verbrenn',
    ember: 'zigarette zigaretten feuerzeug ausgedrückt',
    cuts: 'schneidet ritzt aufgeschnitten geschnitten aufgeritzt schlitzt aufgeschnitten* aufgeritzt*',
    limb: 'arm arme armen unterarm unterarme handgelenk handgelenke oberschenkel bein beine haut pulsadern adern bauch hüfte schenkel',
    veins: 'pulsadern handgelenke adern',
    bleed: 'blut blute blutet bluten blutig blutige blutigen narben schnittwunden schnitte schnitten wunden',
    harm: 'ritzen ritze geritzt selbstverletzung selbstverletzend selbst_verletzen selbst_verletze verletze_mich mich_verletzen mir_wehtun mir_weh mich_schneiden schneide_mich mich_geschnitten mich_selbst mir_selbst_wehtun wieder_geschnitten mir_was mir_etwas mich_bestrafen mir_antue mir_antun kopf_gegen_die_wand mich_selbst_verletzt mich_kratze mich_ritze mich_geritzt selbstverletzt mich_verbrenne mir_selbst_weh mir_selber_weh mich_schneide mir_wehtue mir_weh_tun mir_weh_zu svv mich_selbst_schlage mich_verletze mich_zu_verletzen mich_zu_schneiden mich_zu_ritzen mir_wehzutun mich_selbst_zu mich_zu_bestrafen mir_wehgetan wehgetan weh_getan mich_verletzt vom_ritzen',
    relapse: 'rückfall rückfällig clean',
    lethal:
      'wie_viele wie_viel wieviel wieviele wie_hoch welche_dosis tödliche_dosis tödlich welche_höhe was_passiert_wenn wie_tief wie_lange welches_gift welcher_stock welche_menge ab_welcher aus_welcher_höhe welcher_höhe wie_schnell_stirbt welchem_stockwerk',
    how: 'wie womit welche methode schnellste einfachste wo',
    why: 'warum wozu wieso weshalb wofür',
    method:
      'galgenstrick galgenknoten henkersknoten schlinge_knüpfen verblutet verblutest verbluten pulsadern_aufschneiden sich_erhängt sich_erhängen schmerzlos_sterben helium kohlenmonoxid kohlenmonoxidvergiftung autoabgase abgase eine_schlinge galgenschlinge henkerschlinge',
    kill: 'sterben tödlich tot stirbt tod umbringen umzubringen überlebt überleben töten tötet überdosis selbstmord suizid draufgeht bringt_mich_um mich_umbringt mich_umbringen bringe_dich tödlich* daran_sterben draufgehen',
    prepared:
      'alles_vorbereitet alles_bereit alles_geplant alles_geregelt schon_überlegt genau_überlegt plan_steht weiß_wie_ich alles_erledigt alles_fertig alles_besorgt hab_alles habe_alles dinge_geordnet letzten_dinge testament_gemacht testament_geschrieben alles_geklärt alles_steht alles_ist_geregelt alles_abgeschlossen mein_testament testament_aufgesetzt mein_testament_ist testament_ist_geschrieben vorbei_mit_mir',
    peace:
      'ruhe frieden vorbei erlöst erlösung schmerzen_mehr leiden_mehr nicht_mehr_leiden frei soweit hält_mich keiner_aufhalten friedlich',
    kin: 'arbeitskollege arbeitskollegin schulfreund schulfreundin zimmergenosse schwester_in halbbruder cousine freund freundin freunde bruder schwester sohn tochter mutter vater mama papa mann frau kollege kollegin mitbewohner mitbewohnerin nachbar nachbarin cousin cousine partner partnerin ex schüler schülerin mitschüler mitschülerin kind jemand er sie oma opa kumpel patient patientin neffe nichte onkel tante bekannter stiefvater stiefmutter verlobter typ teamkollege enkel enkelin klassenkamerad klassenkameradin klassenkameraden bekannte opi omi bruderherz',
    wants:
      'will wollte möchte droht drohte gedroht versucht versuchte sagt gesagt meint plant überlegt wünscht redet spricht schreibt geschrieben sagte vor will_sich redet_davon spricht_davon davon_redet davon_spricht droht_sich',
    says: 'sagt gesagt schreibt geschrieben schrieb sagte steht sitzt droht gepostet postet ruft gerade grade geschickt meint ist erzählt',
    voices: 'stimmen stimme',
    tell: 'sag sagt richte richtet_aus ausrichten sagt_bitte sagt_meiner sagt_meinen',
    loved: 'lieb liebe geliebt liebhabe',
    intruder:
      'stiefvater stiefbruder onkel trainer freund_meiner_mutter freund_von_meiner_mutter freund_von_mama opa großvater lehrer vater papa',
    room: 'in_mein_zimmer in_mein_bett in_meinem_bett in_meinem_zimmer zu_mir_ins_bett an_mein_bett unter_meine_decke',
    farewell:
      'abschiedsbrief abschiedsnachricht verabschiedet abschied lebewohl letzte_nachricht lebt_wohl auf_nimmerwiedersehen sprachnachricht abschieds-sms kümmer_dich_um pass_auf_die_kinder macht_es_gut machts_gut für_immer_tschüss verabschiede_mich abschied_genommen abschied_nehmen lebewohl_gesagt verabschieden verabschieden_will sich_verabschieden verabschiedete war_schön_mit_euch schön_euch_gekannt',
    forgive: 'verzeiht verzeih vergebt tut_mir_leid',
    bye: 'lebt_wohl lebewohl auf_nimmerwiedersehen macht_es_gut machts_gut leb_wohl',
    note: 'abschiedsbrief abschiedsbriefe abschiedsvideo die_abschiedsbriefe briefe_geschrieben brief_an_meine_eltern_geschrieben',
    hearof: 'von_mir_hören mich_nicht_wiedersehen mich_nie_wieder',
    unreachable:
      'nicht_erreichbar offline geht_nicht_ran nicht_mehr_ran antwortet_nicht antwortet_nicht_mehr handy_aus meldet_sich_nicht verschwunden nimmt_nicht_ab nicht_zu_erreichen reagiert_nicht weggelaufen geht_nicht_ans handy_ist_aus nicht_auffindbar ausgeschaltet handy_ausgeschaltet',
    hit: 'schlägt schlagen geschlagen schlug prügelt verprügelt verprügelte würgt gewürgt würgte tritt getreten vergewaltigt vergewaltigte missbraucht misshandelt ohrfeigt geohrfeigt angefasst begrapscht verletzt geschubst gestoßen eingesperrt bedroht stalkt verprügeln belästigt mir_den_arm mir_die_nase mir_die_rippen gebrochen überfährt überfahren anfährt erfasst überrollt erwischt sperrt droht_mir',
    neck: 'hals kehle gurgel',
    threat: 'droht drohte gedroht drohungen bedroht schwört geschworen sagt_er_bringt angedroht sagt gesagt',
    hopeless:
      'hoffnungslos wertlos leer sinnlos nutzlos ausweglos kaputt ungeliebt verloren überflüssig tot am_boden nichts_wert innerlich_tot abgestumpft',
    limit: 'am_limit am_ende am_ende_meiner_kräfte',
    wayout:
      'ausweg ausweglos zukunft lösung anderen_weg andere_möglichkeit andere_wahl morgen_für kein_morgen morgen_mehr einzige_lösung einzige_option einziger_ausweg einzige_tür einzige_ausgang einen_weg nur_einen_weg',
    torture: 'qual folter hölle unerträglich',
    daily: 'jeder_tag jeden_tag jeden_morgen diese_woche jede_nacht jeden_abend',
    constantly: 'ständig die_ganze_zeit dauernd immer pausenlos jeden_tag jede_nacht 24_7 rund_um_die_uhr',
    inside: 'innerlich in_mir innen',
    feel: 'fühlen spüren',
    never: 'nie_wieder nie_mehr nicht_mehr',
    god: 'gott herr herrgott jesus lieber_gott',
    takeme:
      'hol_mich hole_mich holt_mich nimm_mich nehme_mich ruf_mich lass_mich_gehen mich_zu_dir mich_zu_sich erlöse_mich mich_holt mich_holen',
    breakin:
      'vor_der_tür vor_meiner_tür an_die_tür gegen_die_tür tritt_die_tür bricht_die_tür schlägt_die_tür tür_ein im_bad_eingeschlossen im_bad_eingesperrt verstecke_mich versteck_mich vor_dem_haus vorm_haus im_treppenhaus vor_meinem_haus vor_meiner_wohnung vor_unserem_haus unten_vor_der tür_aufzubrechen meine_tür_aufzubrechen tür_aufbrechen tür_einzutreten tür_einzuschlagen',
    attackme:
      'mich_um mich_umbringen mich_töten bringt_mich mich_tot mich_schlagen mich_abstechen sticht_mich tut_mir_was mir_was_an mir_etwas_an messer waffe mich_totschlagen mich_um_bringen uns_alle_umbringen uns_umbringen uns_alle_umzubringen bringt_er_uns bringt_uns mich_und_die_kinder mich_tötet er_mich_tötet mich_abzustechen',
    afraid: 'angst fürchte panik traue_mich',
    nochange:
      'nichts_ändern keinen_unterschied kein_unterschied nichts_anders macht_nichts_aus kein_verlust kein_großer_verlust geht_weiter dreht_sich_weiter würde_nichts_fehlen nichts_verändern wäre_egal',
    lookafter:
      'kümmert_euch_um kümmer_dich_um passt_auf_meine passt_auf_meinen pass_auf_meine pass_auf_meinen passt_gut_auf pass_gut_auf füttert_meine füttert_meinen sorgt_für_meine katze_wenn hund_wenn',
    readthis:
      'das_lest das_liest dies_lest dies_liest diese_nachricht_liest diese_zeilen das_hier_liest das_hier_lest das_findet das_findest',
    goneby: 'nicht_mehr_da tot weg nicht_mehr_am_leben gegangen nicht_mehr_hier fort gestorben nicht_mehr_leben',
    makeit:
      'überlebe_die_nacht diese_nacht_überleben nächsten_geburtstag_erleben nächstes_jahr_erleben erleben_werde noch_erlebe werde_ich_nicht_erleben die_nacht_überstehe älter_als',
    lastof:
      'letzter_tag letzte_nacht letzte_nachricht letzter_abend letztes_weihnachten letzten_stunden letzter_geburtstag letzten_tage',
    earth: 'auf_erden auf_dieser_erde auf_dieser_welt am_leben meines_lebens in_diesem_leben',
    giveaway: 'verschenke verschenkt weggegeben hergeschenkt hergegeben weggeschenkt alles_verschenkt alles_weggegeben',
    neednomore:
      'nicht_mehr_brauche nicht_mehr_brauchen brauche_das_alles_nicht brauche_nichts_mehr brauche_sie_nicht brauch_sie_nicht braucht_sie_bald_nicht braucht_sie_nicht brauche_es_nicht brauch_ich_nicht_mehr brauche_ich_nicht_mehr braucht_er_nicht',
    homeplace: 'keller dachboden garage schuppen speicher',
    doesithurt:
      'tut_es_weh tut_weh tut_das_weh schmerzhaft wie_lange_dauert tut_es_sehr_weh hat_man_schmerzen spürt_man weh',
    letme: 'lass_mich lasst_mich lassen_sie_mich lasst_mich_doch lass_mich_doch',
    mourn: 'um_mich_weinen um_mich_trauern mich_beweinen um_mich mir_nachweinen zu_meiner_beerdigung',
    firearm: 'pistole waffe gewehr knarre revolver schrotflinte dienstwaffe',
    beside:
      'neben_mir vor_mir auf_dem_tisch in_der_hand im_mund am_kopf an_der_schläfe an_den_kopf auf_dem_schoß im_nachttisch auf_meinem_schreibtisch',
    onmyself: 'an_mir_selbst gegen_mich_selbst auf_mich_selbst gegen_mich an_mir',
    waitfor: 'warte_auf warte_nur warte_nur_noch_auf freue_mich_auf warten_auf sehne_mich_nach warte',
    keepshere:
      'hält_mich_hier hält_mich_nichts hält_mich_noch mich_noch_hält hier_noch_hält mich_hier_hält mich_am_leben_hält hält_mich_am_leben',
    rescue: 'rettet_mich mich_retten aufhalten findet_mich_rechtzeitig findet_mich',
    punish: 'bestrafe bestrafen strafe hasse_meinen_körper hasse_mich verdiene_schmerz',
    selfcutting: 'ritzen ritze schneiden mich_schneide hungern verbrennen kratzen',
    mydeath:
      'meinen_tod meinen_eigenen_tod meine_beerdigung meinen_selbstmord meinen_suizid nicht_mehr_da_zu_sein nicht_mehr_zu_leben nicht_mehr_zu_existieren tot_zu_sein meine_eigene_beerdigung',
    ridofme: 'mich_los mich_endlich_los von_mir_befreit sich_nicht_mehr_um_mich_sorgen mich_tot_sehen mir_den_tod',
    domyself: 'mir_antue mir_was_antue mir_etwas_antue mir_antun mir_selbst_antue was_ich_tun_könnte was_ich_mache',
    theday: 'ist_es_soweit ist_es_so_weit ist_alles_vorbei ist_schluss ist_es_vorbei bin_ich_weg',
    suffering: 'schmerz schmerzen qual qualen leid leiden',
    makeitstop:
      'lass_es_enden lass_es_aufhören lass_es_vorbei_sein mach_dass_es_aufhört soll_es_aufhören es_soll_aufhören dass_es_aufhört lasst_es_enden',
    nopain:
      'keine_schmerzen_mehr kein_schmerz_mehr kein_leid_mehr nie_wieder_schmerzen schmerzen_haben_ein_ende nicht_mehr_leiden',
    resolve: 'beschlossen bereit entschlossen habe_vor hab_vor entschieden',
    crash: 'gegen_einen gegen_den gegen_die rasen',
    obstacle: 'wand mauer baum brückenpfeiler leitplanke lkw laster',
    hurtsmuch: 'tut_zu_weh tut_so_weh zu_schmerzhaft tut_zu_sehr_weh tut_nur_noch_weh schmerzt_zu_sehr',
    hasplan: 'hab_einen_plan habe_einen_plan hab_nen_plan einen_plan_und plan_gemacht habe_den_plan plan_steht',
    hasdate:
      'ein_datum und_ein_datum einen_termin_dafür den_tag_ausgesucht tag_ausgesucht datum_festgelegt datum_ausgesucht weiß_jetzt_wann weiß_wann tag_gewählt tag_festgelegt den_tag_gewählt tag_steht_fest datum_steht und_das_datum',
    ittakes:
      'braucht_man brauche_ich bräuchte_ich bräuchte_man muss_man_nehmen nötig reicht reichen reichen_würden genügen genug_um muss_ich_nehmen kann_man braucht_es muss_man',
    dosage:
      'kopfschmerzen fieber am_tag pro_tag täglich darf_man darf_ich maximal höchstdosis erwachsene kinder kind kg arzt rezept apotheke packungsbeilage erkältung grippe migräne packung_enthält beipackzettel hund katze sicher schwangerschaft empfohlen lager welche_tablette welche_tabletten was_nehme_ich',
    inmouth: 'in_den_mund im_mund an_den_kopf an_die_schläfe an_die_stirn unters_kinn an_der_schläfe',
    giving: 'verschenkt verschenke schenke weggegeben vermache vermacht gibt_mir gab_mir geschenkt',
    notlong:
      'nicht_mehr_erleben nicht_erleben werde_ich_nicht_erleben nicht_mehr_lange_leben nicht_älter_als wird_er_nicht_mehr_erleben nicht_mehr_miterleben nicht_mehr_hier_sein_wenn nicht_vorhabe_zu_leben überlebe_diese_woche überleb_das_nicht überlebe_das_nicht überlebe_nicht',
    letter: 'brief briefe zettel nachricht abschiedsbrief',
    findit:
      'finden_ihn findet_ihn finden_sie_ihn gefunden_wird morgen_finden in_der_schublade auf_dem_küchentisch werden_ihn_finden wird_ihn_finden wenn_ihr_mich_findet warum_ich erklärt_alles',
    relief:
      'erlösung erleichterung befreiung geschenk gnade trost frieden rettung süß befreiend tröstlich beruhigt beruhigend tröstet',
    heaven: 'im_himmel friedhof himmel im_jenseits im_grab jenseits da_oben in_den_himmel zu_oma_in',
    soon: 'heute morgen heute_nacht heute_abend bald dieses_wochenende jetzt endlich januar februar montag dienstag mittwoch donnerstag freitag samstag sonntag',
    unsafe:
      'sicher_vor_mir vor_mir_selbst_sicher vor_mir_selber_sicher gefahr_für_mich trau_mir_selbst_nicht traue_mir_selbst_nicht angst_vor_mir_selbst angst_vor_mir_selber mit_mir_allein_nicht_sicher',
    beats: 'schlägt schlug verprügelt verprügelte prügelt würgt würgte tritt misshandelt vergewaltigt',
    victim: 'mama mutter meine_mutter meine_schwester meinen_bruder mich uns schwester',
    cantgoon:
      'nicht_mehr_kann kann_nicht_mehr nicht_mehr_aushält hält_es_nicht_mehr nicht_mehr_weiter genug_hat es_nicht_mehr_schafft nicht_mehr_kann_und',
    unconscious: 'bewusstlos ohnmächtig reagiert_nicht atmet_nicht nicht_ansprechbar wacht_nicht_auf zusammengebrochen',
    thing: 'drucker laptop computer rechner monitor tastatur fernseher handy maus ball stein papier',
    fiction:
      'film roman buch serie lied song figur hauptfigur held heldin handlung folge stück oper artikel nachrichten gedicht album spiel szene inhaltsangabe zusammenfassung',
    hung: 'hängt hänge_den gehängt geknotet befestigt angebracht bereit liegt liegt_bereit geknüpft hängen',
    ifleave:
      'wenn_ich_gehe wenn_ich_ihn_verlasse wenn_ich_sie_verlasse wenn_ich_es_sage wenn_ich_was_sage falls_ich_gehe wenn_ich_abhaue wenn_ich_mich_trenne',
    shootup: 'amok amoklauf amoklaufen um_mich_schießen alle_abknallen alle_erschießen abknallen schießen',
    packs: 'packungen schachteln flaschen blister packung schachtel flasche',
    lookfor: 'mich_sucht mich_findet nach_mir_sucht mich_suchen mich_finden',
    easy: 'so_einfach einfach leicht so_leicht',
    if: 'wenn falls',
    fine: 'egal recht wäre_ok gut besser umso_besser nicht_schlimm von_mir_aus super',
    scream: 'schreit schreien geschrei hilferufe hilfe_ruft',
    findme: 'finden_mich findet_mich mich_finden meine_leiche mich_findet findet_mich_keiner',
    hanged: 'erhängt tot am_strick leblos am_seil',
    gaze: 'starre schaue_auf schaue_ständig schau_auf sehe_mir starr blicke_auf starre_auf schaue schau',
    ambulance: 'krankenwagen notarzt rettungswagen notruf rettung',
    bath: 'badewanne wanne bad',
    ifhad: 'hätte_ich wenn_ich_eine wenn_ich_nur_eine ich_hätte_gern_eine wenn_ich_ne',
    mylife: 'mein_leben',
    cantstop: 'nicht_aufhören kann_nicht_aufhören krieg_nicht_aus nicht_aus_dem_kopf hört_nicht_auf',
    thanthis: 'als_so als_das als_weiter als_noch als_dieses',
    nothingtolose: 'nichts_zu_verlieren nichts_mehr_zu_verlieren',
    wheregoing: 'wo_ich_hingehe wo_ich_hin_gehe da_wo_ich_hin',
    nomore:
      'gibt_es_mich_nicht_mehr gibts_mich_nicht_mehr nicht_mehr_auf_dieser_welt bin_ich_nicht_mehr_auf mich_wird_es_nicht_mehr_geben',
    hitme:
      'schlägt_mich würgt_mich verprügelt_mich tritt_mich sperrt_mich vergewaltigt_mich prügelt_mich misshandelt_mich mich_geschlagen mich_verprügelt mich_vergewaltigt mich_gewürgt wirft_mich schubst_mich stößt_mich schleudert_mich',
    letsdie: 'lässt_sich_sterben hat_aufgegeben_zu_leben keinen_lebenswillen_mehr',
    goon: 'noch weiter überhaupt',
    breathe: 'atme atmen',
    shouldhave: 'hätte_ich wär_ich wäre_ich ich_hätte wäre_ich_doch wär_ich_doch',
    care4: 'pass_auf passt_auf pass_bitte_auf passt_bitte_auf kümmer_dich kümmert_euch',
    heart: 'herz herz_aufhört',
    euthanasia: 'sterbehilfe dignitas euthanasie',
    cry3: 'weinte weint weinend komisch seltsam geweint',
    alike: 'mir_egal egal_ob nichts_dagegen scheißegal mir_gleich wäre_mir_recht ist_mir_wurscht wurst ist_mir_wurst',
    followsme: 'verfolgt_mich mich_verfolgt stalkt_mich lauert_mir_auf läuft_mir_nach',
    social: 'twitter instagram github tiktok linkedin facebook kanal konto follower werbung',
    domviol: 'häusliche_gewalt häuslicher_gewalt',
    suffer: 'opfer erlebe erleide erfahre leide',
    mycar: 'mein_auto das_auto meinem_auto den_wagen',
    exist: 'existiere gibts_mich gibt_es_mich',
    endpain: 'mein_leid_beenden meine_qual_beenden meinem_leid_ein_ende meinen_schmerz_beenden meine_qualen_beenden',
    animal: 'hund katze hunde katzen hamster welpe tierarzt pferd',
    planto: 'plane vorhabe habe_vor rechne plant planen',
    wheel: 'lenkrad steuer',
    letgo: 'los loslassen losgelassen',
    burnhouse: 'zündet_das_haus haus_anzünden haus_an steckt_das_haus haus_in_brand',
    myfuneral: 'meine_beerdigung meiner_beerdigung meine_trauerfeier',
    music: 'lieder musik playlist blumen lied ausgesucht',
    urge: 'druck drang',
    along: 'längs quer der_länge_nach',
    against: 'gegen_die_wand die_treppe_runter auf_den_boden',
    nocall: 'ruf_niemanden ruft_niemanden sag_niemandem hol_niemanden',
    gasopen: 'gas_ist_an gas_aufgedreht gas_angemacht gashahn',
    doorshut: 'tür_ist_zu tür_abgeschlossen tür_zu fenster_zu fenster_abgedichtet',
    found: 'gefunden fand finde',
    hangs: 'am_seil erhängt aufgehängt hängend am_strick',
    stopbreath: 'nicht_mehr_atme aufhöre_zu_atmen',
    gentle: 'angenehmste sanfteste sanfte friedlichste einfachste',
    mix: 'mischen mische mix kombination kombinieren',
    regret: 'bereue bedauere schade_dass_ich',
    onlything: 'das_einzige einzige',
    wouldbe: 'wäre wär',
    depression: 'depression depressionen',
    thinkof: 'denke_daran denk_daran überlege denke_drüber',
    hurtsme: 'tut_mir_weh mir_weh_tut tat_mir_weh',
    drinks: 'trinkt betrunken säuft',
    owndeath: 'seinen_tod ihren_tod seinen_eigenen_tod ihren_eigenen_tod',
    joinme: 'geh_ich_mit gehe_ich_mit geh_ich_auch folge_ich',
    body: 'rippen arm nase kiefer gesicht zähne',
    keepsfrom: 'abhält abhalten hält_mich_ab',
    fumes: 'garage_der_motor_läuft garage_motor_läuft motor_läuft_in_der_garage',
    event:
      'hochzeit feier release launch reise migration meeting projekt sprint umzug konferenz urlaub veröffentlichung',
    aside: `${PLAINLY_TECHNICAL} ${ASIDE_EVERYWHERE} prozess prozesse dienst dienste programm funktion schleife zeile zeilen datei dateien knopf fenstertitel schnittstelle kunde kunden spiel spielen level gegner endgegner figur held heldin roman film serie folge akku handyakku pflanze pflanzen tomaten kaktus motor kochen brot zwiebeln rasieren friseur haare fitnessstudio training klettern urlaub witz quiz schach fußball statistik prävention kampagne ehrenamt schulung artikel komponente maske dialog spalte tabelle branch besprechung versicherung tablettenansicht layout layouts wie_viele_menschen wie_viele_leute pro_jahr jährlich debugger tablettenlayouts masterarbeit bachelorarbeit doktorarbeit dissertation herd ofen sofa couch dusche pool schwimmbad studie bügeleisen hausarbeit modul flug bis_montag bis_morgen kaffee koffein verdächtige feld felder müll simulator simulation ideen kontingent speicher wohnung wohnungen miete pendeln bergen reise wecker ansatz schlüsse tischtennis tennis pingpong bungee bungeejumping fallschirm trampolin sprungbrett spülmaschine kündigung rezept klebepistole heißklebepistole heißluftpistole spielzeug wasserpistole jagd massagepistole sukkulenten orchidee orchideen zimmerpflanze basilikum rosen rasen hecke hamster fische aquarium klausur prüfung versicherungen nachlassplanung nachlass erbschaft erbrecht zahn zahnarzt stricken häkeln kindprozess* hintergrundprozess* zombieprozess* kindprozesse paket pakete paketdatei verzeichnis verzeichnisse befehl befehle option optionen ausgabe terminal symbol argument`,
  },
};
