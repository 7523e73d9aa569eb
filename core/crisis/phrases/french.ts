import type { CrisisPhrases } from '../crisis-kind.ts';

/** What people write in French. */
export const FRENCH: CrisisPhrases = {
  language: 'fr',
  phrases: {
    attempt: `
j'ai|viens|ai .. pris|avalé|avaler|prendre .. cachets|comprimés|médicaments|somnifères|pilules|médocs|boîte
avalé|pris .. tous|toute|boîte .. cachets|comprimés|médicaments|somnifères|boîte
overdose|surdose .. pris|fait|prendre|médicaments
je suis .. pont|toit|rebord|rails|falaise .. sauter|jeter|adieu
debout|assis|assise .. rebord|pont|toit|rails|parapet
ouvert|coupé .. veines|poignets
corde .. cou|autour|prête|plafond
je .. tue|pends|suicide|jette|saute ce soir|maintenant|cette|demain
vais .. tuer|suicider|pendre|sauter .. ce soir|maintenant|cette|demain
lame|couteau|rasoir .. poignet|poignets|gorge|main|veines
`,
    plan: `
comment|façon|moyen|manière|méthode .. me tuer|suicider|pendre|empoisonner|mourir|noyer
comment .. mourir .. sans|douleur|souffrir|rapidement|vite|doucement
comment .. suicider|tuer .. douleur|souffrir|rapidement
sans douleur|souffrir .. mourir|suicide|mort
mourir|suicide|mort .. sans douleur|souffrir
combien .. cachets|comprimés|somnifères|médicaments|doliprane|paracétamol|pilules .. mourir|mortel|mortelle|tuer|dose
dose mortelle|létale
lettre|lettres|mot|note .. adieu|suicide|d'adieu
sauter|jeter|saute|jette .. pont|toit|fenêtre|falaise|balcon|train|métro|rails|vide
sous .. train|métro|camion|voiture .. jeter|jette|me
foncer .. arbre|mur .. voiture|me
planifié|prévu|prévois|décidé|planifie .. suicide|mourir|finir|tuer|suicider|mort
dernière|dernier|derniers nuit|soir|jour|message|mots .. vie|adieu|vivant|moi
c'est|voici mes|mon ?derniers adieux|adieu
adieu .. monde|tous|cruel
serai|serais plus ?là .. demain|bientôt|monde
demain .. serai .. plus|mort|morte
`,
    'wish-to-die': `
me .. tuer|suicider|pendre|foutre|noyer .. l'air|vais|veux|envie
veux|voudrais|envie|vais|aimerais|pense|penser|songe|besoin|préfère|préférerais .. mourir|crever|suicider|mort|morte|disparaître .. plus|jamais|moi|toujours|vie
veux|voudrais|envie|aimerais|préfère|préférerais|souhaite .. mourir|crever|suicider
veux|voudrais|envie|vais .. de|me|m' tuer|suicider|pendre
me suicider|suicide
je me tue
veux|voudrais|envie|vais|aimerais .. finir|terminer .. tout|vie|jours|ça
mettre|mets|mis|met .. fin .. jours|vie|tout|souffrances
m'ôter|ôter|enlever .. vie
en finir|fini .. vie|tout|moi|bonnes
en finir
veux|envie|peux .. plus .. vivre|exister|être là|continuer
plus|aucune|pas envie|goût|raison|force .. vivre|vie|exister|continuer
envie .. plus vivre|rien
ne .. veux|peux|supporte plus .. vivre|vie|là|exister|me réveiller
marre .. vivre|vie|d'exister|exister
fatigué|fatiguée|lasse|las .. vivre|vie|d'exister|exister
raison|raisons .. vivre|continuer .. plus|aucune|pas
aucune raison .. vivre|continuer
plus .. raison .. vivre
vie .. vaut|mérite plus|pas .. peine|vécue|coup
vaut .. peine .. vivre|vécue
mieux|meilleur|meilleure|heureux .. sans moi|mort|morte
sans moi .. mieux|heureux|meilleur
mieux .. que je .. sois|disparaisse|meure|mort
voudrais|aimerais|préfère|préférerais|souhaite|si .. être|étais .. mort|morte|née|né
être mort|morte
ne .. jamais|pas .. né|née|naître|existé|exister
jamais .. né|née|dû naître
idées|pensées|envies|pulsions suicidaires|noires|suicide|mort
suicidaire|suicidaires .. je|j'ai|suis|me|sens
pense|penser|songe|songer .. suicide|mort|mourir|tuer|suicider
tentative .. suicide
dormir|endormir|m'endormir .. jamais|plus .. réveiller|toujours
ne .. jamais|plus me réveiller
manquerai|manquerais|remarquerait|regretterait|pleurerait .. personne|à|mort
personne .. remarquerait|regretterait|pleurerait|manquerai|manquerais
mérite .. pas|plus .. vivre|vie|mourir
mérite de mourir
disparaître .. toujours|jamais|définitivement|monde
`,
    'self-harm': `
me .. scarifier|scarifie|mutiler|mutile|couper|coupe|brûler|brûle|blesser|frappe|mal .. encore|bras|peau|poignets|cuisses|veux|envie|volontairement|exprès
me scarifier|scarifie|mutiler|mutile|faire
me fais|faire .. mal
scarification|scarifications|automutilation|automutiler|automutile|scarifié|scarifiée|mutilé|mutilée
coupe|coupé|couper|entailler|brûle .. bras|poignets|veines|cuisses|peau|jambes
veines|bras|poignets .. couper|coupe|ouvrir|entailler
`,
    despair: `
je .. n'en|en peux|pouvais plus
peux|supporte|tiens plus .. continuer|vie|rien|comme|vivre|douleur|ça
plus .. espoir|d'espoir|aucun|force|forces .. vie|j'ai|n'ai|continuer|me|moi
aucun|plus espoir|issue
désespéré|désespérée .. je|suis|vie|tout
me .. sens .. vide|inutile|nul|nulle|seul|seule|désespéré|désespérée|rien .. vie|tout|toujours|moi|personne
me sens .. vide|inutile|désespéré|désespérée|sans valeur
sans valeur .. je|suis|me|sens
me .. déteste|hais .. vie|tellement|moi|plus
je me déteste|hais
déteste ma vie
personne .. m'aime|comprend|besoin|aime|moi
fardeau|poids .. pour|famille|tout|tous|proches|autres
suis .. fardeau
vie .. sens|espoir|enfer|insupportable|foutue|finie|gâchée
plus .. sens .. vie|rien|vivre
à quoi bon .. vivre|continuer|vie
douleur|souffrance|souffrir .. arrête|s'arrête|cesse|finisse|stop|insupportable
veux .. que .. ça|tout|souffrance|douleur .. arrête|s'arrête|cesse|finisse
pleure .. tous|toutes|nuits|jours|soirs
attaque|crise .. panique .. j'ai|aide|mourir|respirer
dépression|dépressif|dépressive .. peux|plus|profonde|sévère|mourir|vie
abandonné|abandonne .. vie|tout
ne .. vois .. plus|pas|aucun .. issue|avenir|solution|espoir|sens
brisé|brisée|mort|morte .. l'intérieur|intérieur|dedans
`,
    'violence-suffered': `
il|elle|mari|femme|copain|compagnon|père|mère|beau-père|ex|conjoint|frère|oncle|parents .. me .. frappe|bat|frappé|battue|étrangle|étranglé|viole|violée|menace|abuse|tape|gifle|séquestre
me .. frappe|bat|viole|étrangle|séquestre
m'a|m'ont .. frappé|frappée|battu|battue|violée|violé|étranglée|agressée|agressé|menacée|séquestrée
suis|été|ai .. violée|violé|battue|battu|agressée|abusée|harcelée|séquestrée|menacée .. mari|copain|père|par|je|sexuellement|mort
peur .. qu'il|il|elle|mari|copain|père|ex .. tue|frappe|trouve|mal|fasse
menace .. de .. tuer|mort|frapper
va me tuer
violences|violence conjugales|conjugale
pas|plus .. sécurité .. moi|maison
`,
    'violence-meant': `
veux|vais|envie|voudrais .. tuer|poignarder|abattre|étrangler|empoisonner .. le|la|les|lui|tous|tout|quelqu'un|mari|femme|patron|collègues|gens|parents|prof|ex
vais .. le|la|les tuer|poignarder|abattre|étrangler
envie .. faire .. mal .. quelqu'un|autres|enfant|bébé
tuerie|fusillade .. lycée|école|vais|planifie
`,
    'another-person': `
ami|amie|frère|sœur|soeur|fils|fille|mère|père|mari|femme|copain|copine|collègue|colocataire|il|elle|quelqu'un|élève|enfant .. veut|va|parle|menace|essayé|tenté|dit|pense|voulait .. se|s' tuer|suicider|pendre|mutiler|mal|jeter
ami|amie|frère|sœur|soeur|fils|fille|mère|père|mari|femme|copain|copine|collègue|colocataire|il|elle|quelqu'un .. se|s'est .. scarifie|mutile|coupe|suicide|suicidé|suicider|tuer|pendre
ami|amie|frère|sœur|soeur|fils|fille|mère|père|mari|femme|copain|copine|collègue|il|elle .. veut|veux|envie .. mourir|plus vivre|finir
ami|amie|frère|sœur|soeur|fils|fille|copain|copine|collègue|il|elle .. suicidaire|suicidaires
ami|amie|frère|sœur|soeur|fils|fille|copain|copine|il|elle|quelqu'un .. avalé|pris .. cachets|comprimés|médicaments|somnifères
`,
  },
  spared: `
mourir|mort|meurs|morte .. rire|rires|ennui|faim|soif|chaud|honte|chaleur
tuer|tue|tuer .. processus|process|thread|conteneur|serveur|job|session|tâche|démon|instance|port|pod|temps|ambiance
processus|process|thread|conteneur|serveur|job|session|tâche|pod|script|programme|enfant .. tuer|mourir|meurt|suicide|tue|suicider|s'arrête
bug|code|build|compilateur|test|chaleur|réunion|deadline|latence .. me tue|tuer
me tue .. bug|code|build|réunion|chaleur
finir .. avec|en .. bug|ticket|tâche|migration|refactor|merci|projet|dette|branche|php|jquery|ces
en finir .. avec|bug|ticket|tâche|migration|refactor
fin .. vie .. produit|cycle|support|version|logiciel
cycle .. vie
personnage|héros|roman|film|jeu|boss|zombie|zombies|scène|ennemi|monstre .. tuer|tue|mourir|meurt|suicide|poignarder|suicider|mutile
tuer|abattre .. boss|jeu|zombies|monstre|dragon
plutôt mourir .. que
mourir .. envie .. voir|savoir|essayer
suicide|suicidaire .. commercial|politique|prévention|squad|burn
prévention .. suicide
traduis|traduire|traduction|phrase|chaîne .. mourir|tuer|suicide|mort
sauter .. ligne|étape|pas|fonction|section|page|test|tests
saute .. ligne|étape|fonction|section|page
couper|coupe .. coller|chaîne|ligne|texte|branche|image
plus .. envie .. coder|déboguer|java|php
n'en peux plus .. bug|build|webpack|php|merge|réunion|réunions|tests|npm|erreurs
peux plus .. bug|build|webpack|php|merge|réunion|réunions|tests|npm|erreurs|compiler|pousser|commit|accéder
frappe .. clavier|touche|faute
bouton|fenêtre|élément|composant|message|modale .. disparaître|mourir
disparaître .. bouton|fenêtre|élément|composant|modale
`,
};
