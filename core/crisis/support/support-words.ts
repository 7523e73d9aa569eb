/** What is said to a person in a crisis, in one language. Short, warm, and the same for everybody: no model writes it. */
export type SupportWords = {
  readonly opening: string;
  /** Asked first. */
  readonly question: string;
  readonly danger: string;
  readonly lines: string;
  readonly call: string;
  readonly write: string;
  /** Where no line of the country is known. */
  readonly elsewhere: string;
  readonly closing: string;
};

/** Texts by ISO 639 code. `en` is there for every other language. */
export const SUPPORT_WORDS: { readonly [language: string]: SupportWords } = {
  en: {
    opening:
      'It sounds as if you, or somebody close to you, may be going through something very hard. You are not alone with it.',
    question: 'Are you safe right now?',
    danger: 'If a life is in danger now, call',
    lines: 'People who listen, free and in confidence:',
    call: 'call',
    write: 'text',
    elsewhere: 'Lines in your country: https://findahelpline.com. In danger, call your local emergency number.',
    closing: 'You can go on writing here as long as you like.',
  },
  de: {
    opening:
      'Es klingt, als ginge es dir oder einem Menschen in deiner Nähe gerade sehr schlecht. Du bist damit nicht allein.',
    question: 'Bist du im Moment in Sicherheit?',
    danger: 'Wenn ein Leben in Gefahr ist, ruf jetzt an:',
    lines: 'Menschen, die zuhören, kostenlos und vertraulich:',
    call: 'Telefon',
    write: 'Nachricht',
    elsewhere: 'Hilfe in deinem Land: https://findahelpline.com. Bei Gefahr ruf den örtlichen Notruf an.',
    closing: 'Du kannst hier weiterschreiben, so lange du magst.',
  },
  fr: {
    opening: 'On dirait que vous, ou quelqu’un de proche, traversez un moment très dur. Vous n’êtes pas seul.',
    question: 'Êtes-vous en sécurité en ce moment ?',
    danger: 'Si une vie est en danger, appelez maintenant le',
    lines: 'Des personnes qui écoutent, gratuitement et en toute confidentialité :',
    call: 'téléphone',
    write: 'message',
    elsewhere:
      'Lignes d’écoute de votre pays : https://findahelpline.com. En cas de danger, appelez le numéro d’urgence local.',
    closing: 'Vous pouvez continuer à écrire ici aussi longtemps que vous le souhaitez.',
  },
  es: {
    opening: 'Parece que tú, o alguien cercano, está pasando por algo muy duro. No tienes que llevarlo en soledad.',
    question: '¿Estás a salvo en este momento?',
    danger: 'Si hay una vida en peligro, llama ahora al',
    lines: 'Personas que escuchan, gratis y en confianza:',
    call: 'teléfono',
    write: 'mensaje',
    elsewhere: 'Líneas de tu país: https://findahelpline.com. Si hay peligro, llama al número de emergencias local.',
    closing: 'Puedes seguir escribiendo aquí todo el tiempo que quieras.',
  },
  pt: {
    opening:
      'Parece que você, ou alguém próximo, está passando por algo muito difícil. Não precisa carregar isso sem companhia.',
    question: 'Você está em segurança agora?',
    danger: 'Se uma vida está em perigo, ligue agora para',
    lines: 'Pessoas que escutam, de graça e com sigilo:',
    call: 'telefone',
    write: 'mensagem',
    elsewhere: 'Linhas do seu país: https://findahelpline.com. Em perigo, ligue para o número de emergência local.',
    closing: 'Pode continuar a escrever aqui o tempo que quiser.',
  },
  it: {
    opening:
      'Sembra che tu, o una persona vicina, stia attraversando qualcosa di molto duro. Non devi affrontarlo in solitudine.',
    question: 'In questo momento sei al sicuro?',
    danger: 'Se una vita è in pericolo, chiama subito il',
    lines: 'Persone che ascoltano, gratis e con riservatezza:',
    call: 'telefono',
    write: 'messaggio',
    elsewhere:
      'Linee di ascolto del tuo paese: https://findahelpline.com. In caso di pericolo chiama il numero di emergenza locale.',
    closing: 'Puoi continuare a scrivere qui quanto vuoi.',
  },
  ru: {
    opening: 'Похоже, вам или кому-то рядом сейчас очень тяжело. Вы с этим не одни.',
    question: 'Вы сейчас в безопасности?',
    danger: 'Если жизни угрожает опасность, звоните сейчас:',
    lines: 'Люди, которые выслушают, бесплатно и конфиденциально:',
    call: 'телефон',
    write: 'сообщение',
    elsewhere:
      'Линии помощи в вашей стране: https://findahelpline.com. При опасности звоните в местную экстренную службу.',
    closing: 'Вы можете писать здесь столько, сколько захотите.',
  },
  zh: {
    opening: '听起来，您或您身边的人正在经历非常艰难的时刻。您并不孤单。',
    question: '您现在安全吗？',
    danger: '如果有生命危险，请立即拨打',
    lines: '愿意倾听的人，免费并且保密：',
    call: '电话',
    write: '短信',
    elsewhere: '您所在国家的热线：https://findahelpline.com。如有危险，请拨打当地急救电话。',
    closing: '您可以在这里一直写下去。',
  },
};
