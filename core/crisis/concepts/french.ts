import type { Lexicon } from '../concept.ts';
import type { CrisisConcept } from '../crisis-concepts.ts';
import { ASIDE_EVERYWHERE, PLAINLY_TECHNICAL } from './aside-words.ts';

/** Words of concepts in French; elided words are one word with what follows. */
export const FRENCH_WORDS: Lexicon<CrisisConcept> = {
  language: 'fr',
  areSigns: false,
  elided: ['d', 'l', 'm', 't', 's', 'n', 'qu', 'j'],
  words: {
    self: 'je j jai jen jy jaimerais jaurais jvais jveux jsuis me m moi mon ma mes javais jetais jespere jattends jarrive jpeux jme mourir_moi jveu vois trouve jai_envi jmérite chui jsui jexiste',
    me: 'me ma m moi nous nous_dedans',
    want: 'veux veu voudrais voulais jaimerais aimerais envie souhaite souhaiterais espère jespère prie hâte préfère préférerais jpréfère rêve dêtre besoin_de si_seulement jveux vouloir attends_plus jveu attends jattends mérite envi veut jai_envi jvoulais aimerai souhaitais souhaitait désire rêverais voudrai je_veu ai_hâte crève_denvie jmérite jmerite donnerais_tout',
    mind: 'veux veu voudrais envie pense pensais penser songe imagine vais jvais prévois prévu décidé décide tenté tentée jhésite sais_comment songer peur pulsion pulsions idées tente essayer jveux prêt prête rêve besoin jveu essayé imaginer réfléchis réfléchi envisage envisagé envisager hésite obsède songé projette compte_me comptais failli prête_à sur_le_point ce_soir cette_nuit demain ce_week-end presque hier compte à_deux_doigts pourrais',
    die: 'mourir mourrir crever claquer mort morte meure meurs crève disparaître_pour décéder être_mort être_morte trépasser nêtre_plus ne_plus_exister plus_exister ne_plus_être cesser_dexister plus_vivre ne_plus_respirer y_passer calancher caner passer_larme crèverai mourrai mourrais disparaître_à_jamais ne_plus_être_là plus_être_là plus_être_de_ce_monde mort_et_enterré',
    death: 'mort la_mort mourir ma_mort mon_enterrement mes_funérailles',
    suicide:
      'suicide suicider suicidaire suicidaires suicidé suicidée me_tuer me_pendre me_flinguer me_foutre_en_lair me_buter en_finir finir_avec_la_vie mettre_fin_à_mes_jours mes_jours ses_jours me_noyer me_supprimer se_tuer se_suicider se_pendre se_foutre_en_lair se_donner_la_mort me_donner_la_mort mouvrir_les_veines ouvrir_les_veines passer_à_lacte se_supprimer me_pends je_me_tue me_flingue me_suicide mettre_fin_à_ma_vie y_mettre_fin se_tirer_une_balle me_tirer_une_balle me_foutre_une_balle une_balle_dans_la_tête sauter_la_cervelle mettre_fin_à_mon_existence fin_à_ma_vie en_terminer_avec_la_vie môter_la_vie menlever_la_vie tentative_de_suicide faire_une_ts fait_une_ts mempoisonner me_jeter_sous me_jeter_du mouvrir_les_poignets me_trancher_les me_tailler_les_veines se_jeter_sous sôter_la_vie senlever_la_vie fin_à_ses_jours me_zigouiller me_pendrai me_tuerai me_suiciderai me_suiciderais me_tuerais mettre_un_terme_à_ma_vie me_crever me_mettre_une_balle se_faire_sauter_la_cervelle quitter_la_vie menlever_la en_finis jen_finis en_finirai se_tue se_pend se_suicide une_tentative_il_y pendre_soi se_noyer se_trancher de_se_tuer de_se_pendre de_se_flinguer se_flinguer se_buter cesser_de_vivre cesser_dexister arrêter_de_vivre arrêter_dexister se_foutre_sous me_foutre_sous passe_à_lacte ma_ts une_ts me_fous_en_lair',
    selfdone:
      'me_serais_tué me_serais_tuée me_serais_suicidé me_serais_suicidée me_serais_déjà_tué ma_tentative ma_dernière_tentative après_ma_tentative depuis_ma_tentative survécu_à_ma_tentative tentative_a_échoué me_tuerais_bien',
    ifnot: 'sans_mes sans_ma sil_ny_avait',
    gone: 'ne_serais_plus_là serais_plus_là serais_mort serais_morte',
    not: 'ne n pas plus aucun aucune rien jamais sans nai nest navoir na jnai jai_plus ni guère plu',
    life: 'vivre vie vis exister existence continuer avancer rester lexistence vivante vivant la_vie lendemain vive ce_monde de_ce_monde respirer me_battre vécu vécue',
    alive: 'vis vivant vivante en_vie',
    reason:
      'sens raison raisons envie force forces but goût courage énergie volonté utilité lenvie intérêt sert rime motivation cœur_à espoir perspective but_dans motif cran',
    tired:
      'marre fatigué fatiguée épuisé épuisée lasse las assez ras_le_bol saoulé dégoûte dégoûté dégoûtée gavé crevée lassé lassée pèse usé usée vidé vidée en_ai_assez jen_ai_marre ai_marre plein_le_dos ma_claque',
    bear: 'supporter supporte endurer tenir affronter assumer supporté continuer_cette',
    sleep: 'dormir mendormir endormir endors endormi endormie sommeil coucher lit fermer_les_yeux',
    wake: 'réveiller réveille réveillais réveillée réveillé lever ouvrir_les_yeux réveillent réveil rouvrir rouvre réveillerai me_réveille',
    cease:
      'sarrête arrête finisse finit termine se_termine cesse sarrêter fini finie arrêtent sen_aille fin terminé sarrêtait finissait la_fin sarrête_de_battre',
    all: 'tout la_douleur cette_douleur les_voix ça cette_vie souffrance la_souffrance souffrances',
    vanish:
      'disparaître partir disparaisse disparais men_aller quitter effacer mévaporer meffacer sortir quitter_ce pars men_vais',
    forever:
      'toujours jamais pour_de_bon définitivement ce_monde cette_vie cette_terre monde à_jamais éternellement la_surface la_vie',
    others:
      'tout_le_monde tous famille enfants parents gens mari femme ma_mère mère monde autres amis eux vous mes_proches proches',
    nobody: 'personne aucun quelquun qui nul tout_le_monde_sen',
    better:
      'mieux soulagé soulagée soulagés plus_heureux plus_heureuse plus_facile plus_léger soulagement plus_simple plaisir contents ravis',
    without:
      'sans_moi si_je_nétais si_jétais_mort si_jétais_morte je_disparais je_disparaissais je_disparaisse je_mourais je_meurs je_crève jétais_plus je_nétais_plus si_jexistais quand_je_serai_mort quand_je_serai_morte si_je_partais jétais_pas_là je_suis_plus_là je_ne_suis_plus_là je_serai_plus_là jexistais_pas je_nexistais ma_mort mon_enterrement je_nai_jamais_existé que_je_vive je_ne_suis_plus si_je_mourais si_je_meurs si_je_pars je_partais si_je_disparais jétais_morte jétais_mort jamais_né jamais_née moi_en_moins je_suis_morte je_suis_mort je_nexistais_pas jexiste_ou_pas si_je_crevais',
    burden:
      'fardeau poids boulet charge de_trop déception parasite inutile_à_tous gâche un_poids de_trop_ici un_parasite une_charge encombre encombrer gêne_tout gâche_la_vie rien_quun_poids pèse_sur fais_que_déranger',
    care: 'manquer manquerai manquerait remarquer remarquerait remarque remarquera fout sen_fout soucie pleurer pleurera pleurerait rendre_compte importe verrait apercevoir apercevrait tient regrettera fiche sen_fiche ficherait foutrait',
    missed: 'manquer manquerai manquerais regretterait regrettera',
    needed: 'besoin_de_moi maime maiment',
    rather: 'préfère préférerais jpréfère plutôt aimerais_mieux autant mieux_vaut',
    join: 'rejoindre la_retrouver le_retrouver retrouver être_avec_elle être_avec_lui suivre auprès_delle auprès_de_lui la_revoir le_revoir rejoindre_mon rejoindre_ma',
    died: 'mort morte décès disparition décédé décédée parti partie perdu enterrement veuf veuve enterré enterrée',
    pills:
      'cachets cachet comprimés comprimé pilules pilule médicaments médicament médocs doliprane dolipranes paracétamol somnifère somnifères antidépresseurs xanax lexomil insuline ibuprofène aspirine boîte boîtes valium tramadol morphine efferalgan gélules anxiolytiques stilnox antidouleurs codéine lysanxia dose armoire_à_pharmacie plaquette plaquettes paracétamol* doliprane* antidépresseur* somnifère* amitriptyline prozac sertraline',
    purpose: 'exprès volontairement',
    hoard:
      'mis_de_côté stocké stocke accumulé accumule caché cachés gardé assez collectionne tiroir_plein placard_plein',
    pain: 'mal douloureux douleur souffre souffrir instantané rapide sent indolore sur_le_coup rapide* douloureu* indolore*',
    many: 'tout tous toute toutes toute_la_boîte boîte boîtes plaquette plaquettes flacon bouteille poignée poignées plein beaucoup trop entière entier plusieurs tas 10 15 20 25 30 35 40 45 50 60 70 80 90 100 dix quinze vingt trente quarante cinquante soixante cent dizaine dizaines vingtaine trentaine quarantaine cinquantaine dun_coup dun_seul_coup en_une_fois',
    swallow:
      'pris prendre avalé avale avaler bu boire gobé gober ingéré prends ingurgité mangé descendu bouffé avalée overdose surdose injecté injecter minjecter me_linjecter',
    overdose: 'overdose surdose',
    survived: 'survécu sauvée sauvé dernière_fois ratée lavage_destomac',
    thistime: 'cette_fois prochaine_fois la_prochaine_fois',
    poison:
      'javel mort_aux_rats eau_de_javel antigel pesticide destop déboucheur poison désherbant produit_ménager cyanure acide détergent',
    unwell:
      'flou malade mal peur tourne vertiges vomis vomir froid engourdie engourdi tremble regrette dormir bizarre sommeil respirer adieu trouble ventre hôpital au_secours nausée étrange drôle vaseux vaseuse',
    blade: 'lame lames rasoir couteau pistolet flingue fusil corde cutter arme ceinture revolver nœud scalpel',
    rope: 'corde',
    buy: 'acheté commandé procuré acheté_un',
    loaded: 'chargé chargée',
    bring: 'apporte amène emmène apporter prends japporte jamène jemmène',
    school: 'lycée école collège fac bureau travail',
    hand: 'main mains doigts poing',
    locked: 'enfermée enfermé enferme',
    noteat: 'mange_plus mange_rien rien_mangé pas_mangé maffame je_maffame mange_plus_rien',
    purge: 'vomir me_fais_vomir',
    meal: 'après_chaque_repas après_manger chaque_repas',
    cry: 'pleure pleurer pleurs larmes tremble trembler désolé désolée adieu prêt prête sanglots enfin',
    height:
      'pont toit balcon fenêtre falaise immeuble étage rebord tour hauteur haut viaduc parapet terrasse rambarde précipice vide gratte-ciel parking',
    perch:
      'sur_un_pont sur_le_pont sur_le_toit sur_le_rebord au_bord_du sur_les_rails sur_la_voie sur_un_toit toit au_bord_des_rails au_bord_des au_bord_du_quai au_bord_de_la',
    stand: 'debout assis assise suis',
    jump: 'sauter saute sauté jeter jette me_jeter me_balancer tomber balancer défenestrer lancer me_lâcher lâcher basculer enjamber foutre plonger plonge méclater me_précipiter me_lancer sauterais sauterai me_laisser_tomber jetterais passer_sous précipiter jetée jetais sautera se_jettera sauterait marcher_sur me_laisser_écraser',
    train:
      'train métro rer rails voie voies camion voiture tgv tram bus autoroute quai arbre platane rivière seine métros camions périph périphérique locomotive wagon',
    cut: 'coupe couper coupé coupée scarifie scarifier scarifié scarifiée entaille entailler entaillé taillade tailladé tailladée lacère brûle brûler brûlé brûlée griffe gratte mords ouvre ouvert plante coupais couperai tailler taillé scarifiais trancher ouvrir tranché coupé_les arrache',
    ember: 'cigarette cigarettes briquet',
    cuts: 'coupe coupée coupé taillade scarifie ouvert ouverts coupés tailladés',
    limb: 'bras poignet poignets avant-bras cuisse cuisses jambe jambes veines veine peau ventre hanche hanches mollets',
    veins: 'veines poignets veine',
    bleed: 'sang saigne saigner saignent saignait cicatrices coupures entailles ensanglantés plaies sanglants',
    harm: 'scarifie scarifier scarification scarifications automutile automutiler automutilation mutile mutiler me_faire_du_mal me_faire_mal me_blesser me_fais_du_mal me_punir me_couper me_coupe me_brûler faire_une_bêtise faire_une_connerie mutilée scarifiée me_taper_la_tête me_cogner_la_tête la_tête_contre_les_murs tête_contre_le_mur me_griffer me_frapper_moi me_mutiler me_taillader me_scarifier me_lacérer me_fais_mal automutilé automutilée mautomutile mautomutiler je_mautomutile sans_me_couper',
    relapse: 'rechute rechuté replongé',
    lethal:
      'combien quelle_dose dose_mortelle dose_létale quelle_hauteur de_quelle_hauteur quel_étage mortel mortelle létale combien_de_temps quelle_quantité quest-ce_qui_se_passe que_se_passe-t-il à_partir_de_quelle quelle_hauteur_faut-il combien_de_temps_pour',
    how: 'comment façon moyen méthode rapide combien',
    why: 'pourquoi à_quoi_bon',
    method:
      'nœud_coulant corde_pour_se_pendre se_pendre vider_de_son_sang souvrir_les_veines mourir_sans_souffrir monoxyde hélium se_tuer gaz_déchappement monoxyde_de_carbone',
    kill: 'mourir mortel mortelle tuer tue mort létale létal survivre survit crever overdose suicide suicider meurt suicidé mortel* létal*',
    prepared:
      'tout_préparé tout_est_prêt tout_prêt tout_prévu tout_planifié tout_organisé réglé_mes_affaires mis_mes_affaires_en_ordre sais_comment_faire plan_est_prêt toutes_mes_affaires fait_mon_testament tout_est_réglé tout_est_en_ordre tout_est_décidé rédigé_mon_testament écrit_mon_testament',
    peace:
      'paix fini finie terminé soulagée soulagé libre souffrirai plus_mal repos délivrée délivré tranquille personne_pourra paisible',
    kin: 'ami amie copain copine pote frère sœur fils fille mère père maman papa mari femme collègue voisin voisine cousin cousine élève ex il elle quelquun conjoint conjointe compagnon compagne camarade patient patiente étudiant étudiante neveu nièce oncle tante grand-mère grand-père coloc enfant gosse beau-père belle-mère mec meuf meilleure_amie meilleur_ami petit-fils petite-fille papi mamie papy tonton frangin frangine beauf',
    wants:
      'veut voulait voudrait menace menacé essayé tenté envie dit parle pense prévoit souhaite tente essaie a_failli allait va parle_de dit_vouloir menace_de a_essayé',
    says: 'dit disait écrit envoyé posté menace est debout assis assise vient appelle message raconte annonce parle se_tient va',
    voices: 'voix',
    tell: 'dites dis dire dites_à dis_à',
    loved: 'aimais aime aimés aimées',
    intruder:
      'beau-père beau-frère oncle copain_de_ma_mère mec_de_ma_mère ami_de_ma_mère grand-père prof père entraîneur',
    room: 'dans_ma_chambre dans_mon_lit sous_ma_couette',
    farewell:
      'adieu adieux message_dadieu lettre_dadieu dit_au_revoir prends_soin dernier_message lettre_de_suicide vocal_dadieu au_revoir_à_tous dit_adieu dire_adieu fait_mes_adieux faire_mes_adieux je_vous_dis_adieu bien_de_vous_connaître content_de_vous_avoir_connus',
    forgive: 'pardonnez-moi pardonne-moi pardon désolé désolée',
    bye: 'adieu adieux',
    note: 'lettre_dadieu lettres_dadieu mot_dadieu écrit_les_lettres écrit_mes_lettres lettres_sont_écrites',
    hearof: 'parler_de_moi de_mes_nouvelles me_reverrez me_reverrez',
    unreachable:
      'répond_plus répond_pas ne_répond décroche_pas décroche_plus injoignable hors_ligne disparu disparue téléphone_éteint ne_décroche éteint plus_de_nouvelles joindre introuvable a_éteint éteint_son',
    hit: 'frappe frappé frappée bat battu battue tape tapé étrangle étranglée étranglé viole violée violé agresse agressée agressé gifle giflée cogne cogné tabasse tabassée abuse abusé abusée harcèle brutalise séquestre poussée touche touchée insulte maltraite cassé casse brûlée renverse renversait écrase écrasait percute fauche menacée menacé cognée',
    neck: 'cou gorge',
    threat: 'menace menacé menaçait menaces jure juré promis dit_quil promet',
    hopeless:
      'désespérée désespéré vide inutile nulle nul brisée brisé perdue seule rien foutue morte mort morte_à_lintérieur anéantie anéanti détruite détruit bonne_à_rien bon_à_rien',
    limit: 'à_bout au_bout_du_rouleau tiens_plus plus_la_force',
    wayout:
      'issue sortie dissue avenir solution échappatoire autre_choix alternative lendemain de_demain demain_pour_moi seule_option seule_solution seule_issue unique_solution unique_issue seul_choix seule_porte',
    torture: 'torture calvaire enfer supplice insupportable',
    daily: 'chaque_jour tous_les_jours chaque_matin cette_semaine chaque_nuit tous_les_soirs',
    constantly: 'tout_le_temps sans_cesse constamment toujours tous_les_jours chaque_nuit 24h 24_7 24_heures',
    inside: 'intérieur à_lintérieur dedans lintérieur',
    feel: 'ressentir sentir',
    never: 'jamais plus_jamais',
    god: 'dieu seigneur jésus',
    takeme:
      'prends-moi viens_me_chercher rappelle-moi reprends-moi me_prenne me_rappelle emporte-moi emmène-moi vienne_me_chercher',
    breakin:
      'défoncer_la_porte défonce_la_porte derrière_la_porte devant_ma_porte devant_la_porte tape_à_la_porte frappe_à_la_porte cogne_à_la_porte enfoncer_la_porte casse_la_porte devant_chez_moi enfermée_dans_la_salle enfermé_dans_la_salle cachée_dans caché_dans me_cache mattend_en_bas en_bas_de_chez mattend_devant en_bas_de_limmeuble',
    attackme:
      'me_tuer me_buter me_tue me_frapper me_cogner me_planter me_faire_du_mal couteau me_crever arme me_tabasser nous_tuer nous_tuerait nous_tuera me_tuerait me_tuera tous_nous_tuer nous_buter',
    afraid: 'peur terrifiée terrifié trouille',
    nochange:
      'ne_changerait_rien changerait_rien rien_ne_changerait aucune_différence pas_une_perte pas_de_différence changerait_pas_grand-chose continuerait_de_tourner pas_une_grande_perte change_rien',
    lookafter: 'prenez_soin occupez-vous_de prends_soin_de occupe-toi_de veillez_sur veille_sur occupez-vous',
    readthis:
      'lirez_ceci liras_ceci lisez_ceci lirez_ça liras_ça lis_ça lirez_cette lis_ce_message lisez_ce_message trouverez_ce lirez_ces_lignes lisez_ça',
    goneby: 'plus_là mort morte parti partie loin plus_de_ce_monde disparu disparue',
    makeit:
      'passer_la_nuit passerai_pas_la tenir_jusquà_demain verrai_pas verrai_pas_mes atteindre_mes fêter_mes survivre_à_cette_nuit',
    lastof:
      'dernier_jour dernière_nuit dernier_message dernier_anniversaire dernier_noël dernières_heures derniers_jours',
    earth: 'sur_terre sur_cette_terre de_ma_vie dans_ce_monde en_vie',
    giveaway:
      'donné_toutes donné_tous donne_toutes distribué_mes débarrassé_de_mes débarrassée_de_mes donne_mes donné_mes tout_donné donné_toutes_ses donné_ses donné_tous_ses donne_ses',
    neednomore: 'plus_besoin en_aurai_plus nen_aurai_plus naurai_plus_besoin aurai_plus_besoin',
    homeplace: 'garage grenier cave placard cabanon',
    doesithurt:
      'ça_fait_mal est-ce_douloureux fait_mal cest_douloureux fait-il_mal combien_de_temps_ça on_souffre souffre-t-on',
    letme: 'laissez-moi laisse-moi laissez_moi laisse_moi',
    mourn:
      'pleurer_pour_moi pleurerait_ma pleurerait_pour_moi me_pleurera me_pleurerait à_mon_enterrement pleurera_pour_moi',
    firearm: 'fusil pistolet flingue revolver arme arme_à_feu carabine',
    beside:
      'à_côté_de_moi devant_moi sur_la_table dans_la_main dans_la_bouche sur_la_tempe contre_la_tempe sur_mes_genoux sur_ma_table près_de_moi',
    onmyself: 'sur_moi contre_moi sur_moi-même contre_moi-même pour_moi-même',
    waitfor: 'attends attendre plus_que attendant jattends attends_plus_que',
    keepshere:
      'me_retient_ici me_retient_plus retient_ici me_retient_en_vie me_retient_dans_ce_monde retient_plus_ici me_rattache',
    rescue: 'me_sauver me_sauvera me_sauve marrêter me_trouvera',
    punish: 'punis punir punition déteste_mon_corps me_déteste me_hais',
    selfcutting: 'me_coupant coupant scarifiant me_brûlant me_frappant me_coupe griffant',
    mydeath:
      'ma_mort ma_propre_mort mon_enterrement mon_suicide mes_obsèques ne_plus_être_là ne_plus_exister être_morte être_mort',
    ridofme: 'débarrassés_de_moi débarrassé_de_moi libérés_de_moi plus_à_me_supporter veut_ma_mort veulent_ma_mort',
    domyself:
      'pourrais_me_faire pourrai_me_faire peux_me_faire vais_me_faire capable_de_me_faire ce_que_je_pourrais_faire',
    theday: 'ce_sera_fini tout_sera_fini tout_sarrête cest_fini_pour_moi cest_le_jour',
    suffering: 'douleur souffrance souffrances peine supplice',
    makeitstop: 'faites_que_ça_sarrête que_ça_finisse fais_que_ça_sarrête que_ça_cesse que_ça_sarrête',
    nopain: 'plus_de_douleur plus_de_souffrance plus_souffrir plus_jamais_souffrir plus_mal',
    resolve: 'décidé décidée prêt prête',
    crash: 'foncer mécraser encastrer',
    obstacle: 'mur arbre platane camion pilier',
    hurtsmuch: 'fait_trop_mal trop_mal trop_douloureux fait_si_mal trop_douloureuse',
    hasplan: 'un_plan jai_un_plan mon_plan le_plan plan_et_une',
    hasdate:
      'une_date et_une_date choisi_le_jour choisi_la_date fixé_la_date fixé_le_jour choisi_un_jour sais_quand la_date_est cest_pour_dimanche date_est_fixée jour_est_choisi',
    ittakes:
      'il_faut faut_il faut faudrait me_faut il_me_faut suffit suffisent suffirait faut_prendre dois-je_prendre je_dois_prendre',
    dosage:
      'maux_de_tête mal_de_tête fièvre par_jour maximale maximum adulte adultes enfant kg médecin ordonnance pharmacie notice rhume grippe migraine contient chat chien journalière recommandée sans_danger stock posologie quel_cachet quels_cachets quel_médicament',
    inmouth: 'dans_la_bouche sur_la_tempe contre_la_tempe sur_la_tête sous_le_menton',
    giving: 'donné donne donner donnés distribué offert légué lègue',
    notlong:
      'ne_verrai_pas_mes ne_verra_pas_ses ne_vivrai_pas ne_vivra_pas plus_là_pour_voir plus_là_quand ne_serai_plus_là_pour verrai_pas_la_fin ne_sera_plus_là_pour pas_vivre_jusquà survivrai_pas survivrai_plus ne_me_vois_pas_vivre me_vois_pas_vivre',
    letter: 'lettre lettres mot message',
    findit:
      'la_trouveront le_trouveront la_trouvera trouveront_demain dans_le_tiroir sur_la_table_de comprendront_pourquoi saurez_pourquoi quand_vous_me_trouverez quand_ils_me_trouveront vous_comprendrez',
    relief:
      'soulagement délivrance libération apaisement cadeau paix réconfort douce salut apaisante apaise calme rassure réconforte réconfortant',
    heaven: 'au_cimetière au_ciel au_paradis là-haut dans_lau-delà dans_la_tombe au-delà ciel',
    soon: 'ce_soir aujourdhui demain bientôt cette_nuit dimanche samedi maintenant enfin janvier février lundi mardi mercredi jeudi vendredi',
    unsafe:
      'en_sécurité_avec_moi danger_pour_moi peur_de_moi-même peur_de_moi confiance_quand_je_suis_seule me_fais_plus_confiance confiance_à_moi-même_ce_soir',
    beats: 'bat frappe tabasse battait frappait cogne étrangle gifle viole maltraite',
    victim: 'maman ma_mère mère ma_sœur mon_frère moi nous sœur',
    cantgoon: 'nen_peut_plus nen_pouvait_plus en_peut_plus en_pouvait_plus à_bout peut_plus_continuer ne_tient_plus',
    unconscious: 'inconsciente inconscient évanouie évanoui respire_plus respire_pas réagit_plus se_réveille_pas',
    thing: 'imprimante ordinateur ordi écran clavier télé téléphone souris ballon pierre papier pc',
    fiction:
      'film roman livre série chanson personnage héros héroïne intrigue épisode pièce opéra article poème album jeu scène résumé',
    hung: 'accrochée attachée nouée pendue prête fixée mattend',
    ifleave: 'si_je_pars si_je_partais si_je_le_quitte si_je_parle si_je_dis si_je_men si_je_parlais',
    shootup: 'tirer_dans tirer_sur tirer_au tirer_à une_fusillade tuer_tout_le_monde',
    packs: 'boîtes plaquettes flacons bouteilles boîte plaquette flacon',
    lookfor: 'me_cherche me_trouve me_retrouve me_chercher me_cherchera me_cherche_pas',
    easy: 'si_facile facile simple suffirait tellement_facile',
    if: 'si',
    fine: 'tant_mieux mieux bien égal pas_grave ça_marrangerait ça_irait',
    scream: 'crie cris hurle hurler appelle_à_laide',
    findme: 'me_retrouveras me_retrouverez me_trouverez me_trouvera me_retrouvera mon_corps me_retrouver',
    hanged: 'pendu pendue mort morte',
    gaze: 'regarde fixe regarder contemple fixer',
    ambulance: 'ambulance samu urgences pompiers secours',
    bath: 'bain baignoire salle_de_bain',
    ifhad: 'si_javais si_seulement_javais',
    mylife: 'ma_vie',
    cantstop: 'narrête_pas arrête_pas peux_pas_marrêter arrive_pas_à_arrêter narrive_pas_à_marrêter',
    thanthis: 'que_vivre que_de_vivre que_continuer que_de_continuer que_ça',
    nothingtolose: 'rien_à_perdre',
    wheregoing: 'là_où_je_vais où_je_vais où_je_pars',
    nomore:
      'ne_serai_plus_de_ce_monde serai_plus_de_ce_monde ne_serai_plus_en_vie serai_plus_en_vie ne_serai_plus_parmi',
    hitme:
      'métrangle magresse menferme mabuse me_frappe me_bat me_tape me_cogne me_viole me_gifle me_tabasse métouffe mhumilie ma_frappée ma_battue ma_violée ma_étranglée me_jette me_pousse me_traîne me_balance',
    letsdie: 'se_laisse_mourir se_laissent_mourir se_laisser_mourir',
    goon: 'continuer continue encore',
    breathe: 'respirer respire',
    shouldhave: 'jaurais_dû aurais_dû jaurais_préféré',
    care4: 'prends_soin prenez_soin occupe-toi occupez-vous veille_sur veillez_sur',
    heart: 'cœur coeur',
    euthanasia: 'euthanasie suicide_assisté dignitas',
    cry3: 'pleurait pleure pleurant bizarre',
    alike:
      'men_fous men_fiche peu_importe dérangerait_pas dérange_pas indifférent mest_égal bien_égal ça_me_dérangerait',
    followsme: 'me_suit me_harcèle me_traque me_poursuit',
    social: 'twitter instagram github tiktok linkedin facebook chaîne compte abonnés',
    domviol: 'violences_conjugales violence_conjugale violences_domestiques inceste',
    suffer: 'victime subis vis',
    mycar: 'ma_voiture la_voiture',
    exist: 'existe jexiste',
    endpain: 'mettre_fin_à_mes_souffrances fin_à_ma_souffrance fin_à_mes_souffrances mettre_fin_à_ma_souffrance',
    animal: 'chien chat chiens chats hamster chiot vétérinaire cheval',
    planto: 'compte prévois pense_pas préparait prépare planifie',
    wheel: 'volant',
    letgo: 'lâche lâcher lâche_tout',
    burnhouse: 'mettre_le_feu mettra_le_feu brûler_la_maison',
    myfuneral: 'mon_enterrement mes_obsèques mes_funérailles',
    music: 'musique chansons playlist chanson choisi',
    urge: 'envie tentation pulsion résister',
    along: 'dans_le_sens en_travers en_long',
    against: 'contre_le_mur dans_les_escaliers par_terre',
    nocall: 'appelle_personne appelez_personne préviens_personne nappelle_personne',
    gasopen: 'gaz_est_ouvert ouvert_le_gaz allumé_le_gaz',
    doorshut: 'porte_est_fermée fermé_la_porte fermé_les_fenêtres',
    found: 'trouvé trouve',
    hangs: 'pendu pendue pendaison',
    stopbreath: 'respirerai_plus cesse_de_respirer arrêterai_de_respirer',
    gentle: 'douce doux paisible facile',
    mix: 'mélanger mélange combiner cocktail',
    regret: 'regrette',
    onlything: 'seule_chose',
    wouldbe: 'serait',
    depression: 'dépression',
    thinkof: 'pense_à songe_à envisage_de',
    hurtsme: 'me_fait_du_mal',
    drinks: 'boit bu ivre soûl',
    owndeath: 'sa_mort sa_propre_mort',
    joinme: 'je_pars_avec je_pars_aussi je_la_suis je_le_suis',
    body: 'côtes bras nez mâchoire dents',
    keepsfrom: 'mempêche me_retient',
    fumes: 'garage_moteur_allumé garage_avec_le_moteur garage_le_moteur_tourne',
    event: 'mariage fête lancement voyage migration réunion projet sprint déménagement conférence sortie',
    aside: `${PLAINLY_TECHNICAL} ${ASIDE_EVERYWHERE} processus serveur serveurs programme boucle ligne lignes fichier fichiers bouton fenêtre_modale client clients jeu jeux niveau personnage personnages héros héroïne roman film série épisode batterie plantes tomates moteur cuisiner cuisinant oignons pain raser rasant coiffeur cheveux gym sport entraînement escalade vacances blague quiz échecs foot football match statistiques prévention campagne bénévole formation article composant tableau colonne branche réunion projet requête requêtes conteneur compilation compilateur tâche doigt combien_de_personnes combien_de_gens chaque_année par_an débogueur mémoire_de thèse four poêle canapé douche piscine étude mon_mémoire fer_à_repasser module vol_de à_lundi à_demain café caféine suspect champ champs simulateur simulation quota gratuit mémoire_vive patience ma_plante une_plante loyers loyer appartement montagne voyage réveil_matin approche conclusions en_coloc tennis ping_pong élastique parachute plongeoir trampoline lave-vaisselle démission recette saut_à_lélastique pistolet_à_colle jouet chasse pistolet_à_eau paintball succulentes orchidée orchidées basilic rosiers rosier pelouse haie hamster poissons aquarium examen assurance succession héritage notaire dent dentiste paquet paquets répertoire répertoires commande commandes option options`,
  },
};
