import type { CrisisPhrases } from '../crisis-kind.ts';
import { PLACES } from './place-words.ts';
import { TECHNICAL_WORDS } from './technical-words.ts';

/** What people write in Portuguese, of Brazil and of Portugal. */
export const PORTUGUESE: CrisisPhrases = {
  language: 'pt',
  classes: {
    city: PLACES,
    tech: `${TECHNICAL_WORDS} processo processos servidor contêiner contêineres tarefa tarefas código laço função erro erros consulta projeto regra reunião reuniões impressora biblioteca arquivo ficheiro recursão fila sessão`,
    quero:
      'quero queria vontade desejo prefiro preferia preciso mereço gostaria gostava vou penso pensando vo qria quria devia deveria espero pretendo planejo apetece tomara quis pudesse',
    matar:
      'matar suicidar enforcar matar-me suicidar-me enforcar-me envenenar afogar esfaquear mata mate mato enforco suicido atirar jogar tacar',
    mematar:
      'me_matar me_suicidar me_enforcar matar-me suicidar-me enforcar-me me_envenenar me_afogar dar_um_tiro_na_cabeça tirar_a_minha_vida me_mate atirar-me jogar-me',
    morrer:
      'morrer morto morta estar_morto estar_morta sumir_do_mundo desaparecer_para_sempre sumir_pra_sempre deixar_de_existir não_acordar',
    muito:
      'todos todas tudo toda inteira inteiro monte cartela frasco caixa cartelas muitos vários punhado 10 12 15 20 25 30 35 40 50 60 80 100 dez vinte trinta quarenta cinquenta dezenas demais',
    comprimidos:
      'comprimidos comprimido remédios remédio pílulas calmantes medicamentos paracetamol dipirona rivotril clonazepam ansiolíticos antidepressivos insulina soníferos veneno chumbinho lixívia cartela pastilhas',
    tomei: 'tomei tomado engoli tomo tomar engolir ingeri bebi engolido tomou engoliu bebeu mandei virei',
    bracos: 'braço braços pulso pulsos veias perna pernas coxa coxas pele antebraço antebraços mão mãos',
    alto: 'ponte telhado beira parapeito trilhos terraço laje prédio varanda janela viaduto penhasco precipício sacada cobertura borda andar',
    kin: 'amigo amiga amigos irmão irmã filho filha mãe pai marido esposa mulher namorado namorada colega companheiro companheira primo prima sobrinho sobrinha tio tia vizinho vizinha aluno aluna estudante paciente cara menino menina avó avô alguém ele ela mano friend ex',
    agressor:
      'ele ela marido esposa namorado namorada parceiro companheiro pai mãe padrasto madrasta ex irmão tio avô pais chefe vizinho primo professor treinador mulher',
    bate: 'bate bateu espanca espancou estupra estuprou abusa abusou ameaça ameaçou enforca enforcou agride agrediu tranca trancou viola violou persegue toca tocou apalpa chuta chutou soca socou empurra empurrou machuca machucou estrangula estrangulou batia bate-me bateu-me',
    vitima:
      'ele ela eles elas todos todo_mundo alguém chefe cunhado cunhada pessoas marido esposa colegas professor pais vizinho ex namorado namorada bebé bebê filho filha irmão irmã mãe pai sogra mulher',
  },
  phrases: {
    attempt: `
{tomei} ... {muito} ... {comprimidos}
{tomei} ... {comprimidos} .. {muito}|álcool|morrer|adeus
{tomei} ?todo ?toda a|o|uma|um|todos|todas|tudo ?os|as|o|a ?meus ?minhas caixa|cartela|frasco|{comprimidos} ?inteira|inteiro|toda
{tomei} ?a caixa|cartela|frasco inteira|inteiro|toda|todo
overdose .. {tomei}|tive|fiz|acabei
estou|tô|to|sentado|sentada|em_pé|de_pé|aqui|subi|parado|parada ?aqui ?sentado ?sentada ?em_pé ?de_pé ?em_cima no|na|em|do|da|à|sobre ?cima ?do|da ?um|uma ?beira ?do|da|de {alto}
beira|borda da|do|de ponte|telhado|prédio|abismo|uma_ponte
pernas|pés .. vazio|balançando
cortei|cortar|corto|cortado|abri ?os|as|meus|minhas pulsos|veias|pulso
pulsos|veias|pulso cortados|cortadas|abertos|abertas|sangrando
corda|cinto .. pescoço|pronta|teto|pronto
faca|lâmina|gilete|arma|revólver|pistola .. mão|pulso|pulsos|pescoço|cabeça|boca|têmpora
vou {mematar} .. hoje|agora|noite|amanhã|já
puxar|apertar o gatillho|gatilho
tentei {mematar}
vou|agora|já pular|saltar ?adeus|agora
`,
    plan: `
acabar|acabo|termino me matando|matando_me
^ ?bom isso|isto|esta|essa é ?uma|minha|um|o despedida|adeus|fim $
^ ?hoje ?esta|essa ?é ?será ?a minha última noite $
logo|breve|em_breve ?tudo ?isso|isto ?vai acabar|acaba|acabou
logo ... tudo ... acabar
deixar vocês|eles|todos em paz
não vão ?mais precisar|ter ?de|que ?se preocupar ?mais comigo
como|qual|jeito|maneira|forma|método|modo|melhor|formas|jeitos ... {mematar}|se_matar|se_suicidar|suicidar-se|matar-se|suicidar
como|jeito|maneira|forma|método ... morrer|suicídio ... sem|dor|rápido|sofrer|indolor
menos|sem doloroso|dolorosa|dor|sofrer|sofrimento ... morrer|suicídio|morte|matar|suicidar
morrer|suicídio|morte .. sem dor|sofrer|sentir
quantos|quantas|quanto ... {comprimidos} ... morrer|matar|fatal|letal|me_matar|overdose|morre
dose letal|mortal|fatal
carta|bilhete|cartas|mensagem|vídeo .. despedida|suicídio|adeus
pular|saltar|jogar|atirar|jogo|atiro|pulo|atirar-me|jogar-me|salto ... ponte|prédio|janela|varanda|telhado|trem|metrô|comboio|trilhos|penhasco|viaduto|sacada|caminhão
jogar|bater|bato ... carro .. árvore|muro|propósito|poste
planejei|planejando|planeei|decidi|plano|planejado ... suicídio|morrer|{mematar}
data|dia .. {mematar}|minha_morte|suicídio
última|último|últimas ?minha noite|dia|mensagem|palavras .. vida|adeus|todos|viva|vivo
é a|o|minha|meu ?minha|meu ?última|último despedida|adeus|última_noite|último_dia
adeus ?a ?este mundo|todos|para_sempre|pra_sempre|mundo_cruel
não|já ?não estarei|vou_estar|vou_tar ?mais amanhã|aqui|viva|vivo|segunda
amanhã|hoje|sexta|noite|semana ... não_estarei|não_acordo|me_mato|não_existo|me_enforco|acabo_com_tudo|{mematar}
{comprimidos} .. mão|mesa|frente|aqui|prontos|lado ... {tomei}|tudo|todos
vou|e ?vou ?a tomar|engolir tudo|todos|todas
pra|para casa ?e {mematar}
vou|e|pra|para|a ?casa ?me|a|pra enforcar|enforcar-me|me_enforcar|me_matar
acabar|acabo|terminar ?com ?a ?minha|própria|a vida
deixei|tenho|tá|está tudo .. arrumado|resolvido|pronto|organizado ... vida|morte|adeus|morrer|partir
dei|dando|doei .. minhas|meus coisas|cachorro|gato
`,
    'wish-to-die': `
sou|estou|tô|me_sinto|ando ?muito suicida
terminei|acabei|desisti com|da|de ?a ?minha vida|viver
{quero} ?só ?apenas ?era ?poder desaparecer|sumir
mais|melhor valia|vale|seria ?era ?eu desaparecer|morrer|não_existir|não_ter_nascido|estar_morto|estar_morta
vida perdeu ?toda ?o|a graça|sentido|cor
{mematar}
{quero} ?de ?em ?só ?mesmo ?muito ?ir me matar|suicidar|enforcar|mata
me .. matar|suicidar .. quero|vou
suicidar|suicidar-me|mato-me|me_mato
{quero} ?de ?só ?apenas ?mesmo ?era ?muita ?muito ?poder ?mais ?logo {morrer}
{quero} ?de ?só ?apenas sumir|desaparecer ?daqui ?deste_mundo .. sempre|vida|mundo|vez|morrer
só queria .. morrer|dormir_para_sempre|dormir_e_não
tirar|tiro|tirando|acabar_com|pôr_fim|dar_fim|terminar|findar ?à|a ?com minha|própria|a_minha|da ?própria vida|existência|sofrimento
acabar|acabo|terminar com tudo|minha_vida|a_vida|isso_de_vez|isto_de_vez|a_própria_vida
não|n|nunca|nem|já_não|sem ?eu ?já quero|aguento|consigo|tenho|vejo|há|tem|mereço|vale|suporto|queria|encontro ?mais|a|ter ?vontade|razão|motivo|sentido|razões|motivos|pena ?pra|para|em|de|nenhum ?continuar viver|existir|acordar|estar_aqui|estar_viva|estar_vivo|continuar_vivo|continuar_viva|seguir_vivendo|vivendo|a_vida|ficar_viva
sem|perdi ?a ?qualquer ?nenhuma vontade|razão|motivo|motivos ?de|pra|para viver|vida|existir|continuar
cansado|cansada|farto|farta|cansei|enjoado ?de|da|dessa|desta ?tanto viver|vida|existir|minha_vida
vida ?já ?me não|já ?mais ?não vale|sentido|tem|faz|presta ?mais|a pena|sentido|graça|nada
não ?mais vale ?mais ?a pena .. viver|continuar_vivendo|vida
melhor|melhores|felizes|bem .. sem mim|eu_aqui
melhor .. se eu|me .. morrer|morresse|sumisse|não_existisse|sumir|matasse
sem mim .. melhor|melhores|felizes
melhor|estaria .. estar|se ?eu morto|morta|morresse
queria|preferia|gostaria|gostava|devia|tomara|antes|melhor|deveria .. nunca|não|nem ter|tivesse|deveria ?ter nascido|existido|acordado
nunca|não ter|devia|deveria|tivesse ?ter nascido|existido|acordado
{quero} .. estar|ser morto|morta
estar morto|morta
preferia|prefiro|melhor ?estar|era morrer|morto|morta ?do ?que|a|estar|assim
pensamentos|ideias|ideação|impulsos suicidas|suicida|de_morte|de_suicídio
suicida|suicídio .. penso|pensando|pensei|tentativa|tentei|quero|cometer|me
penso|pensando|pensado|pensar|pensei|considero|considerando ?muito ?sempre ?só ?sério ?o_tempo_todo ?todo_dia ?todos_os_dias ?constantemente ?em|no|na ?me suicídio|suicidar|matar|morrer|minha_morte|me_matar|tirar_minha_vida
tentei|tentativa .. suicídio|{mematar}
dormir|adormecer|deitar .. nunca|não|jamais ?mais ?nunca acordar|acordasse
não|nunca ?quero acordar ?mais|nunca|amanhã
acordo|acordar|acordei ... decepcionada|decepcionado|triste|raiva|frustrada|frustrado .. viva|vivo|acordado|acordar|ter|ainda
decepcionada|decepcionado|triste|chateada|raiva|pena ... ainda|estar|ter ?estar viva|vivo|acordado
ninguém|quem|alguém ... falta|notar|notaria|importar|importaria|chorar|choraria|sentiria|perceber|perceberia|ligar|percebia|repara|reparava ... morresse|morrer|mim|sumisse|desaparecesse|minha_morte|sumir|se_eu
ninguém .. sentiria|vai_sentir|notaria ?a|minha ?minha falta
se eu ?me ?morrer ?amanhã ?simplesmente morrer|morresse|sumisse|sumir|desaparecesse|desaparecer|matasse|morre ... ninguém|melhor|falta|notar|perceber|ia|alguém|diferença
não mereço .. viver|vida|estar|existir
mereço|devia|deveria ?era ?estar morrer|morto|morta
desaparecer|sumir .. sempre|mundo|vez
`,
    'self-harm': `
^ ?hoje ?ontem me cortei ?de_novo ?outra_vez ?hoje $
me corto|cortei|machuco|queimo ?e nem|pra|para|todo|toda|quando
tô|to|estou|ando|vivo me cortando|machucando|queimando|mutilando|ferindo
me ?voltei_a ?ando_a corto|cortei|machuco|machuquei|queimo|queimei|mutilo|mutilei|automutilo|arranho|bato|firo|cortando|cortar|machucar|mutilar ... braços|pernas|pulsos|pele|vontade|quero|mesma|mesmo|novo|vez|desde|ontem|pra|para|quando|sempre|escondido|anos
{quero}|voltei|comecei|preciso|parar|paro|consigo|vontade|recaí ?a ?de ?não ?de me ?auto cortar|machucar|ferir|mutilar|queimar|automutilar|corto
me .. corto|mutilo|automutilo
automutilação|automutilar|automutilando|autolesão|automutilo .. eu|me|anos|voltei|escondido|vergonha
voltei|voltar|comecei a ?me automutilar-me|cortar-me|magoar-me|cortar|mutilar
cortar-me|magoar-me|ferir-me|mutilar-me|automutilar-me|queimar-me|corto-me|magoo-me
{bracos} ... cheias|cheios|cobertas|cobertos|marcados ... cortes|cicatrizes|queimaduras|marcas|feridas
cortes|cicatrizes|queimaduras .. {bracos}
cortes novos|frescos|profundos
bato|bati|bater|soco .. cabeça|punho|mão ... parede|muro|sangrar
até sangrar|sair_sangue|sangue
recaí|recaída .. cortes|cortar|coxas|automutil*
forço|provoco o|meu vômito|vómito
`,
    despair: `
por_que|pra_que|para_que ?eu nasci
não|n|já_não ?eu aguento|suporto|consigo|posso|guento|aguentar mais .. vida|assim|dor|tudo|sozinho|sozinha|nada|isso|continuar
não|n|já ?não aguento|suporto|guento mais
já não aguento|suporto|consigo
não|n consigo|posso|dá mais|pra ?mais ?viver ?assim ?continuar ?com_isso|isto|isso
sem|perdi|nenhuma|toda|acabou|não_tenho|nao_tenho|tenho ?mais ?minhas|a|qualquer|toda|todas ?a|as|mais ?minha|minhas esperança|esperanças|forças|fé_na_vida
desesperado|desesperada .. vida|estou|sozinha|sozinho|tô
me ?sinto ?senti sinto|sentindo|senti|sinto-me ?tão ?muito ?só ?um ?uma ?como ?completamente ?totalmente ?sempre vazio|vazia|inútil|desesperada|desesperado|fardo|lixo|fracasso|morto|morta|sem_valor|um_peso|quebrado|quebrada|perdida|perdido|merda
sinto-me ?tão ?um ?uma vazio|vazia|inútil|fardo|lixo|morto|morta|desesperado|desesperada
sinto .. vazio|vazia|inútil|fardo|peso .. todos|família|vida|dentro
não|n sirvo|presto|valho ?pra|para ?mais nada
não sirvo|presto|valho
me odeio|detesto ?tanto
odeio|detesto ?a minha|a|essa|esta vida ?mim
odeio-me|odeio_a_mim
ninguém ?me ?mais ama|gosta|entende|importa|precisa|liga|escuta|quer ?de|comigo|pra|com ?mim
ninguém me .. ama|entende|quer|escuta|ajuda
sou|virei|ser ?só ?apenas ?um ?uma fardo|peso|estorvo|fracasso|lixo|inútil|merda|vergonha
vida ?é|está|tá ?um|uma inferno|insuportável|sem_sentido|acabou|merda|acabada|arruinada|destruída
acabou ?tudo ?pra|para mim
nada ?mais ?na_vida faz|tem|importa|vale ?mais ?mais_nenhum sentido|mais|a_pena|graça|importância
pra|para|por quê|que|quê .. viver|continuar|vivo|existir
sei|nem ?sei ?porque|porquê|por|pra|o ?que|quê ?ainda|motivo ... ainda|continuo|estou ?estou|tô|to ?aqui aqui|viva|vivo|vivendo|tentando
dor|sofrimento ?que .. pare|acabe|termine|insuportável|passa|acaba
{quero} ?só que .. dor|tudo|isto|isso|sofrimento .. pare|acabe|acabasse|parasse|termine
choro|chorando .. todas|todos|noites|dias|noite|sempre|toda
crise|crises|ataque|ataques .. pânico|ansiedade .. estou|tendo|ajuda|respirar|morrer|tenho|tive|outra
depressão|deprimido|deprimida|depressiva ... consigo|grave|profunda|mais|vida|morrer|estou|tô|tenho|muito
estou|tô|tenho ?muito ?com ?em depressão|deprimido|deprimida
desisti|desisto|desistindo ?já ?da|de vida|viver|tudo|mim
não ?há|vejo|tem|enxergo|encontro ?mais|há ?nenhuma|mais saída|futuro|sentido|esperança|luz
não .. vejo .. saída|futuro|sentido|esperança
quebrada|quebrado|morta|morto|vazio|vazia .. dentro
no fundo do_poço|poço
`,
    'violence-suffered': `
abusaram|abusou|abusava de mim
^ ?socorro ele|meu_marido|meu_pai|meu_ex|meu_namorado vai|quer me_matar $
{agressor} ... me ?já|já_me|quase|sempre|quer ?quase {bate}|joga_coisas|joga_coisas_em|atira_coisas|xinga_e_bate|bater
{agressor} ... {bate} ?em ?na ?com mim|comigo|nós
{agressor} ... {bate}-me|bate-me|agride-me|violou-me|ameaça-me|bateu-me|espancou-me|toca-me
me {bate}|espancaram|estupraram|agrediram|estuprou
bate-me|agride-me|ameaça-me|violou-me|espancou-me|batem-me
fui|sou|estou|sendo|era ... estuprada|estuprado|abusada|abusado|espancada|agredida|violada|ameaçada|perseguida|espancado|agredido|molestada
medo .. que|de|do|dele ... me ... mate|bata|machuque|encontre|matar|bater
medo de|do|da|dele ?voltar|ir ?pra|para|meu|minha casa|marido|namorado|pai|padrasto|ex
medo ... voltar .. casa
ameaça|ameaçou|ameaçando ... me_matar|matar|bater|faca|arma|morte|matar-me
diz|disse|jura|vai|quer ... vai|quer|que ?vai me matar|bater|achar|pegar ?se
ele|ela|ex|marido vai|quer me matar|bater
violência .. doméstica .. sofro|vítima|sou|ajuda|minha
não .. segura|seguro|sinto .. casa|ele
entra|vem|entrou|veio ... meu|no_meu quarto|cama ... noite|toca|tocar
joga|jogou|atira|atirou .. coisas|objetos|pratos ?em|contra mim
`,
    'violence-meant': `
{quero} ?de ?lá ?ainda matar|esfaquear|envenenar|estrangular|apunhalar|assassinar|machucar|atirar_em|dar_um_tiro_em|balear|furar|dar_facada ?o|a|meu|minha|meus|minhas|no|na|todo|todos ?meu|minha {vitima}|mundo
{quero} matá-lo|matá-la|matalo|matala|esfaqueá-lo|esfaqueá-la
{quero} dar|meter ?um|uns|uma tiro|tiros|facada|facadas
massacre|tiroteio .. escola|planejo|vou|colégio
arma|faca|pistola|revólver ... escola|colégio|trabalho|escritório|faculdade|universidade
vontade|pensamentos|impulsos|medo|receio ... machucar|ferir|fazer_mal|magoar|matar ... alguém|outros|bebê|bebé|filho|criança|filha|família
vão .. pagar|arrepender .. todos|escola|amanhã|arma|eles
eles vão pagar
sacudir|sacudo|chacoalhar .. bebê|bebé|criança
`,
    'another-person': `
{kin} ... se_matar|se_suicidar|suicidar-se|matar-se|se_enforcar|enforcar-se|se_machucar|se_cortar|se_jogar|se_mutilar|se_atirar|atirar-se
{kin} ... quer|queria|disse|diz|falou|vontade|deseja ... morrer|suicid*|se_mat*|desaparecer_para_sempre|sumir_do_mundo
{kin} ... acabar|tirar ?com ?a ?sua|própria|a|a_própria ?própria vida
{kin} se|está|tá ?está|tá corta|mutila|automutila|cortando|machuca|matou|suicidou|enforcou|se_cortando|mutilando
{kin} ... se ... corta|mutila|automutila|enforcou|suicidou|matou
{kin} ... jogar|pular|atirar|saltar|joga|pula|atira ... telhado|ponte|prédio|trem|janela|viaduto|metrô|varanda|terraço
{kin} ... não ?quer quer|tem|vê|aguenta ?mais ?vontade ?de ?seguir viver|existir|estar_viva|estar_vivo|vivendo
{kin} ... suicida|suicidas|suicídio
{kin} ... {tomei} ... {comprimidos}
{comprimidos} ... não acorda|reage|responde|respira
{kin} ... despedida|despediu|despedindo ... suicid*|carta|bilhete|atende|responde|mensagem|vida
{kin} ... carta|bilhete|mensagem ?de despedida|suicídio|adeus
{kin} ... arma ... suicid*|matar
`,
  },
  spared: `
morrer|viver|morto|morta|fim|mais sussurrou|murmurou|gritou|soluçou|suspirou ela|ele
ele|ela|banda|time .. fundo_do_poço
não aguento|suporto|consigo mais ouvir|ver|ler|escutar a|o|essa|esse|esta|este
sleep forever
filho|filha|bebê|criança|cachorro chora|choram|chorava
pode|podem|poderia|deve|vai|parece ser inútil|um_peso
ir_embora|sumir|sair de_vez|pra_sempre|para_sempre ?e morar|viver|trabalhar|pro|para_o|pra_portugal|pro_interior|do_brasil
jogar|jogo|atirar|lançar o|a|os|as|meu|minha|um|uma|esse|essa ... janela|varanda|ponte
{mematar}|me_matar|me_mato de estudar|trabalhar|rir|tanto|treinar|correr
acabar|acabo com a vida das|dos|de_uma
desaparecer|sumir|sair das|do|de|desse|deste|dessas ?esse redes|instagram|facebook|linkedin|whatsapp|grupo|mundo_do|mundo_corporativo|mundo_da
prende|segura ... empresa|trabalho|cidade|equipe|emprego|país
aguento|suporto|suportar|aguentar ?mais esse|essa|este|esta|o|a calor|frio|barulho|música|clima|chuva|vizinhos|propaganda|cheiro|trânsito|suspense|chefe|mosquitos|pernilongos|semestre
suspense|espera|costas|cabeça|calor|trabalho|dieta|joelho|frio|fome|curiosidade|escadas|academia|trânsito|prof|vizinhos|dente|saudade ?me ?tá ?tão ?está ?vai me|mata|matando|matar ?mata|matando
me mata|matam|matou ?toda ?de toda_hora|sempre|de_novo|de_rir|rir|calor|curiosidade|vergonha|saudade
chefão|chefe|boss|dragão|inimigo ... me|nos mata|matou|matam
suicídio|suicida|suicídios ... alunos|aluno|aula|folheto|cartaz|campanha|prevenção|estatísticas|protocolo|professores|taxa|frases
dose letal|fatal|mortal ... rato|ratos|camundongo|camundongos|cão|cachorro|gato|cafeína|chocolate|animais|laboratório
acabar|terminar|acabo com ?todas|todos as|os|a|o|essas|esses formigas|baratas|ratos|mosquitos|praga|mofo|fome|pobreza|dívidas|tarefas|projeto|pernilongos
mataria|morreria|morro|mato por ?comer|um um|uma|uns|umas|o|a|esse|essa|brigadeiro|comer|dormir
viver|vivo|morar .. {city}
viver|vivo|estar|morar|existir|continuar em|no|na|num|numa|perto|com|sem ?de ?são ?o|a|uma|um|esta|este|essa|nessa|nesta {city}|paulo|cidade|interior|apartamento|bairro|roça|república|internet|café|aluguel
despedida|adeus ... colega|colegas|trabalho|empresa|equipe|equipa|aposentadoria|escritório|chefe|emprego|solteira|solteiro
jefe|boss|chefe ?me mata si|se
me mato|mata ese|este|esse|essa|esta
gato|cachorro|gata|cão ... pulou|pula|caiu|morreu
não|nem|nunca ?sou ?estou ?tô suicida|suicidas
morrendo|morro|morri|morrer|morta|morto de ?tanto vontade|saudade|saudades|fome|rir|sono|calor|frio|medo|vergonha|sede|curiosidade|tédio|inveja|cansaço|amores
morrer|morrendo|morri|morto|morta|morre|morro ?quase .. rir|riso|tédio|fome|sede|calor|vergonha|curiosidade|sono|frio|saudade|cansaço|saudades|medo|inveja|tanto
matar|mata|matando|mato|encerrar|mate ?a|o|os|um|esse|este|todos ?os|o {tech}|porta|instância|pod|tempo|aula|saudade|coelhos|fome|sede
{tech}|processo_filho|processo_pai|programa|daemon ... matar|morre|morrer|suicida|mata|suicidar|morreu|matou|se_matar
{tech}|calor|chefe|cliente|time|prazo|mãe|mulher|esposa|namorada ?me ?vai ?tá ?está ?vai me|vai mata|matando|matar|me_matar
me .. mata|matando|matar .. {tech}|calor|prazo
vai me matar se|quando ... {tech}|vermelho|atrasar|quebrar|esquecer|segunda
acabar|terminar|acabo ?com ?tudo ?isso ... {tech}|hoje|relatório|dívida|sexta|segunda
ciclo .. vida
vida útil
tudo pronto .. deploy|noite
matar|mato .. chefe|boss final|do
chefe final .. matar|mato
prefiro|preferia|antes morrer .. que|usar|a|do ... {tech}
suicídio|suicida .. comercial|político|prevenção|esquadrão
prevenção|risco|campo|coluna|taxa .. suicídio|suicida|autolesao|suicídios|automutil*
pular|saltar|pula|salta|pulo ... linha|etapa|passo|função|página|{tech}|seção|fase|fora|nível|corda
cortar|corta|corto|cortei ... colar|texto|linha|branch|módulo|string|cozinhando|cebola|barbear|cabelo|papel
não|n ?mais ... aguento|suporto|consigo|quero|dá|posso ... {tech}|push|usar
não dá pra|mais ... {tech}
{tech} ... não aguento|suporto|consigo mais
não ?tem|vejo|há saída|sentido ?pra ... {tech}|log|console|terminal
{tech} ... não ?tem|vejo|há saída|sentido|esperança
{tech} ... não tem saída
botão|janela|componente|modal|mensagem|elemento .. desaparecer|morrer|sumir
desaparecer|sumir .. botão|janela|componente|modal|mensagem|elemento
nada ?faz ?mais sentido .. {tech}|aqui|documentação
bate|bateu|bater ?na|no|em|a ... {tech}|ponto|papo|meta|porta|bola|foto|com_o_esperado
me ?me bateu uma|um|a|aquela ... ideia|dúvida|saudade|fome|sono
tomei|tomo|tomar .. {comprimidos} .. dor|gripe|cabeça|receitou
janela|varanda|prédio principal|modal|pop|do_lado|do_navegador|anexo
pra ?um buraco|me_enfiar
enforcar|enforco aula|aulas|feriado
`,
  contexts: `
notícia|manchete|notícias|jornal
filme|cena|final|episódio|parte em_que|onde|quando
detetive|inspetor|inspetora|delegado|investigador encontra|acha|descobre|lê|investiga
docentes|professores|professor|pais|escolas|jornalistas|voluntários|enfermeiros ... falar|falam|abordar|reagir|agir|explicar|tratar
no|na|em|para|pro|pra|do|da ?o|a|um|uma ?meu|minha|nosso romance|história|livro|conto|roteiro|poema|jogo|campanha|filme|série|peça|música|capítulo|novela
escreva|escreve|escrever|redija|continue|encurte|melhore|invente|corrija|componha|faça ?me ?o|a|um|uma|meu|minha .. cena|história|poema|música|diálogo|monólogo|capítulo|conto|começo|contracapa|policial|letra
meu|minha|o|a|um|uma|nosso|nossa personagem|herói|protagonista|heroína|vilão|delegado|rei|rainha|narrador|inimigo|zumbi|avatar|detetive
resuma|resume|resumir|resumo|analise|explique|descreva|comente ... romance|notícia|livro|capítulo|poema|peça|filme|cena|artigo|trama|casmurro|conto
traduza|traduz|traduzir|tradução|conjugue
que significa|quer_dizer
como se|digo diz|traduz|escreve|fala
polícia|imprensa|jornal|delegado|notícia informou|diz|disse|relata|fala
gráfico|diagrama|estatística|estatísticas|compare|conta .. taxa|suicídios|mortes|casos
quantas|quantos pessoas|gente|mulheres|homens|jovens|mortes
cobertura|estudo|pesquisa|aula|artigo|palestra|tcc .. de|sobre|da|do
cartaz|folheto|slides|apresentação|oficina|formação|guia|treinamento ... para|sobre|pro|de
voluntária|voluntário|voluntários|psicóloga|psicólogo ... linha|apoio|cvv|escuta|ajuda
linha|formulário|questionário .. apoio|ajuda|admissão|triagem
teste|exemplo|fixture|dataset|regex|classificador|detector|coluna|campo|rótulo ... texto|mensagem|string|diz|contém|frase|como
detecta|detectar|filtra|filtrar|classifica|classificar|moderar .. mensagens|textos|frases|comentários
música|filme|livro|álbum .. chamada|chamado|intitulado|fala_sobre
`,
  turns: `
mas|porque|pq|antes|e|enquanto|ou|embora|sinceramente ?de ?que ?às_vezes ?já eu|me|quero|não_quero|vou|estou|tô
não é brincadeira|piada
`,
};
