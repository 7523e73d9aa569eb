import type { CrisisPhrases } from '../crisis-kind.ts';
import { PLACES } from './place-words.ts';
import { TECHNICAL_WORDS } from './technical-words.ts';

/** What people write in French. */
export const FRENCH: CrisisPhrases = {
  language: 'fr',
  classes: {
    city: PLACES,
    tech: `${TECHNICAL_WORDS} processus serveur serveurs conteneur conteneurs tâche tâches fichier code boucle requête erreur erreurs projet règle réunion réunions imprimante fonction base_de_données récursion l'api l'ide l'app l'erreur l'interface l'outil l'appli d'erreur d'api`,
    plus: 'plus pas jamais aucune aucun',
    veux: "veux voudrais veut envie vais aimerais préfère préférerais préférais souhaite rêve besoin voulais jveux jvais jvoudrais hâte mérite j'aimerais jaimerais espère devrais pense",
    me: "me m' mme moi jme",
    tuer: "tuer suicider pendre noyer buter crever flinguer foutre_en_l'air tuerai suiciderai tue suicide pends jeter_dans_le_vide mtuer msuicider balancer empoisonner immoler défenestrer",
    beaucoup:
      'tous toute toutes tout entière entier plein plaquette plaquettes boîte boite boîtes flacon tube trop 10 12 15 20 25 30 35 40 50 60 80 100 dix vingt trente quarante cinquante dizaine vingtaine trentaine',
    cachets:
      'cachets comprimés comprimé médicaments médocs somnifères pilules doliprane dolipranes paracétamol xanax lexomil anxiolytiques antidépresseurs gélules insuline ibuprofène cachetons javel médoc',
    pris: 'pris avalé prendre avaler gobé ingéré bu prends avale gober ingurgité prit',
    bras: 'bras poignet poignets veines veine cuisse cuisses peau jambes jambe avant-bras ventre mains',
    coupe:
      "coupe coupé coupée couper scarifie scarifié scarifiée scarifier mutile mutilé mutiler taillade taillader tailladé ouvert ouvrir m'ouvrir entaille entailler brûle brûler brûlé lacère griffe tranché trancher blesse blesser",
    haut: 'pont toit rebord falaise balcon fenêtre parapet immeuble voie voies rails corniche tour vide rambarde étage',
    kin: "ami amie amis copain copine pote frère sœur soeur frangin frangine fils fille mère maman père papa mari femme conjoint conjointe collègue coloc colocataire cousin cousine élève élèves étudiant étudiante enfant ado neveu nièce oncle tante voisin voisine patient patiente gars mec meuf il elle ils quelqu'un friend ex",
    abuseur:
      'il elle mari femme copain copine compagnon conjoint père mère beau-père beau-frère ex frère oncle parents papa maman grand-père cousin mec voisin patron prof entraîneur',
    frappe:
      'frappe bat frappé frappée battue battu étrangle étranglé étranglée viole violé violée menace menacé menacée abuse abusé tape tapé gifle giflé séquestre séquestré cogne cogné touche touché harcèle agresse agressé agressée brutalise tabasse pousse poussée enferme enfermée insulte_et_frappe',
    victime:
      "le la les mari femme patron collègues gens parents prof ex voisin voisine frère sœur père mère tout_le_monde quelqu'un lui_faire bébé enfant mec copain copine beau-frère beau-père type",
    tuerautre:
      'tuer poignarder abattre étrangler empoisonner buter planter égorger crever flinguer descendre massacrer',
  },
  phrases: {
    attempt: `
fait|faite|faire une|deux|plusieurs tentative|tentatives ?de ?suicide ... ans|mois|revient|hôpital|passé|passée|ado
{pris} ... {beaucoup} ... {cachets}
{pris} ... {cachets} .. {beaucoup}|vodka|alcool|mourir|adieu
{pris} toute|tous|toutes|tout ?la|le|les|ma|mes|mon ?l boîte|boite|plaquette|flacon|tube|{cachets}
overdose|surdose .. pris|fait|prendre|médicaments|viens
{coupe} ?les|mes|le ?deux veines|veine|poignets|poignet
veines|poignets|poignet ouvertes|ouverts|coupés|tranchées|saignent
suis|assis|assise|debout|monté|montée|penché|là ?déjà ?assis ?assise ?debout ?là ?en_haut sur|au|du|à|en_haut|dans ?le|la|un|une|bord ?bord ?de|du|d'un|d'une ?la|le {haut}
jambes|pieds dans|au-dessus|au_dessus le|du vide
corde|ceinture|nœud|noeud .. cou|autour|prête|prêt|plafond|poutre
je|jme|jvais ?vais ?me tue|pends|suicide|jette|saute|suicider|tuer|pendre ?ce|maintenant soir|maintenant|tout_de_suite|cette_nuit
vais {me} {tuer}|sauter .. ce_soir|maintenant|cette_nuit
lame|couteau|rasoir|cutter .. poignet|poignets|gorge|main|veines
pistolet|flingue|fusil|arme .. tempe|bouche|tête|main
je_vais|j'vais|jvais sauter
appuyer sur_la|sur gâchette|détente
tenté|essayé de {me} {tuer}
moteur|voiture .. garage .. tourne|fermé
bu|avalé .. javel|antigel|pesticide
`,
    plan: `
samedi|dimanche|demain|ce_soir|vendredi ... jen_finis|en_finis|en_finirai $
^ ?bon ?voilà cest|ceci ?est ?donc ?un|mon|un_dernier adieu $
^ ?ce_soir ?cest|ce_sera ma dernière nuit|soirée $
n'aurez|n'aura|n'auras|aurez|auront plus|bientôt .. vous|faire|inquiéter ... moi
ennuierai|embêterai|dérangerai|gênerai ?bientôt ?plus|jamais plus|bientôt|jamais
comment|façon|moyen|moyens|manière|méthode|façons|méthodes ... {me}|se|nous|de_se {tuer}|suicider
comment|façon|moyen|manière ... mourir .. sans|douleur|souffrir|rapidement|vite|doucement|facilement
façon|moyen|manière|méthode|mort|suicide ... sans|moins|plus douleur|douloureuse|douloureux|souffrir|rapide|facile|souffrance .. mourir|tuer|suicide|suicider|partir|finir
moins douloureux|douloureuse ... mourir|suicider|tuer
sans douleur|souffrir .. mourir|suicide|mort
mourir|suicide|mort .. sans douleur|souffrir
combien ... {cachets} ... mourir|mortel|mortelle|tuer|dose|crever|overdose|crise
dose mortelle|létale
lettre|lettres|mot|note|message|vidéo .. d'adieu|adieu|adieux|suicide
sauter|jeter|saute|jette|sauterai|jetterai|lancer|balancer|défenestrer ... pont|toit|fenêtre|falaise|balcon|train|métro|rer|rails|vide|tram|immeuble|camion
sous|devant .. train|métro|camion|rer .. jeter|jette|me
foncer .. arbre|mur|platane .. voiture|me
planifié|prévu|prévois|décidé|planifie|choisi ... suicide|mourir|en_finir|suicider|ma_mort
date|jour .. ma_mort|mon_suicide|mourir
c'est|voici|ceci mes|mon|ma|l'heure ?derniers|des ?dernière adieux|adieu|dernière_nuit|dernier_jour|dernier_message
adieu ?le|à|les|tout monde|tous|cruel
ce|cette soir|nuit .. {me} {tuer}|tue|pends|suicide
serai|serais ?déjà plus|pas ?là ?de demain|bientôt|monde|lundi|là|vivant|vivante
demain ?je saute|en_finis|me_tue|serai_mort|serai_morte|me_pends
demain|bientôt .. serai .. mort|morte
tous|toutes les prendre|avaler
{cachets} .. devant|main|table|prêts ... prendre|avaler|tous|moi
je|et ?je me pends|tue|flingue|noie|suicide|défenestre
tout préparé|réglé|organisé|prévu|rangé ... saute|mourir|fini|mort|adieu|finir|demain
ai|j'ai tout préparé .. demain|soir|je
donné|donne .. mes|toutes affaires|chat|chien .. besoin|plus
`,
    'wish-to-die': `
suis|jsuis|chuis|me_sens ?très ?encore suicidaire
jabandonne|je_renonce ?à la_vie|vivre
je|jme ?me fous|fout|foutrai|foutrais|flingue|flinguerai|pendrai en_lair|une_balle|demain|ce_soir
fini|terminé avec la|cette|ma vie
serai|suis plus là|ici demain|lundi|longtemps
regrette ?vraiment d'être|d_être|que ?je ?sois né|née|vivant|vivante
méthode|méthodes|moyen|moyens|façon|façons de|pour ?me|se suicide|suicider|mourir
sert|servirait|quoi ?ça ?à|encore de|à vivre|continuer_à_vivre|rester_en_vie
{veux} ... mourir|crever|me_tuer|me_suicider|en_finir
si ?seulement je pouvais|pouvais_juste ?juste disparaître|mourir|m'endormir|ne_plus
mieux vaut|valait ?pour_moi|que_je ?tout arrêter|mourir|meure|disparaître|en_finir
sans moi ... iriez|irait|vivriez|serez|seraient|seriez|iraient mieux|beaucoup|tous|heureux|bien
{me} ?vraiment ?juste {tuer}|suicider ?veux|vais
{veux} ?juste ?vraiment ?trop ?de ?tellement ?envie_de ?que ?d' ?{me} {tuer}|suicider|mourir|crever|mort|morte|être_mort|être_morte|disparaître_pour_toujours|clamser|dead
{veux} ?juste ?vraiment disparaître
{veux} .. {me} foutre .. l'air|balle|dans_le_vide
foutre ?en l'air|en_l'air ?je
{veux} ?de ?juste ?en_finir en|finir|terminer|partir ?finir ?avec ?pour_de_bon tout|vie|ça|mes_jours|la_vie|bonne_fois
{veux}|voulait|veut|fini|vraiment ?juste ?qu'elle ?d' en finir|terminer
en finir .. vie|tout|moi|bonnes|maintenant|soir
me suicide|suiciderai|tue|tuerai
suicide .. pense|penser|songe|pensé|idées|envie|moi
mettre|mets|mis|met|mettrai .. fin ?à .. jours|vie|tout|souffrances|mes
m'ôter|ôter|enlever|m'enlever .. vie
{veux}|envie|peux|supporte|arrive|veut ?vraiment ?même ?pas ?à {plus}|pas ?de|à|le ?envie_de vivre|exister|être_là|être_en_vie|me_réveiller|rester_en_vie|vivre_comme_ça|d'exister
{plus} ?du_tout ?de|d'|la|le|envie|l'envie|goût|raison|force|raisons|forces|courage ?de|à|d' ?la vivre|exister|d'exister|être_en_vie|la_vie|vie
{plus} ?aucune ?de|d' raison|raisons|force|envie ?de|d' continuer|vivre|vie|me_lever
envie .. plus vivre|rien|exister
marre|fatigué|fatiguée|lasse|las|assez|ras-le-bol|dégoûté|dégoûtée|fatigue de|d'|d ?cette ?la vivre|vie|exister|d'exister
vie ?ne ?n'en .. {plus} .. peine|vécue|coup
vaut ?plus ?pas .. peine|coup .. vivre|vécue|vie
mieux|meilleur|meilleure|heureux|heureuse|tranquilles ... sans_moi|mort|morte|si_je_n'étais|si_j'étais
sans moi .. mieux|heureux|meilleur|tranquille
monde|famille .. sans moi
mieux .. que|si je|j' .. sois|disparaisse|disparaissais|meure|mort|morte|mourais
voudrais|aimerais|préfère|préférerais|souhaite|si|préféré|voulu|j'aimerais|aurais|j'aurais ... être|étais|j'étais|dû .. mort|morte|née|né
{veux}|aurais|j'aurais|regrette|voulu|préféré|dû ... {plus}|ne ... né|née|naître|exister|existé|réveiller|réveillée|réveillé
jamais .. né|née|naître|existé
mieux|plutôt|préfère|préférerais mourir|mort|morte .. que|continuer|vivre|ça
idées|pensées|envies|pulsions suicidaires|noires|de_suicide|de_mort|morbides
suicidaire|suicidaires .. je|j'ai|suis|me|sens
suis|sens|deviens|me ?me suicidaire
pense|penser|songe|songer|pensé|pensais|rêve ?souvent ?tout_le_temps ?tous_les_jours ?sans_arrêt ?même ?à|au ?à ?de {me} ?tuer tuer|suicider|suicide|crever|mourir|finir
pense|penser|songe|songer|pensé|pensais ?souvent ?sérieusement ?beaucoup ?encore au|à suicide|mourir|mort|en_finir
tentative .. suicide .. moi|fait|ma|mon|j'ai
{veux}|pouvoir|aimerais ... dormir|endormir|m'endormir ... jamais|plus ?jamais ?me réveiller|toujours
ne {plus}|jamais ?jamais me réveiller
déçu|déçue|triste|dégoûté|dégoûtée|regrette|énervé|colère .. de ?ne_pas ?m' ... réveillé|réveillée|m'être_réveillé|réveiller|vivante|vivant|m'être_réveillée
matin .. déçu|déçue|triste .. réveillée|réveillé|vivant|vivante
manquerai|manquerais|manquer .. personne|à_personne
personne ?ne ... remarquerait|regretterait|pleurerait|manquerai|manquerais|remarquera|s'en_rendrait_compte|s'en_apercevrait|en_a_rien_à_faire|verrait|pleurera|verra_la_différence ... mort|morte|disparais|disparaissais|moi|meurs|demain|partais
si je ?disparais|me|meurs|mourais|disparaissais|m'en|disparaissait ... personne|remarquerait|mieux|manquerai|verrait|pleurerait|soulagés
personne .. remarquerait|regretterait|pleurerait|pleurera .. ma|mort|absence|disparition|si_je
mérite .. {plus} .. vivre|vie|exister
mérite de mourir|crever
disparaître .. toujours|jamais|définitivement|monde
devrais .. mourir|mort|morte|tuer
tout .. arrêter|arrêt|finir .. vivre|vie|pour_toujours|définitivement
`,
    'self-harm': `
mautomutile|me_scarifie|me_lacère
{me} ?re ?suis ?encore ?remis ?remise ?souvent ?toujours ?à ?suis ?encore ?déjà {coupe}|scarifie|mutile ?encore|les|le|la|volontairement|exprès|avec|pour|depuis|tous|hier
scarifie|scarifier|mutile|mutiler|scarifiée|scarifié
me ?suis ?encore ?fais|faire|fait ?encore ?du mal
fais|faire|infliger|m'infliger ?souvent ?encore du|de ?la mal|douleur ?pour|à_moi|moi-même|exprès
me|m' fais|faire|fait|infliger|inflige ?encore ?exprès du|de mal|la_douleur
scarification|scarifications|automutilation|automutiler|automutile .. je|mes|me|encore|rechute|depuis|moi
{coupe} .. {bras}
{bras} .. {coupe}|pleines|pleins|couvertes|couverts|lacérés ... coupures|cicatrices|brûlures|plaies|traces|entailles|encore
{bras} .. couper|coupe|ouvrir|entailler
coupures|entailles|cicatrices|brûlures .. {bras}|fraîches|nouvelles
nouvelles coupures|entailles
me brûle|brûler .. cigarette|cigarettes|briquet|{bras}
tape|cogne|frappe .. tête|poings|poing ... mur|murs|saigner|sang
jusqu'à|jusqu'au saigner|sang|ce_que_ça_saigne
rechute|rechuté|replongé .. coupures|scarif*|lame|couper|coupé
me fais|faire vomir
`,
    despair: `
pourquoi suis-je|je_suis|je_suis-je né|née
compte|comptes|suis|sers ?utile ?bon ?bonne ?important ?importante pour|à personne|rien
bon|bonne|utile à|pour rien|personne
personne ?ne s'intéresse|se_soucie ?à|de moi
m'en|men sortirai|sors|sortirais jamais|plus|pas
{plus} ... supporter|tenir|endurer ... douleur|souffrance|vie|ça
n'y a plus|pas d'issue|d'espoir|rien_à_faire
n'en|en|j'en|jen peux|pouvais|peut plus ?de_vivre ?de_cette_vie
je|j' en|n'en peux|pouvais plus
peux|supporte|tiens|arrive|supporter {plus} .. continuer|vie|rien|comme_ça|vivre|douleur|ça|tenir|me_lever
{plus}|tout|perdu|perds|sans ?aucun|tout|mon|l' espoir|d'espoir|force|forces|courage|énergie ?de|pour|j'ai|n'ai ?tout
espoir|d'espoir .. {plus}|perdu
perdu tout|l'|mon espoir
désespéré|désespérée .. je|suis|vie|tout
suis|sens ?complètement ?totalement ?trop désespéré|désespérée|anéanti|anéantie
me ?sens|sent ?sens ?tellement ?si ?trop ?complètement ?vraiment ?toujours vide|inutile|nulle|désespéré|désespérée|sans_valeur|comme_une_merde|mort_à_l'intérieur|minable|perdu|perdue|abandonné|abandonnée
sers|sert à|a rien ?ni
sans valeur .. je|suis|me|sens
me ?me déteste|hais|dégoûte ?moi
déteste ma|la|cette vie
personne ?ne m'aime|me_comprend|n'a_besoin_de_moi|m'aimera|m'a_jamais_aimé|m'aide|m'écoute
fardeau|poids|boulet|une_charge .. pour|famille|tous|proches|autres|monde
suis .. fardeau|boulet|poids|ratée|raté|bon_à_rien
vie ?n'a|est|n'est ?plus ?pas ?de ?qu'un sens|aucun_sens|espoir|enfer|insupportable|foutue|finie|gâchée|un_enfer|terminée
ma vie .. fini|finie|foutue|enfer|rien|sens
rien ?de ?n'a|a ?plus ?n' ?a ?plus ?de ?aucun sens|goût|d'importance
plus|aucun ?de|rien ?a sens .. vie|rien|vivre|tout
tout .. plus|aucun|pas .. de_sens
à quoi bon .. vivre|continuer|vie|tout_ça|se_lever
à quoi bon
pourquoi|sais ?pas ?je|encore|pas ?pourquoi suis ?je encore là|vivant|en_vie|ici
douleur|souffrance|souffrir|mal ?ne .. arrête|s'arrête|cesse|finisse|insupportable|s'arrêtera
veux ?juste ?que .. ça|tout|souffrance|douleur|cette .. arrête|s'arrête|cesse|finisse
pleure|pleurer .. tous|toutes|nuits|jours|soirs|sans_arrêt|nuit
attaque|crise|crises .. panique|angoisse|d'angoisse .. j'ai|aide|mourir|respirer|encore
dépression|dépressif|dépressive|déprimé|déprimée ... peux|plus|profonde|sévère|mourir|vie|suis|je|fais
suis|fais ?en ?une dépression|dépressif|dépressive
abandonné|abandonne|j'abandonne .. vie|tout
ne|je vois .. {plus}|aucun ... issue|d'issue|avenir|d'avenir|solution|espoir|sens|le_bout
{plus} ?d' issue|d'issue|d'avenir|de_solution|aucune_issue .. pour|moi|je|vie|vois
brisé|brisée|mort|morte|vide .. l'intérieur|intérieur|dedans
bout du|de rouleau|mes_forces
c'est|tout|est|moi ?est fini|foutu|terminé ?pour moi
ça .. jamais mieux|aller_mieux|s'arranger
`,
    'violence-suffered': `
^ ?aidez-moi ?je_crois_qu il|mon_mari|mon_père|mon_ex|mon_copain va|veut me tuer|frapper|buter $
{abuseur} ... me|m'a|m'ont ?re ?encore ?a {frappe}|tape_dessus|fait_du_mal
{abuseur} ... me|m' {frappe}|lance|jette ... dessus|quand|nuit|soir|bu|objets|et|chaque|encore
m'a|m'ont|me|ma|mont ?encore ?déjà ?presque frappé|frappée|battu|battue|violée|violé|étranglée|étranglé|agressée|agressé|menacée|menacé|séquestrée|tabassée|tabassé|giflée|forcée|touchée|cognée
suis|été|étais|ai|fait ?déjà ?été ?me ?fait violée|violé|battue|battu|agressée|agressé|abusée|harcelée|séquestrée|menacée|tabasser|violer|frapper|agresser
peur .. qu'il|il|elle|mari|copain|père|ex|lui .. tue|frappe|trouve|mal|fasse|recommence
peur .. rentrer|retourner .. chez|maison|moi
peur de ?mon mari|copain|père|ex|beau-père|compagnon|lui
menace|menacé|menaces|menacée ?il ?elle ... tuer|mort|frapper|buter|couteau|pistolet|arme
va|vont|veut me tuer|buter|frapper|retrouver ... si|peur|couteau|ce_soir|aide|il
il|elle|ex|mari ... va|veut me tuer ?si
violences|violence conjugales|conjugale .. je|suis|victime|moi|subis
victime|subis .. violences|violence|inceste|viol
{plus}|pas .. sécurité .. moi|maison|lui
vient|entre|rentre ... ma|mon chambre|lit ... nuit|touche|soir
met|mis ?la|les mains|main .. cou|autour|gorge ?moi
`,
    'violence-meant': `
{veux}|je_vais|vais ?juste ?te ?vous {tuerautre} ?tous|mon|ma|mes|ce|cette|un|le|les {victime}
{veux}|vais|jvais ?te ?vous ?tous le|la|les|lui ?tous {tuerautre} .. jure|ce_soir|demain|lycée|école|vraiment|sérieux
vais|jvais le|la|les ?tous {tuerautre}|crever|buter
vais buter|planter|poignarder|flinguer|égorger|crever|étrangler
envie|peur|pulsions|pulsion|risque|failli ... faire|fasse|fait ... mal ... quelqu'un|autres|enfant|bébé|fils|fille|lui|gens
tuerie|fusillade|massacre .. lycée|école|vais|planifie|collège
couteau|arme|pistolet|fusil|flingue ... lycée|école|collège|bureau|boulot|fac|travail
peur .. faire|fasse .. mon|bébé|enfant .. mal|bébé|enfant
ils|elles vont|tous ?tous payer|regretter .. école|demain|couteau|arme|lycée
secouer|secoué|secoue .. bébé|enfant
`,
    'another-person': `
{kin} ... se|s'est|s' ... {tuer}|suicidé|suicidée|tué|pendu|mutile|scarifie|coupe_les|taillade|mutiler|jeter|faire_du_mal|noyer|jette_du|jette_sous
{kin} ... veut|veux|voulait|voudrait|envie|voulais ?plus ... mourir|plus_vivre|en_finir|vivre|crever|exister|se_tuer|suicider
{kin} ... suicidaire|suicidaires|suicide|suicidé
{kin} ... ôter|enlever|s'ôter|mettre_fin ... vie|jours
{kin} ... {pris} ... {cachets}
{kin} ... sauter|jeter|jette|saute|debout ... pont|toit|fenêtre|train|falaise|balcon|métro
{kin} ... d'adieu|adieux|adieu|lettre_de_suicide
{kin} ... réveille|répond|respire|réagit ... pas|plus ... {cachets}|avalé|pris
{cachets} .. réveille|répond|respire|réagit|inconscient|inconsciente
{kin} ... {coupe} ?les|le {bras}
{kin} se scarifie|mutile|coupe|taillade|fait_du_mal
{kin} ... plus|pas envie ?de vivre
inquiet|inquiète|peur ?pour .. {kin} .. suicide|mourir|tue|suicider|vie
`,
  },
  spared: `
casse|cassent|cassé les pieds|oreilles|couilles|bonbons|noix
mourir|vivre|mort|morte|fin murmura|chuchota|souffla|cria|sanglota|soupira ?t elle|il
mort à venise
ne|n peux|supporte plus entendre|voir|lire|écouter
quitter|quitte|quitté cette|la|ma boîte|entreprise|ville|société|équipe|maison|pays
sleep forever
fils|fille|bébé|enfant|enfants|chien|chat pleure|pleurent|pleurait
jeter|jette|balancer|lancer le|la|les|mon|ma|mes|un|une|ce|cette|l|limprimante|lordi|lordinateur|lécran ... fenêtre|balcon|pont
film|roman|livre|série|pièce|opéra ... finit|termine|parle|commence par|sur|avec|du ?le|un suicide
faut|il_faut|faudrait être|etre suicidaire pour
finir|finis|finit|finissons|en_finis|jen_finis|en_finir avec ce|cet|cette|ces|le|la|les .. ticket|tickets|tâche|{tech}|projet|dossier|chapitre|module|fonction|migration|sprint|feature|réunion|débat|sujet
disparaître|sortir|quitter ?de ?des ?du ?les ?ce réseaux|instagram|facebook|linkedin|whatsapp|groupe|monde_du|monde_des|monde_corporate
retient ... boîte|boulot|ville|équipe|entreprise|région
supporte|supporter|tiens|peux plus|pas ?de cette|ce|ces|la|le canicule|chaleur|froid|bruit|musique|météo|pluie|voisins|pub|odeur|hiver|embouteillages|suspense|patron|moustiques
suspense|attente|dos|tête|chaleur|canicule|boulot|travail|régime|genou|froid|humour|fatigue|faim|curiosité|escaliers|sport|circulation|prof|voisins|dents|nostalgie ?va ?ne me tue|tuer|tuent|crève|achève
polar|thriller|roman|scénario ... adieu|dadieu|suicide|mort
en finir|finis|finit ?enfin avec ces|cet|cette|ce|les|le|la ?foutu ?foutue migration|dette|fonction|réunion|tâche|mission|semestre|projet|chantier|dossier|déménagement|rapport|bugs|cafards|fourmis|moustiques|souris|impôts|paperasse|ticket|tickets
suicide|suicides|suicidaire|suicidaires ... élèves|classe|brochure|affiche|campagne|prévention|statistiques|formation|taux|chiffres
dose létale|mortelle ... rat|rats|souris|chien|chiens|chat|caféine|chocolat|animaux|labo*
vivre|habiter|rester|vis à|au|en|dans|sans ?la|le|une|un|cette|ce|cet {city}|ville|campagne|village|banlieue|appartement|hlm|coloc|studio|province|chocolat|café
mourir|tuer|tuerais|crever|mourrais|crèverais|tuerai pour ?avoir un|une|ce|cette|du|manger|boire|dormir
adieu|lettre_dadieu|message_dadieu|discours_dadieu ... collègue|collègues|équipe|boîte|retraite|travail|poste|stage|bureau|pot
envie|bon|beau|belle|drôle .. à|a ?en mourir|crever|tomber
envie ?d'un|de|du|d'une .. à_en mourir|crever
à|a_en|à_en mourir|crever|tomber ... chocolat|rire|faim|!
plutôt mourir ?que ?de que|revenir|retourner ?de revenir|retourner|utiliser|refaire|relire|remettre|coder|toucher
chat|chien|chatte|hamster ... sauté|saute|tombé|mort
ça|cela|ca me tue
pas|ni|jamais ?vraiment ?du_tout suicidaire
meurs|meure|mourir|mort|morte|crève|mourais denvie|de_faim|de_soif|de_rire|de_froid|de_chaud|de_fatigue|de_sommeil|de_trouille|de_honte|de_curiosité|dennui
mourir|mort|meurs|morte|mourrai|crevé|crevée|meurt|crève|failli_mourir .. rire|rires|ennui|faim|soif|chaud|honte|chaleur|fatigue|froid|sommeil|d'ennui|curiosité|d'envie
crevé|crevée|suis_mort mais
{tuerautre}|tue|tuer|suicider ?ce|le|la|les|un|une|tous|tout ?les {tech}|temps|ambiance|session|démon|instance
{tech}|processus|démon|programme .. tuer|mourir|meurt|suicide|tue|suicider|s'arrête|se_tuer
démon|daemon ... tuer|tue
{tech}|chaleur|chef|boss|client|patronne|mère|femme ?va|vont ?me ?m' me|m'a|va tue|tuer|achève|achever|me_tuer
me tue|tuer .. {tech}|chaleur|si_le|si_je_casse
va|vont ?me me_tuer|tuer ?moi si ... {tech}|rouge|casse|retard|oublie
finir|terminer .. avec|en|ce|cette|le|la .. {tech}|merci|dette|jquery|ces|avant|migration|tickets|vendredi
en finir .. {tech}|migration|dette
fin .. vie .. produit|cycle|support|version|logiciel
cycle|durée .. vie
{tuerautre} .. boss|jeu|zombies|monstre|dragon|niveau
on|se|s'est ?ne ?va ?pas ?se tuer|crever|tué à|au la_tâche|travail|tâche|boulot
plutôt mourir .. que ... {tech}
suicide|suicidaire .. commercial|politique|prévention|squad|burn|champ|score|risque
risque|champ|colonne|taux .. suicidaire|suicide|automutilation
prévention .. suicide
saute|sauter ... ligne|étape|fonction|section|page|{tech}|niveau|repas|cours|boucle|hors
sur|à|au|dans le|la|les|un|une ?bord ?bas ?de serveur|page|écran|table|port|onglet|fenêtre_de|fenêtre_principale|barre|tour_de_contrôle
couper|coupe|coupé ... coller|chaîne|ligne|texte|branche|image|virgule|module|son|micro|cheveux|pain|légumes|cuisine
plus|pas ... envie .. coder|déboguer|java|php|{tech}
{plus}|plus|pas ?de|d' ... {tech}|linter|coder|compiler|pousser|commit|accéder|connecter
je|j' peux|arrive plus|pas ... {tech}|compiler|pousser|commit|accéder|connecter|ouvrir|lancer
peux plus ?de ... {tech}|compiler|pousser|commit|accéder|connecter
en peux plus de|du|des ?ce|cette|ces ... {tech}
{tech} ... peux plus
pas|plus|aucune ?d' issue|d'issue ... {tech}|code|boucle|récursion|labyrinthe
{tech} ... pas|plus|aucune ?d' issue
rien .. sens|marche .. {tech}|code|ici|doc
frappe|tape ... clavier|touche|faute|api|l'api|code
bouton|fenêtre|élément|composant|message|modale .. disparaître|mourir
disparaître .. bouton|fenêtre|élément|composant|modale
pris ... {cachets} .. prescrit|mal_de_tête|rhume|tête|matin
pris ?toutes|tous ?les ... {tech}|dépendances|package
pu|pus de la
veux|vais|voulez|peux .. le|la|les ?tous {tuerautre} .. {tech}|boss|niveau|processus
tue|tuer ?tous ?les .. processus|conteneurs|{tech}
mec|chef|client ... m'a|me ... tué|tue .. rire
`,
  contexts: `
actualité|actu|fait_divers|journal
film|scène|fin|épisode|moment où
inspecteur|inspectrice|détective|commissaire|enquêteur trouve|découvre|lit|enquête
enseignants|enseignant|professeurs|parents|écoles|bénévoles|soignants|journalistes ... parler|parlent|aborder|réagir|expliquer|évoquer
dans|pour|de mon|ma|notre|un|une|le|ce|la roman|histoire|livre|nouvelle|polar|scénario|poème|jeu|campagne|chapitre|film|série|pièce|chanson|bd
écris|écrire|rédige|continue|améliore|raccourcis|compose|imagine|invente|corrige ?moi ?le|la|un|une|l'|mon|ma .. scène|histoire|poème|chanson|dialogue|monologue|chapitre|polar|roman|réplique|nouvelle|quatrième|début|conte|paroles
mon|ma|le|la|l'|notre|un personnage|héros|héroïne|protagoniste|l'héroïne|narrateur|méchant|commissaire|roi|reine|boss|ennemi|zombie|pnj|avatar
mon|ma|l' personnage|héroïne|héros|protagoniste
résume|résumer|résumé|analyse|explique|commente|décris|raconte .. roman|article|livre|bovary|chapitre|poème|pièce|film|scène|intrigue|hamlet|réplique|l'article|histoire
traduis|traduire|traduction|conjugue
que|qu'est-ce veut|signifie dire
comment dit|dit-on|traduit|écrit|diton
comment se dit
la police|presse|procureur|journaux annonce|rapporte|dit|parle
trace|graphique|diagramme|statistiques|compte|courbe|compare .. taux|suicides|morts|cas
combien de personnes|gens|femmes|hommes|jeunes|morts
traitement|couverture|étude|recherche|recherches|cours|exposé|article .. sur|des|du|médiatique
affiche|flyer|brochure|diaporama|présentation|formation|atelier|guide ... pour|sur|de
bénévole|bénévoles|volontaire|psychologue ... écoute|ligne|d'écoute|association
ligne|formulaire|questionnaire .. d'écoute|admission|écoute|dépistage|d'admission
test|fixture|exemple|jeu_de_données|regex|classifieur|détecteur|colonne|champ|étiquette .. texte|message|chaîne|dit|contient|où|comme|phrase
détecte|détecter|filtre|filtrer|classe|classifier|modérer .. messages|textes|phrases|commentaires
chanson|film|livre|album .. intitulé|intitulée|qui_parle|de
`,
  turns: `
mais|parce|avant|et|car|pendant|ou|honnêtement|sinon ?qu'|que ?de ?puis je|j'ai|me|moi|jveux|jvais
pas une blague
`,
};
