import type { Lexicon } from '../concept.ts';
import type { CrisisConcept } from '../crisis-concepts.ts';
import { ASIDE_EVERYWHERE, PLAINLY_TECHNICAL } from './aside-words.ts';

/** Words of concepts in Portuguese, of Brazil and of Portugal. */
export const PORTUGUESE_WORDS: Lexicon<CrisisConcept> = {
  language: 'pt',
  areSigns: false,
  elided: [],
  words: {
    self: 'eu me mim meu minha meus minhas comigo quero qero keru queria estou tô to vou tenho penso desejo prefiro preferia tomara posso sou sinto ando espero cansei voltei aguento tomei fiz consigo gostava qro vejo encontro kero sofro existo',
    me: 'me mim nos meu_braço meu_rosto minha_cara minha_cabeça meu_nariz todo_mundo_em_casa a_gente gente',
    want: 'quero qero keru queria desejo tomara espero vontade rezo peço prefiro preferia gostaria gostava desejava sonho_em oxalá mereço preciso querendo só_queria qro que_chegue kero qria keria almejo anseio rogo suplico gostaria_de queria_só desejaria daria_tudo daria_tudo_pra',
    mind: 'quero queria penso pensando pensei pensamentos vou planejo planejei decidi vontade ideia ideias imagino tentado tentada impulso impulsos medo hoje tentar tentei amanhã considero pronto pronta pensar planeio preciso querendo sonho qro kero planejando imaginando fantasio fantasiando tentando pensava disposta disposto prestes_a a_ponto_de cogitando cogito considerando esta_noite essa_noite quase ontem a_um_passo podia poderia',
    die: 'morrer morre morresse morto morta morri morrendo a_morte falecer não_existir deixar_de_existir não_estar_aqui não_estar_mais_aqui partir_dessa bater_as_botas deixar_de_viver sumir_do_mapa não_viver parar_de_respirar descansar_em_paz ir_pro_céu morrer_logo empacotar não_estar_vivo não_estar_viva deixar_este_mundo deixar_esse_mundo morresse_logo morrido',
    death: 'morte a_morte morrer minha_morte meu_funeral meu_velório meu_enterro',
    suicide:
      'suicídio suicidar suicida suicidas suicidou suicidar-me matar-me me_matar me_mata se_matar se_matou me_enforcar se_enforcar enforcar-me dar_um_tiro tirar_a_minha_vida tirar_minha_vida tirar_a_própria_vida acabar_com_a_minha_vida acabar_com_minha_vida acabar_com_tudo acabar_com_a_vida acabar_com_a_própria_vida dar_cabo_de_mim terminar_com_tudo cortar_os_pulsos me_afogar desviver me_desviver fazer_mal_a_mim me_ferir se_ferir me_mato me_enforco vou_me_matar me_suicido pôr_fim_à_vida pôr_fim_à_minha dar_fim_à_minha tirar_a_própria pôr_termo_à_vida meter_uma_bala bala_na_cabeça estourar_os_miolos estourar_meus_miolos tirar-me_a_vida pôr_fim_à_minha_vida dar_fim_à_minha_vida fim_na_minha_vida fim_à_minha_vida dar_fim_em_mim acabar_comigo tentativa_de_suicídio tentei_suicídio tirar_a_vida tirou_a_própria_vida me_suicidar me_matarei cometer_suicídio pôr_termo_à_minha_vida terminar_com_a_minha_vida terminar_minha_vida terminar_a_minha_vida encerrar_minha_vida acabar_minha_vida cortar_meus_pulsos matar-se suicidar-se enforcar-se cortar_as_veias desistir_da_vida desistir_de_viver se_mata se_enforca se_suicida vai_se_matar se_mate se_matasse se_afogar se_envenenar dar_um_tiro_na_cabeça deixar_de_existir deixar_de_viver não_viver_mais parar_de_viver me_jogo_na_frente me_jogo_do me_jogo_da me_jogar_na_frente ideação_suicida ideias_suicidas',
    selfdone:
      'tinha_me_matado teria_me_matado me_matado me_matei minha_tentativa minha_última_tentativa depois_da_minha_tentativa minha_tentativa_de_suicídio sobrevivi_à_tentativa eu_me_mataria me_mataria_mas',
    ifnot: 'se_não_fosse se_não_fossem',
    gone: 'não_estaria_aqui já_não_estaria estaria_morto estaria_morta',
    not: 'não n nao nem nunca jamais sem nada nenhum nenhuma tampouco perdi num já_não',
    life: 'viver vida vivo viva existir existência continuar seguir seguir_em_frente a_vida vivendo existindo mundo aguentar nesse_mundo neste_mundo esse_mundo respirar lutar',
    alive: 'vivo viva',
    reason:
      'sentido razão razões motivo motivos vontade força forças propósito ânimo energia por_que pra_que coragem graça vale desejo esperança esperanças objetivo motivação fé',
    tired:
      'cansada cansado farta farto cansei enjoei exausta exausto saturada saturado de_saco_cheio saco_cheio esgotada esgotado fartei-me desgastada desgastado sem_saco por_aqui farto_de exaurida exaurido',
    bear: 'suporto suportar aguento encarar enfrentar lidar aguentando suportando levar tolerar',
    sleep: 'dormir durmo dormisse adormecer dormindo sono fechar_os_olhos deitar',
    wake: 'acordar acordasse acordo acordado acordada levantar despertar abrir_os_olhos acordei abri-los reabrir abrir acorde acordaria',
    cease:
      'acabe acabasse termine parar pare passe acabar cesse terminasse acabado suma que_acabe terminado acabou acaba o_fim pare_de_bater parasse',
    all: 'tudo a_dor essa_dor esta_dor isso isto as_vozes sofrimento essa_vida esta_vida a_vida',
    vanish:
      'sumir desaparecer ir_embora evaporar deixar me_apagar partir suma desapareça sumisse sumi sair escapar vou_embora me_vou',
    forever:
      'sempre pra_sempre para_sempre deste_mundo desse_mundo de_vez mundo definitivamente desta_vida dessa_vida da_terra eternamente face',
    others: 'todo_mundo todos toda_a_gente família filhos pais gente esposa marido mãe mundo eles vocês amigos outros',
    nobody: 'ninguém alguém quem ngm',
    better: 'melhor felizes feliz aliviados aliviado fácil alívio leve sossegados descansariam',
    without:
      'sem_mim se_eu_não_estivesse se_eu_não_existisse não_existisse se_eu_morrer se_eu_morresse eu_morrer eu_morresse eu_sumir eu_sumisse eu_desaparecer eu_desaparecesse quando_eu_não_estiver não_estiver_mais se_eu_não_tivesse_nascido não_tivesse_nascido eu_faltar minha_morte meu_funeral meu_enterro vivo_ou_morro eu_morro eu_não_estivesse eu_for_embora vivo_ou_morto se_eu_sumir se_eu_sumisse se_eu_me_matasse se_eu_me_matar sem_eu_aqui se_eu_não_vivesse nunca_tivesse_nascido eu_não_tivesse_nascido comigo_morta comigo_morto se_eu_for se_eu_partisse se_eu_desaparecesse morresse eu_não_existir eu_não_existisse',
    burden:
      'peso fardo estorvo atraso desperdício decepção um_parasita sobro incômodo só_atrapalho atrapalho um_peso um_fardo um_estorvo só_dou_trabalho só_dou_problema estrago_a_vida um_problema_pra_todos só_causo estou_a_mais tô_sobrando um_encosto só_atraso',
    care: 'liga ligaria importa importaria falta sentir_falta sentiria_falta notar notaria perceber perceberia choraria chorar repara repararia interessa se_importa dá_conta daria_conta vai_sentir',
    missed: 'falta saudade saudades',
    needed: 'precisa_de_mim precisam_de_mim me_ama me_quer',
    rather: 'prefiro preferia melhor antes',
    join: 'com_ela com_ele encontrar_ela encontrá-la encontrá-lo reencontrar ir_com_ela ir_com_ele ir_logo minha_hora me_leve leve ir_atrás juntar-me seguir_ela ir_embora_com encontrar_meu encontrar_minha',
    died: 'morreu morte faleceu falecimento partiu perdi perder viúvo viúva enterro funeral se_foi que_já_se_foi que_já_morreu já_se_foi',
    pills:
      'comprimidos comprimido remédio remédios pílulas cartela cartelas rivotril clonazepam paracetamol dipirona ibuprofeno medicamento medicamentos antidepressivos insulina calmantes calmante diazepam tramadol valium cápsulas soníferos zolpidem benzos dose dorflex alprazolam aspirina antidepressivo paracetamol* antidepressivo* calmante* amitriptilina fluoxetina sertralina quetiapina',
    purpose: 'de_propósito',
    hoard:
      'juntei juntando guardei guardando suficiente suficientes acumulei escondi escondidos separei estocando gaveta_cheia armário_cheio',
    pain: 'dói dor doloroso doer sofre sofrer instantâneo rápido indolor sente na_hora rápid* indolor* doloros*',
    many: 'tudo todos todas toda inteira inteiro cartela cartelas caixa caixas frasco punhado monte muitos muitas demais vários várias um_bocado uma_porrada 10 15 20 25 30 35 40 45 50 60 70 80 90 100 dez quinze vinte trinta quarenta cinquenta sessenta cem dezenas dúzia de_uma_vez de_uma_só_vez',
    swallow:
      'tomei tomar tomado tomando engoli engolir engolido bebi beber bebido ingeri comi mandei_pra_dentro tomou overdose tomo virei injetei injetado injetar aplicar_tudo bebeu tomou_água',
    overdose: 'overdose superdose',
    survived: 'sobrevivi salvaram última_vez falhou lavagem_no_estômago sobrevivido',
    thistime: 'dessa_vez desta_vez da_próxima próxima_vez',
    poison:
      'água_sanitária veneno chumbinho raticida soda_cáustica lixívia pesticida cândida ácido inseticida cianeto herbicida',
    unwell:
      'tonta tonto enjoada enjoado vomitando vomitar medo sono turva embaçada frio pernas mal fraca arrependi respirar adeus tremendo hospital socorro ajuda formigando estranho estranha esquisito esquisita sonolenta sonolento',
    blade: 'gilete lâmina lâminas faca navalha estilete arma revólver pistola corda cinto espingarda bisturi',
    rope: 'corda',
    buy: 'comprei compro arrumei consegui_uma arrumei_uma comprado',
    loaded: 'carregada carregado carreguei',
    bring: 'levar levo vou_levar',
    school: 'escola faculdade trabalho colégio',
    hand: 'mão mãos dedos',
    locked: 'trancou trancada trancado',
    noteat: 'sem_comer não_como parei_de_comer não_comi não_como_porque parou_de_comer',
    purge: 'vomito vomitar forço',
    meal: 'depois_de_toda_refeição depois_de_comer cada_refeição',
    cry: 'chorar choro chorando lágrimas tremendo tremer desculpa desculpem adeus pronta pronto finalmente perdão',
    height:
      'ponte prédio telhado sacada varanda janela terraço penhasco andar viaduto torre altura parapeito laje falésia precipício arranha-céu alto_do estacionamento',
    perch:
      'numa_ponte na_ponte no_telhado no_parapeito nos_trilhos em_cima_da_ponte em_cima_do_prédio na_beira em_cima_de_um_prédio telhado parapeito na_beira_dos à_beira nos_trilhos_do na_beira_do',
    stand: 'tô estou parado parada sentado sentada subi',
    jump: 'pular pulo pulei pulando saltar salto me_jogar jogar jogo atirar cair me_atirar atirar-me saltasse soltar pule pulasse na_frente_do lançar me_lançar lançar-me pularia saltaria precipitar-me mandar-me joga joguei me_joguei atirei pulará se_joga vai_pular andar_no_meio andar_na andar_pela',
    train:
      'trem metrô metro comboio trilhos linha_do_trem caminhão carro ônibus estrada rodovia árvore rio camião autocarro plataforma_do plataforma trens vlt avenida trânsito trólebus',
    cut: 'corto cortei cortar cortando cortado cortada cortar-me rasgo rasguei queimo queimar queimei arranho arranhar arranhei mordo furo me_corto cortava cortarei rasgar cortar-se abrir talhar risco riscar abri_meu me_abri abri_o_braço abri_os arranco',
    ember: 'cigarro cigarros isqueiro',
    cuts: 'cortou corta cortando cortados cortadas',
    limb: 'braço braços pulso pulsos perna pernas coxa coxas veia veias pele antebraço antebraços barriga',
    veins: 'pulsos veias veia',
    bleed: 'sangue sangra sangrar sangrando cicatrizes cortes feridas ensanguentados',
    harm: 'automutilo automutilar automutilação autolesão me_machucar me_machuco me_cortar me_corto me_ferir me_cortei me_punir me_queimar fazer_mal_a_mim magoar-me cortar-me fazer_besteira fazer_uma_besteira fazer_alguma_besteira fazer_alguma_coisa_comigo fazer_algo_comigo fazer_uma_loucura fazer_merda me_queimo bato_a_cabeça bater_a_cabeça cabeça_na_parede me_arranho me_bato me_mutilo me_mutilar me_lesiono me_autolesiono magoo-me corto-me me_furo me_belisco mutilação me_machucando me_machuquei me_feri me_queimei me_arranhei me_bati sem_me_cortar',
    relapse: 'recaí recaída',
    lethal:
      'quantos quantas quanto quanta qual_a_dose qual_dose dose_letal dose_fatal que_altura de_que_altura qual_altura letal fatal mortal que_andar de_que_andar quanto_tempo o_que_acontece_se qual_andar qual_a_altura quanto_tempo_demora quanto_demora',
    how: 'como jeito maneira forma método rápido quanto onde',
    why: 'por_que pra_que para_quê porquê',
    method:
      'nó_da_forca nó_de_forca forca sangrar_até cortar_os_pulsos se_enforcar morrer_sem_dor monóxido hélio monóxido_de_carbono gás_do_escapamento',
    kill: 'morrer morre matar mata letal fatal mortal morte overdose suicídio suicidar sobreviver sobrevive me_matar letal* mortal* matam',
    prepared:
      'tudo_pronto tudo_preparado tudo_planejado tudo_organizado tudo_arrumado tudo_certo já_sei_como tenho_tudo deixei_tudo resolvi_tudo tudo_decidido tudo_planeado minhas_coisas_em_ordem fiz_meu_testamento tudo_resolvido tudo_em_ordem tudo_está_decidido escrevi_meu_testamento feito_meu_testamento',
    peace:
      'paz descansar descanso sofrer_mais não_vou_sofrer dor livre acabou acaba ninguém_vai_conseguir sossego tranquilo',
    kin: 'amigo amiga irmão irmã filho filha mãe pai marido esposa mulher namorado namorada colega vizinho vizinha primo prima aluno aluna ex ele ela alguém companheiro companheira chefe paciente sobrinho sobrinha tio tia avó avô padrasto madrasta cunhado cunhada parceiro parceira noivo noiva melhor_amiga melhor_amigo criança neto neta postou me_escreveu me_mandou vó vô mainha painho mano mana',
    wants:
      'quer queria ameaça ameaçou tentou tenta diz disse falou fala pensa planeja vai ia deseja pede postou querendo anda fala_em fala_que_quer ameaça_se diz_que_quer quis',
    says: 'diz disse falou escreveu mandou postou está tá parado parada sentado sentada ameaça ligou conta enviou quer subiu publicou',
    voices: 'vozes voz',
    tell: 'diz diga digam fala digam_a diga_à diz_pra fala_pra',
    loved: 'amei amo amava',
    intruder: 'padrasto tio namorado_da_minha_mãe avô professor pai treinador vô companheiro_da_minha_mãe',
    room: 'no_meu_quarto na_minha_cama pro_meu_quarto',
    farewell:
      'despedida despedindo despediu adeus carta_de_despedida mensagem_de_despedida carta_de_suicídio bilhete_de_suicídio cuida_dos_meus cuida_da_minha última_mensagem áudio_de_despedida se_despediu despediu-se me_despedi despedi despedir despeço despedidas despedir-me bom_conhecer_vocês',
    forgive: 'me_perdoem me_perdoa perdão desculpa desculpem',
    bye: 'adeus adeus_a_todos',
    note: 'carta_de_despedida cartas_de_despedida bilhete_de_despedida escrevi_as_cartas cartas_pra_todos cartas_estão_escritas',
    hearof: 'ouvir_falar_de_mim falar_de_mim me_ver_de_novo notícias_minhas',
    unreachable:
      'não_atende não_responde não_atende_mais não_responde_mais celular_desligado desligado sumiu offline desapareceu incontactável não_visualiza telefone_desligado não_consigo_falar parou_de_responder não_aparece telemóvel_desligado desligou_o desligou',
    hit: 'bate bateu bater espanca espancou agride agrediu estupra estuprou estuprada abusa abusou abusada violou enforca enforcou sufoca sufocou esgana esganou chuta chutou empurrou esbofeteou ameaça persegue maltrata toca tocou apanho apanhei machuca machucou quebrou quebrado quebrou_meu atropelasse atropele atropela atropelar',
    neck: 'pescoço garganta',
    threat: 'ameaça ameaçou ameaçado ameaças jura jurou disse_que diz_que prometeu falou_que',
    hopeless:
      'desesperada desesperado vazia vazio inútil perdida perdido quebrada sozinha lixo sem_esperança morta morto destruída destruído acabada acabado um_lixo miserável afundada afundado',
    limit: 'meu_limite no_limite no_fundo_do_poço fundo_do_poço',
    wayout:
      'saída futuro solução alternativa outra_opção outra_saída escapatória amanhã_pra amanhã_para_mim um_amanhã única_opção única_saída única_solução única_alternativa única_porta',
    torture: 'tortura inferno insuportável tormento',
    daily: 'cada_dia todo_dia todos_os_dias essa_semana toda_noite todas_as_noites',
    constantly: 'o_tempo_todo sempre o_tempo_inteiro todo_dia toda_noite 24_horas 24_7',
    inside: 'por_dentro dentro',
    feel: 'sentir',
    never: 'nunca nunca_mais mais',
    god: 'deus senhor jesus',
    takeme: 'me_leva me_leve leva-me me_leve_logo me_chama me_recolhe me_busca',
    breakin:
      'quebrando_a_porta arrombando_a_porta batendo_na_porta chutando_a_porta derrubando_a_porta atrás_da_porta na_minha_porta na_frente_da_minha_casa trancada_no_banheiro trancado_no_banheiro escondida_no escondido_no me_escondi arrombar_a_porta a_arrombar_a_porta fora_da_minha_casa na_porta tá_na_porta está_na_porta lá_fora',
    attackme:
      'me_matar me_mata me_mate me_bater me_bata me_machucar faca vai_me_matar matar-me arma me_pegar me_agredir mata_todo_mundo mata_a_gente nos_matar me_mataria mata_todos matar_a_gente matar_todo_mundo me_esfaquear me_furar',
    afraid: 'medo pavor apavorada apavorado temo',
    nochange:
      'nada_mudaria não_mudaria_nada nenhuma_diferença não_faria_diferença não_faria_falta tanto_faz dava_igual não_fazia_diferença ninguém_perderia nenhuma_perda não_muda_nada tudo_continuaria_igual',
    lookafter:
      'cuidem_da_minha cuidem_do_meu cuida_do_meu cuida_da_minha cuidem_dos cuidem_bem tomem_conta toma_conta olhem_por olha_pela_minha',
    readthis:
      'leres_isto lerem_isso ler_isso lendo_isso lerem_isto lê_isso ler_esta_mensagem encontrarem_isso estiver_lendo estiverem_lendo ler_isto',
    goneby: 'não_estarei morto morta já_fui não_vou_estar terei_ido não_estiver longe não_estou_mais',
    makeit:
      'chegar_aos chego_aos passar_dessa_noche passar_desta_noite passar_dessa_noite sobreviver_a_essa_noite chegar_até_amanhã chegar_viva chegar_vivo vejo_chegando',
    lastof: 'último_dia última_noite última_mensagem último_aniversário último_natal últimas_horas últimos_dias',
    earth: 'na_terra nesta_terra nessa_terra da_minha_vida neste_mundo nesse_mundo com_vida vivo viva',
    giveaway:
      'dando_minhas dei_minhas doei_minhas dei_todas doei_tudo doei_todas dar_minhas distribuí_minhas dei_meu dei_tudo deu_todas deu_tudo doou_tudo doou_suas deu_suas deu_as_coisas',
    neednomore:
      'não_vou_precisar não_vou_mais_precisar não_precisarei não_preciso_deles não_preciso_delas não_preciso não_vai_precisar_mais',
    homeplace: 'garagem sótão porão armário quintal',
    doesithurt: 'dói doeria vai_doer é_doloroso se_sofre doloroso',
    letme: 'me_deixem me_deixa deixem-me deixa-me me_deixe',
    mourn: 'chorar_por_mim choraria_por_mim chorará_por_mim no_meu_enterro no_meu_velório ao_meu_funeral',
    firearm: 'arma revólver pistola espingarda',
    beside:
      'do_meu_lado ao_meu_lado na_minha_frente em_cima_da_mesa na_mesa na_mão na_boca na_cabeça na_têmpora nas_minhas_mãos no_colo',
    onmyself: 'em_mim contra_mim comigo_mesmo comigo_mesma contra_a_minha',
    waitfor: 'esperando espero aguardo espera',
    keepshere:
      'me_prende_aqui prende_aqui me_segura_aqui me_mantém_aqui me_mantém_viva me_mantém_vivo me_prende_a_este me_prende_nesse',
    rescue: 'me_salvar me_salva me_salve me_impedir me_acha me_encontra',
    punish: 'castigo castigar puno odeio_meu_corpo me_odeio me_detesto',
    selfcutting: 'me_cortando cortando-me me_queimando me_batendo me_machucando me_arranhando cortes',
    mydeath:
      'minha_morte minha_própria_morte meu_funeral meu_enterro meu_velório meu_suicídio não_estar_aqui não_existir estar_morta estar_morto meu_próprio_velório meu_próprio_funeral meu_próprio_enterro não_estar_mais_aqui não_estar_mais',
    ridofme: 'livres_de_mim livrariam_de_mim se_livrar_de_mim ter_que_me_aguentar me_querem_morta me_querem_morto',
    domyself: 'posso_fazer_comigo possa_fazer_comigo fazer_comigo fazer_algo_comigo que_posso_fazer do_que_sou_capaz',
    theday: 'acaba_tudo tudo_acaba é_o_dia tudo_termina',
    suffering: 'dor sofrimento tormento agonia',
    makeitstop: 'faz_parar faz_isso_parar que_acabe_logo façam_parar que_isso_pare',
    nopain:
      'sem_mais_dor não_vai_mais_doer sem_dor_nenhuma não_vou_mais_sofrer parar_de_sofrer não_haverá_dor acabou_a_dor',
    resolve: 'decidi decidido decidida disposto disposta',
    crash: 'bater_o_carro bater jogar_o_carro',
    obstacle: 'muro parede árvore poste caminhão',
    hurtsmuch: 'dói_demais dói_tanto dói_muito doloroso_demais dolorosa_demais',
    hasplan: 'um_plano tenho_um_plano meu_plano o_plano plano_e_uma',
    hasdate:
      'uma_data e_data e_uma_data escolhi_o_dia escolhi_a_data marquei_o_dia marquei_a_data data_marcada já_sei_quando sei_quando dia_escolhido dia_marcado defini_o_dia',
    ittakes:
      'preciso_tomar preciso precisa é_preciso bastam basta são_precisos são_necessários tem_que_tomar tenho_que_tomar devo_tomar seria_suficiente é_suficiente',
    dosage:
      'dor_de_cabeça febre por_dia ao_dia diária máxima máximo adulto adultos criança crianças kg médico receita farmácia bula gripe resfriado enxaqueca estoque vem_na_caixa gato cachorro recomendada seguro gravidez qual_remédio que_remédio qual_comprimido',
    inmouth: 'na_boca na_cabeça na_têmpora na_própria_cabeça no_queixo',
    giving: 'deu dei dando doou doei doando distribuiu dou',
    notlong:
      'não_vou_chegar_a não_vou_estar_aqui não_vai_chegar não_vou_viver não_vai_viver não_estarei_aqui_para não_vou_ver não_verei não_vou_estar_viva não_vou_estar_vivo não_pretendo_viver não_chego_aos não_sobrevivo não_vou_sobreviver não_me_vejo_vivendo não_me_vejo_vivo',
    letter: 'carta cartas bilhete recado',
    findit:
      'vão_encontrar vão_achar vai_encontrar encontrarem quando_me_encontrarem quando_me_acharem na_gaveta em_cima_da_mesa vão_entender vão_saber_por',
    relief:
      'alívio libertação paz consolo descanso presente salvação doce bênção liberdade acalma tranquiliza alivia consola conforta',
    heaven: 'no_céu cemitério paraíso lá_em_cima no_além no_túmulo pro_céu céu',
    soon: 'hoje amanhã logo esta_noite essa_noite agora finalmente segunda terça quarta quinta sexta sábado domingo',
    unsafe:
      'segura_comigo seguro_comigo a_salvo_de_mim perigo_pra_mim perigo_para_mim medo_de_mim_mesma medo_de_mim_mesmo medo_de_mim confio_em_mim_hoje',
    beats: 'bate bateu espanca espancou agride agrediu estupra enforca maltrata',
    victim: 'mãe minha_mãe minha_irmã meu_irmão nós irmã em_mim na_minha_mãe na_mãe',
    cantgoon: 'não_aguenta_mais não_aguenta não_consegue_mais não_dá_mais não_aguentava',
    unconscious: 'desacordada desacordado inconsciente desmaiada desmaiado não_respira não_acorda não_reage',
    thing: 'impressora computador notebook monitor teclado tv celular bola pedra papel',
    fiction:
      'filme romance livro série música personagem herói heroína enredo episódio peça ópera artigo notícia poema álbum jogo cena resumo',
    hung: 'pendurada amarrada pronta presa preparada esperando',
    ifleave:
      'se_eu_for_embora se_eu_sair se_eu_largar se_eu_deixar se_eu_contar se_eu_terminar se_eu_falar se_eu_for se_eu_contasse se_eu_falasse',
    shootup: 'atirar atirar_na atirar_em massacre matar_todo_mundo_na um_tiroteio',
    packs: 'caixas cartelas frascos garrafas caixa cartela frasco',
    lookfor: 'me_procure me_ache me_procura me_encontre me_procurem me_encontrem',
    easy: 'tão_fácil fácil simples bastava',
    if: 'se',
    fine: 'bom melhor ótimo não_me_importaria tanto_faz tudo_bem seria_bom',
    scream: 'grita gritos gritando pedindo_socorro pede_socorro',
    findme: 'me_achar me_encontrar vão_me_achar vão_me_encontrar meu_corpo me_acharem vai_me_achar',
    hanged: 'enforcado enforcada pendurado pendurada morto morta',
    gaze: 'olho olhando fico_olhando encaro encarando',
    ambulance: 'ambulância samu emergência pronto_socorro',
    bath: 'banheira banheiro',
    ifhad: 'se_eu_tivesse quem_dera_ter queria_ter',
    mylife: 'minha_vida',
    cantstop: 'não_paro não_consigo_parar não_deixo',
    thanthis: 'que_viver do_que_viver que_continuar do_que_isso que_isso',
    nothingtolose: 'nada_a_perder nada_pra_perder nada_para_perder',
    wheregoing: 'pra_onde_eu_vou pra_onde_vou para_onde_vou onde_eu_vou',
    nomore:
      'não_estarei_neste_mundo não_estarei_mais_neste não_vou_estar_nesse_mundo não_estarei_mais_viva não_estarei_mais_vivo não_vou_estar_mais_aqui_amanhã',
    hitme:
      'me_bate me_sufoca me_enforca me_espanca me_estupra me_tranca me_agride me_chuta me_estrangula me_maltrata me_estuprou me_espancou me_bateu me_joga me_empurra me_arrasta me_atira quebrou_minhas quebrou_meu quebrou_minha',
    letsdie: 'se_deixando_morrer se_deixa_morrer',
    goon: 'continuo continuar ainda sigo',
    breathe: 'respirando respirar respiro',
    shouldhave: 'devia_ter deveria_ter era_pra_eu_ter tinha_que_ter',
    care4: 'cuida cuidem cuide toma_conta olha_pela',
    heart: 'coração',
    euthanasia: 'eutanásia suicídio_assistido',
    cry3: 'chorando chorava estranho chora',
    alike: 'tanto_faz não_me_importo não_me_importaria não_me_importa dá_no_mesmo me_é_indiferente não_ligo',
    followsme: 'me_seguindo me_segue me_persegue perseguindo',
    social: 'twitter instagram github tiktok linkedin facebook canal conta seguidores',
    domviol: 'violência_doméstica maus-tratos',
    suffer: 'vítima sofro sofrendo vivo',
    mycar: 'meu_carro o_carro',
    exist: 'existo',
    endpain:
      'acabar_com_meu_sofrimento terminar_meu_sofrimento acabar_com_o_meu_sofrimento fim_ao_meu_sofrimento acabar_com_minha_dor',
    animal: 'cachorro gato cão gata cachorra hamster filhote veterinário cavalo',
    planto: 'pretendo planejo penso planejando planeja',
    wheel: 'volante',
    letgo: 'soltar solto',
    burnhouse: 'botar_fogo colocar_fogo queimar_a_casa incendiar_a_casa tacar_fogo',
    myfuneral: 'meu_enterro meu_velório meu_funeral',
    music: 'músicas música playlist escolhi',
    urge: 'vontade tentação impulso',
    along: 'no_sentido atravessado na_vertical ao_longo',
    against: 'na_parede contra_a_parede escada_abaixo no_chão',
    nocall: 'não_liga_pra_ninguém não_ligue_pra_ninguém não_chama_ninguém não_conta_pra_ninguém',
    gasopen: 'abri_o_gás liguei_o_gás gás_aberto',
    doorshut: 'tranquei_a_porta fechei_a_porta fechei_as_janelas',
    found: 'achei encontrei',
    hangs: 'enforcado enforcada pendurado pendurada',
    stopbreath: 'parar_de_respirar eu_parar_de_respirar',
    gentle: 'suave tranquilo tranquila fácil',
    mix: 'misturar mistura combinar combinação',
    regret: 'arrependo lamento',
    onlything: 'única_coisa',
    wouldbe: 'seria',
    depression: 'depressão',
    thinkof: 'penso_em pensando_em considerando',
    hurtsme: 'me_machuca me_fere',
    drinks: 'bebe bêbado bebeu',
    owndeath: 'própria_morte sua_morte a_própria_morte',
    joinme: 'vou_junto eu_vou_junto vou_com',
    body: 'costelas braço nariz dentes rosto cara',
    keepsfrom: 'me_impede me_segura',
    fumes: 'garagem_com_o_motor garagem_o_motor_tá',
    event: 'casamento festa lançamento viagem migração reunião projeto sprint mudança conferência',
    aside: `${PLAINLY_TECHNICAL} ${ASIDE_EVERYWHERE} processo processos servidor servidores serviço programa laço linha linhas arquivo arquivos ficheiro ficheiros botão cliente clientes jogo jogos fase personagem personagens vilão protagonista romance filme série episódio bateria planta plantas tomates motor cozinhar cozinhando cebola cebolas pão barbear barbeando cabeleireiro cabelo academia ginásio treino escalada férias piada xadrez futebol partida estatísticas prevenção campanha voluntário voluntária capacitação artigo componente tabela coluna reunião projeto requisições requisição consulta contêiner contentor compilador compilação dedo código fome rir quantas_pessoas cada_ano por_ano depurador tese tcc monografia fogão forno sofá chuveiro piscina estudo ferro_de_passar módulo voo até_segunda até_amanhã café cafeína suspeito campo campos matéria simulador simulação gratuito gratuita cota memória aluguel financiamentos serra viagem despertador abordagem conclusões tênis pingue-pongue bungee paraquedas trampolim lava-louças demissão receita_de cola_quente brinquedo pistola_de_água caça massagem paintball suculentas suculenta orquídea orquídeas manjericão roseira grama hamster peixes aquário prova vestibular seguradora herança herdeiros cartório dente dentista pacote pacotes diretório directório comando opção bandeira arquitecturas nroff`,
  },
};
