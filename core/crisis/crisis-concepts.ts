/** What words of a language stand for where crises are spoken of; every language names the words of each. */
export const CRISIS_CONCEPTS = [
  /** The person who writes, as a word or in the form of a verb. */
  'self',
  /** The person who writes, to whom something is done. */
  'me',
  'want',
  /** Thinking of, about to, drawn to, afraid of oneself. */
  'mind',
  'die',
  'death',
  'suicide',
  /** That the writer would have, or has, tried. */
  'selfdone',
  'ifnot',
  'gone',
  'not',
  'life',
  /** That the writer is alive. */
  'alive',
  /** Sense, reason, strength, desire. */
  'reason',
  'tired',
  'bear',
  'sleep',
  'wake',
  /** To be over, of itself. */
  'cease',
  'all',
  'vanish',
  'forever',
  'others',
  'nobody',
  'better',
  /** A world without the person who writes. */
  'without',
  'burden',
  'care',
  'missed',
  /** Whether somebody needs the person who writes. */
  'needed',
  'rather',
  /** To follow somebody who died, and that somebody did. */
  'join',
  'died',
  'pills',
  'purpose',
  /** Put aside for later. */
  'hoard',
  /** Whether it hurts, how quickly it is over. */
  'pain',
  'many',
  'swallow',
  'overdose',
  /** An attempt before this one. */
  'survived',
  'thistime',
  'poison',
  'unwell',
  'blade',
  'rope',
  'buy',
  'loaded',
  'bring',
  'school',
  'hand',
  'locked',
  'noteat',
  'purge',
  'meal',
  'cry',
  'height',
  /** Standing where one falls. */
  'perch',
  'stand',
  'jump',
  'train',
  'cut',
  'ember',
  /** Somebody else cuts. */
  'cuts',
  'limb',
  'veins',
  'bleed',
  'harm',
  'relapse',
  /** How much, how high, which. */
  'lethal',
  /** Asking for a way. */
  'how',
  'why',
  'method',
  'kill',
  'prepared',
  'peace',
  'kin',
  'wants',
  'says',
  'voices',
  /** Last words for those who stay. */
  'tell',
  'loved',
  /** People who come at night. */
  'intruder',
  'room',
  'farewell',
  'forgive',
  'bye',
  /** A letter that is left behind. */
  'note',
  /** That one will not be heard of again. */
  'hearof',
  'unreachable',
  'hit',
  'neck',
  'threat',
  'hopeless',
  'limit',
  'wayout',
  'torture',
  'daily',
  'constantly',
  'inside',
  'feel',
  'never',
  /** Asking to be taken. */
  'god',
  'takeme',
  /** Somebody at the door, and what they do to the person who writes. */
  'breakin',
  'attackme',
  'afraid',
  /** That nothing would be different. */
  'nochange',
  /** Whom others shall care for. */
  'lookafter',
  /** What is found when the person who writes is no more. */
  'readthis',
  'goneby',
  /** To be alive at some time. */
  'makeit',
  'lastof',
  'earth',
  /** Things that are given away, since they will not be needed. */
  'giveaway',
  'neednomore',
  /** Where nobody looks. */
  'homeplace',
  /** Asking whether a way of dying hurts. */
  'doesithurt',
  'letme',
  'mourn',
  'firearm',
  /** Within reach of the person who writes. */
  'beside',
  'onmyself',
  'waitfor',
  /** What would make one stay. */
  'keepshere',
  'rescue',
  'punish',
  /** How one harms oneself, as a way of punishing. */
  'selfcutting',
  'mydeath',
  /** That others will be rid of the person who writes. */
  'ridofme',
  /** What the person who writes is afraid to do. */
  'domyself',
  /** When it will be over. */
  'theday',
  'suffering',
  'makeitstop',
  'nopain',
  /** A will that is firm. */
  'resolve',
  'hurtsmuch',
  /** Driving against something. */
  'crash',
  'obstacle',
  /** That one has a plan, and that its time is fixed. */
  'hasplan',
  'hasdate',
  /** How much of something is enough. */
  'ittakes',
  /** Taking medicine as one should. */
  'dosage',
  /** Where a weapon is held against oneself. */
  'inmouth',
  /** Giving away, by anybody. */
  'giving',
  /** That somebody will not live to see something. */
  'notlong',
  'letter',
  /** That a letter will be found. */
  'findit',
  'relief',
  /** Where the dead are. */
  'heaven',
  'soon',
  /** That one is not safe from oneself. */
  'unsafe',
  /** Violence, whoever suffers it. */
  'beats',
  'victim',
  /** That somebody cannot go on. */
  'cantgoon',
  'unconscious',
  /** Things that are thrown. */
  'thing',
  'fiction',
  'hung',
  /** If one leaves the one who threatens. */
  'ifleave',
  'shootup',
  'packs',
  'lookfor',
  'easy',
  'if',
  'fine',
  'scream',
  'findme',
  'hanged',
  'gaze',
  'ambulance',
  'bath',
  'ifhad',
  'mylife',
  'cantstop',
  'thanthis',
  'nothingtolose',
  'wheregoing',
  /** That one will not be in this world. */
  'nomore',
  'hitme',
  'letsdie',
  'goon',
  'breathe',
  'shouldhave',
  /** That somebody is left to the care of others. */
  'care4',
  'heart',
  'euthanasia',
  /** Tears of somebody else. */
  'cry3',
  /** That living and dying are the same to one. */
  'alike',
  'followsme',
  'social',
  'domviol',
  'suffer',
  'mycar',
  /** To end what hurts. */
  'endpain',
  'animal',
  'planto',
  'wheel',
  'letgo',
  'burnhouse',
  'myfuneral',
  'music',
  'urge',
  /** How one cuts. */
  'along',
  'against',
  'nocall',
  'gasopen',
  'doorshut',
  'found',
  'hangs',
  'stopbreath',
  'gentle',
  'exist',
  'mix',
  'regret',
  'onlything',
  'wouldbe',
  'depression',
  'thinkof',
  'hurtsme',
  'drinks',
  'owndeath',
  'joinme',
  'body',
  'keepsfrom',
  /** Exhaust where it cannot leave. */
  'fumes',
  'event',
  /** Machines, games, kitchens and other talk beside which a frame means something else. */
  'aside',
] as const;
export type CrisisConcept = (typeof CRISIS_CONCEPTS)[number];
