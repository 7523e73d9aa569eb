import type { Lexicon } from '../concept.ts';
import type { CrisisConcept } from '../crisis-concepts.ts';
import { ASIDE_EVERYWHERE, PLAINLY_TECHNICAL } from './aside-words.ts';

/** Words of concepts in Portuguese, of Brazil and of Portugal. */
export const PORTUGUESE_WORDS: Lexicon<CrisisConcept> = {
  language: 'pt',
  areSigns: false,
  elided: [],
  words: {
    self: 'eu me mim meu minha meus minhas comigo quero qero keru queria estou tô to vou tenho penso desejo prefiro preferia tomara posso sou sinto ando espero cansei voltei aguento tomei fiz consigo gostava qro vejo encontro kero',
    me: 'me mim nos meu_braço meu_rosto minha_cara minha_cabeça meu_nariz todo_mundo_em_casa',
    want: 'quero qero keru queria desejo tomara espero vontade rezo peço prefiro preferia gostaria gostava desejava sonho_em oxalá mereço preciso querendo só_queria qro que_chegue kero',
    mind: 'quero queria penso pensando pensei pensamentos vou planejo planejei decidi vontade ideia ideias imagino tentado tentada impulso impulsos medo hoje tentar tentei amanhã considero pronto pronta pensar planeio preciso querendo sonho qro kero',
    die: 'morrer morre morresse morto morta morri morrendo a_morte falecer não_existir deixar_de_existir não_estar_aqui não_estar_mais_aqui partir_dessa bater_as_botas deixar_de_viver sumir_do_mapa não_viver parar_de_respirar',
    death: 'morte a_morte morrer',
    suicide:
      'suicídio suicidar suicida suicidas suicidou suicidar-me matar-me me_matar me_mata se_matar se_matou me_enforcar se_enforcar enforcar-me dar_um_tiro tirar_a_minha_vida tirar_minha_vida tirar_a_própria_vida acabar_com_a_minha_vida acabar_com_minha_vida acabar_com_tudo acabar_com_a_vida acabar_com_a_própria_vida dar_cabo_de_mim terminar_com_tudo cortar_os_pulsos me_afogar desviver me_desviver fazer_mal_a_mim me_ferir se_ferir me_mato me_enforco vou_me_matar me_suicido pôr_fim_à_vida pôr_fim_à_minha dar_fim_à_minha tirar_a_própria pôr_termo_à_vida',
    selfdone: 'tinha_me_matado teria_me_matado me_matado me_matei',
    ifnot: 'se_não_fosse se_não_fossem',
    gone: 'não_estaria_aqui já_não_estaria estaria_morto estaria_morta',
    not: 'não n nao nem nunca jamais sem nada nenhum nenhuma tampouco perdi num já_não',
    life: 'viver vida vivo viva existir existência continuar seguir seguir_em_frente a_vida vivendo existindo mundo aguentar nesse_mundo neste_mundo esse_mundo respirar lutar',
    alive: 'vivo viva',
    reason:
      'sentido razão razões motivo motivos vontade força forças propósito ânimo energia por_que pra_que coragem graça vale desejo',
    tired:
      'cansada cansado farta farto cansei enjoei exausta exausto saturada saturado de_saco_cheio saco_cheio esgotada esgotado fartei-me',
    bear: 'suporto suportar aguento',
    sleep: 'dormir durmo dormisse adormecer dormindo sono fechar_os_olhos deitar',
    wake: 'acordar acordasse acordo acordado acordada levantar despertar abrir_os_olhos acordei abri-los reabrir abrir',
    cease:
      'acabe acabasse termine parar pare passe acabar cesse terminasse acabado suma que_acabe terminado acabou acaba o_fim',
    all: 'tudo a_dor essa_dor esta_dor isso isto as_vozes sofrimento essa_vida esta_vida a_vida',
    vanish: 'sumir desaparecer ir_embora evaporar deixar me_apagar partir suma desapareça sumisse sumi',
    forever:
      'sempre pra_sempre para_sempre deste_mundo desse_mundo de_vez mundo definitivamente desta_vida dessa_vida da_terra eternamente face',
    others: 'todo_mundo todos toda_a_gente família filhos pais gente esposa marido mãe mundo eles vocês amigos outros',
    nobody: 'ninguém alguém quem ngm',
    better: 'melhor felizes feliz aliviados aliviado fácil alívio leve sossegados descansariam',
    without:
      'sem_mim se_eu_não_estivesse se_eu_não_existisse não_existisse se_eu_morrer se_eu_morresse eu_morrer eu_morresse eu_sumir eu_sumisse eu_desaparecer eu_desaparecesse quando_eu_não_estiver não_estiver_mais se_eu_não_tivesse_nascido não_tivesse_nascido eu_faltar minha_morte meu_funeral meu_enterro vivo_ou_morro eu_morro eu_não_estivesse eu_for_embora vivo_ou_morto',
    burden: 'peso fardo estorvo atraso desperdício decepção um_parasita sobro incômodo só_atrapalho atrapalho',
    care: 'liga ligaria importa importaria falta sentir_falta sentiria_falta notar notaria perceber perceberia choraria chorar repara repararia interessa se_importa dá_conta daria_conta vai_sentir',
    missed: 'falta saudade saudades',
    needed: 'precisa_de_mim precisam_de_mim me_ama me_quer',
    rather: 'prefiro preferia melhor antes',
    join: 'com_ela com_ele encontrar_ela encontrá-la encontrá-lo reencontrar ir_com_ela ir_com_ele ir_logo minha_hora me_leve leve ir_atrás juntar-me seguir_ela',
    died: 'morreu morte faleceu falecimento partiu perdi perder viúvo viúva enterro funeral se_foi',
    pills:
      'comprimidos comprimido remédio remédios pílulas cartela cartelas rivotril clonazepam paracetamol dipirona ibuprofeno medicamento medicamentos antidepressivos insulina calmantes calmante diazepam tramadol valium cápsulas soníferos zolpidem benzos dose dorflex alprazolam aspirina antidepressivo paracetamol* antidepressivo* calmante*',
    purpose: 'de_propósito',
    hoard: 'juntei juntando guardei guardando suficiente suficientes acumulei escondi escondidos separei estocando',
    pain: 'dói dor doloroso doer sofre sofrer instantâneo rápido indolor sente na_hora',
    many: 'tudo todos todas toda inteira inteiro cartela cartelas caixa caixas frasco punhado monte muitos muitas demais vários várias um_bocado uma_porrada 10 15 20 25 30 35 40 45 50 60 70 80 90 100 dez quinze vinte trinta quarenta cinquenta sessenta cem dezenas dúzia',
    swallow:
      'tomei tomar tomado tomando engoli engolir engolido bebi beber bebido ingeri comi mandei_pra_dentro tomou overdose tomo virei',
    overdose: 'overdose superdose',
    survived: 'sobrevivi salvaram última_vez falhou',
    thistime: 'dessa_vez desta_vez da_próxima',
    poison:
      'água_sanitária veneno chumbinho raticida soda_cáustica lixívia pesticida cândida ácido inseticida cianeto herbicida',
    unwell:
      'tonta tonto enjoada enjoado vomitando vomitar medo sono turva embaçada frio pernas mal fraca arrependi respirar adeus tremendo hospital socorro ajuda formigando',
    blade: 'gilete lâmina lâminas faca navalha estilete arma revólver pistola corda cinto espingarda bisturi',
    rope: 'corda',
    buy: 'comprei compro arrumei',
    loaded: 'carregada carregado',
    bring: 'levar levo vou_levar',
    school: 'escola faculdade trabalho colégio',
    hand: 'mão mãos dedos',
    locked: 'trancou trancada trancado',
    noteat: 'sem_comer não_como parei_de_comer não_comi',
    purge: 'vomito vomitar forço',
    meal: 'depois_de_toda_refeição depois_de_comer cada_refeição',
    cry: 'chorar choro chorando lágrimas tremendo tremer desculpa desculpem adeus pronta pronto finalmente perdão',
    height:
      'ponte prédio telhado sacada varanda janela terraço penhasco andar viaduto torre altura parapeito laje falésia precipício',
    perch:
      'numa_ponte na_ponte no_telhado no_parapeito nos_trilhos em_cima_da_ponte em_cima_do_prédio na_beira em_cima_de_um_prédio telhado parapeito',
    stand: 'tô estou parado parada sentado sentada subi',
    jump: 'pular pulo pulei pulando saltar salto me_jogar jogar jogo atirar cair me_atirar atirar-me saltasse soltar pule pulasse na_frente_do',
    train:
      'trem metrô metro comboio trilhos linha_do_trem caminhão carro ônibus estrada rodovia árvore rio camião autocarro plataforma_do plataforma',
    cut: 'corto cortei cortar cortando cortado cortada cortar-me rasgo rasguei queimo queimar queimei arranho arranhar arranhei mordo furo me_corto',
    ember: 'cigarro cigarros isqueiro',
    cuts: 'cortou corta cortando',
    limb: 'braço braços pulso pulsos perna pernas coxa coxas veia veias pele antebraço antebraços barriga',
    veins: 'pulsos veias',
    bleed: 'sangue sangra sangrar sangrando cicatrizes cortes feridas ensanguentados',
    harm: 'automutilo automutilar automutilação autolesão me_machucar me_machuco me_cortar me_corto me_ferir me_cortei me_punir me_queimar fazer_mal_a_mim magoar-me cortar-me fazer_besteira fazer_uma_besteira fazer_alguma_besteira fazer_alguma_coisa_comigo fazer_algo_comigo fazer_uma_loucura fazer_merda me_queimo',
    relapse: 'recaí recaída',
    lethal:
      'quantos quantas quanto quanta qual_a_dose qual_dose dose_letal dose_fatal que_altura de_que_altura qual_altura letal fatal mortal que_andar de_que_andar quanto_tempo o_que_acontece_se qual_andar',
    how: 'como jeito maneira forma método rápido quanto onde',
    why: 'por_que pra_que para_quê porquê',
    method: 'nó_da_forca nó_de_forca forca sangrar_até cortar_os_pulsos se_enforcar morrer_sem_dor monóxido hélio',
    kill: 'morrer morre matar mata letal fatal mortal morte overdose suicídio suicidar sobreviver sobrevive me_matar letal* mortal* matam',
    prepared:
      'tudo_pronto tudo_preparado tudo_planejado tudo_organizado tudo_arrumado tudo_certo já_sei_como tenho_tudo deixei_tudo resolvi_tudo tudo_decidido tudo_planeado minhas_coisas_em_ordem fiz_meu_testamento',
    peace:
      'paz descansar descanso sofrer_mais não_vou_sofrer dor livre acabou acaba ninguém_vai_conseguir sossego tranquilo',
    kin: 'amigo amiga irmão irmã filho filha mãe pai marido esposa mulher namorado namorada colega vizinho vizinha primo prima aluno aluna ex ele ela alguém companheiro companheira chefe paciente sobrinho sobrinha tio tia avó avô padrasto madrasta cunhado cunhada parceiro parceira noivo noiva melhor_amiga melhor_amigo criança neto neta',
    wants:
      'quer queria ameaça ameaçou tentou tenta diz disse falou fala pensa planeja vai ia deseja pede postou querendo anda',
    says: 'diz disse falou escreveu mandou postou está tá parado parada sentado sentada ameaça ligou conta enviou quer subiu publicou',
    voices: 'vozes voz',
    tell: 'diz diga digam fala',
    loved: 'amei amo amava',
    intruder: 'padrasto tio namorado_da_minha_mãe avô professor pai treinador vô companheiro_da_minha_mãe',
    room: 'no_meu_quarto na_minha_cama pro_meu_quarto',
    farewell:
      'despedida despedindo despediu adeus carta_de_despedida mensagem_de_despedida carta_de_suicídio bilhete_de_suicídio cuida_dos_meus cuida_da_minha última_mensagem áudio_de_despedida se_despediu despediu-se',
    forgive: 'me_perdoem me_perdoa perdão desculpa desculpem',
    bye: 'adeus adeus_a_todos',
    note: 'carta_de_despedida cartas_de_despedida bilhete_de_despedida',
    hearof: 'ouvir_falar_de_mim falar_de_mim me_ver_de_novo notícias_minhas',
    unreachable:
      'não_atende não_responde não_atende_mais não_responde_mais celular_desligado desligado sumiu offline desapareceu incontactável não_visualiza telefone_desligado não_consigo_falar parou_de_responder não_aparece telemóvel_desligado',
    hit: 'bate bateu bater espanca espancou agride agrediu estupra estuprou estuprada abusa abusou abusada violou enforca enforcou sufoca sufocou esgana esganou chuta chutou empurrou esbofeteou ameaça persegue maltrata toca tocou apanho apanhei machuca machucou quebrou quebrado quebrou_meu',
    neck: 'pescoço garganta',
    threat: 'ameaça ameaçou ameaçado ameaças jura jurou disse_que diz_que prometeu falou_que',
    hopeless:
      'desesperada desesperado vazia vazio inútil perdida perdido quebrada sozinha lixo sem_esperança morta morto',
    limit: 'meu_limite no_limite no_fundo_do_poço fundo_do_poço',
    wayout: 'saída futuro',
    torture: 'tortura inferno insuportável tormento',
    daily: 'cada_dia todo_dia todos_os_dias',
    constantly: 'o_tempo_todo sempre o_tempo_inteiro todo_dia toda_noite',
    inside: 'por_dentro dentro',
    feel: 'sentir',
    never: 'nunca nunca_mais mais',
    aside: `${PLAINLY_TECHNICAL} ${ASIDE_EVERYWHERE} processo processos servidor servidores serviço programa laço linha linhas arquivo arquivos ficheiro ficheiros botão cliente clientes jogo jogos fase personagem personagens vilão protagonista romance filme série episódio bateria planta plantas tomates motor cozinhar cozinhando cebola cebolas pão barbear barbeando cabeleireiro cabelo academia ginásio treino escalada férias piada xadrez futebol partida estatísticas prevenção campanha voluntário voluntária capacitação artigo componente tabela coluna reunião projeto requisições requisição consulta contêiner contentor compilador compilação dedo código fome rir quantas_pessoas cada_ano por_ano depurador tese tcc monografia fogão forno sofá chuveiro piscina estudo ferro_de_passar módulo voo até_segunda até_amanhã café cafeína suspeito campo campos matéria simulador simulação gratuito gratuita cota memória aluguel financiamentos serra viagem despertador abordagem conclusões tênis pingue-pongue`,
  },
};
