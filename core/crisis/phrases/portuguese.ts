import type { CrisisPhrases } from '../crisis-kind.ts';

/** What people write in Portuguese. */
export const PORTUGUESE: CrisisPhrases = {
  language: 'pt',
  phrases: {
    attempt: `
tomei|tomado|engoli|tomo .. comprimidos|remédios|pílulas|calmantes|cartela|frasco|caixa
overdose .. tomei|tive|tomar
estou|tô .. ponte|telhado|beira|parapeito|trilhos|terraço .. pular|saltar|jogar|atirar|adeus
em pé|sentado|sentada .. parapeito|ponte|telhado|trilhos|beira
cortei|cortado .. pulsos|veias
corda .. pescoço|pronta|teto
vou me .. matar|enforcar|suicidar .. hoje|agora|noite|amanhã
faca|lâmina|gilete|arma .. mão|pulso|pulsos|pescoço|cabeça
`,
    plan: `
como|jeito|maneira|forma|método|melhor .. me|para .. matar|suicidar|enforcar|envenenar
como|jeito|maneira|forma|método .. morrer|suicídio|suicidar|matar .. sem|dor|rápido|sofrer
sem dor|sofrer|sofrimento .. morrer|suicídio|morte
morrer|suicídio|morte .. sem dor|sofrer
quantos|quantas .. comprimidos|remédios|pílulas|calmantes|paracetamol .. morrer|matar|fatal|letal
dose letal|mortal|fatal
carta|bilhete|cartas .. despedida|suicídio
pular|saltar|jogar|atirar|jogo|atiro .. ponte|prédio|janela|varanda|telhado|trem|metrô|comboio|trilhos|penhasco
bater .. carro .. árvore|muro|propósito
planejei|planejando|planeei|decidi|plano .. suicídio|morrer|matar|vida
última|último|últimas noite|dia|mensagem|palavras .. vida|adeus|todos|viva|vivo
adeus .. mundo|todos|sempre|cruel
não .. estarei|vou estar .. amanhã|aqui|viva|vivo
amanhã .. não .. estarei|acordo|existo
`,
    'wish-to-die': `
me|mim .. matar|suicidar|enforcar .. quero|vou|vontade|penso|vida
quero|vou|vontade|penso|queria .. me matar|suicidar|enforcar
me .. matar|suicidar .. quero|vou
matar-me|suicidar-me|enforcar-me|suicidar|matarme
quero|queria|vontade|desejo|prefiro|preferia|preciso|mereço|gostaria|gostava .. morrer|morto|morta|desaparecer|sumir .. sempre|vida|tudo|mundo|já
quero|queria|vontade|desejo|prefiro|preferia|mereço .. morrer|morto|morta
só queria .. morrer|sumir|dormir
tirar|tiro|tirando .. minha|própria vida
acabar|terminar|acabo|pôr .. minha|com|fim .. vida|tudo|sofrimento
acabar .. com .. tudo|vida|isso
não .. quero|aguento|consigo|tenho|vejo|há .. mais|vontade|razão|motivo|sentido .. viver|vida|existir|acordar
não .. quero|consigo|aguento .. viver|existir|acordar|continuar
não .. quero .. mais .. estar aqui|viva|vivo
não aguento|quero|consigo mais .. viver|vida|existir|isto|isso
sem vontade|razão|motivo|motivos .. viver|vida
cansado|cansada|farto|farta .. viver|vida|existir
vida .. não|já .. vale|sentido|mais|tem .. pena|nada|sentido
não .. vale .. pena .. viver
melhor|melhores .. sem mim
sem mim .. melhor|melhores|felizes
melhor .. morto|morta .. estaria|se|eu
queria|preferia|gostaria|gostava|devia .. nunca|não .. ter .. nascido|existido
nunca .. ter|devia|deveria .. nascido
queria .. estar morto|morta
estar morto|morta
pensamentos|ideias|ideação suicidas|suicida|morte|suicídio
suicida|suicídio .. penso|pensando|pensei|tentativa|tentei|quero|cometer|me
penso|pensando|pensado|pensar .. suicídio|suicidar|matar|morte|morrer .. vida|me|sempre|dias|muito|constantemente
penso|pensando|pensado .. em suicídio|morrer|me
tentei|tentativa .. suicídio|matar|suicidar
dormir .. nunca|não .. mais .. acordar
não|nunca acordar .. mais|nunca
ninguém .. falta|notaria|importaria|choraria|sentiria .. morresse|morrer|mim|sumisse|desaparecesse|minha
ninguém .. sentiria|notaria .. falta|minha
mereço|merecia .. viver|morrer
não mereço .. viver|vida
desaparecer|sumir .. sempre|mundo|todos|vez
`,
    'self-harm': `
me .. cortar|corto|cortei|machucar|machuco|ferir|queimar|queimo|mutilar|mutilo|bater .. braços|pernas|pulsos|pele|vontade|quero|mesma|mesmo|novo|vez
vontade|quero|voltei|comecei|preciso .. me cortar|machucar|ferir|mutilar|queimar
me .. corto|mutilo|machuco|automutilo
automutilação|automutilar|automutilando|autolesão|automutilo
cortar-me|magoar-me|ferir-me|mutilar-me|cortarme
cortes .. braços|pulsos|pernas
`,
    despair: `
não .. aguento|suporto|consigo|posso mais .. vida|assim|dor|tudo|sozinho|sozinha|viver
não aguento|suporto mais
não consigo mais .. assim|continuar|isto
sem|perdi|nenhuma|toda esperança
desesperado|desesperada .. vida|estou|sozinha|sozinho
me .. sinto .. vazio|vazia|inútil|sozinho|sozinha|desesperada|desesperado|fardo|lixo .. vida|ninguém|sempre|muito|tudo
sinto .. vazio|vazia|inútil|fardo|peso .. todos|família|me|vida|dentro
me .. odeio .. vida|mesmo|mesma|tanto
me odeio
odeio minha|a vida
ninguém .. ama|gosta|entende|importa|precisa .. mim|comigo|me
ninguém me .. ama|entende|quer
sou .. fardo|peso|estorvo
vida .. inferno|insuportável|sentido|acabou|merda
nada .. faz|tem sentido
para quê .. viver|continuar
dor|sofrimento .. pare|acabe|termine|insuportável|passa
quero|queria que .. dor|tudo|isto|isso .. pare|acabe|acabasse|parasse
choro .. todas|todos|noites|dias|noite
crise|ataque .. pânico|ansiedade .. estou|tendo|ajuda|respirar|morrer
depressão|deprimido|deprimida .. consigo|grave|profunda|mais|vida|morrer
desisti|desisto .. vida|viver|tudo
não .. vejo .. saída|futuro|sentido|esperança
quebrada|quebrado|morta|morto .. dentro
`,
    'violence-suffered': `
ele|ela|marido|esposa|namorado|namorada|parceiro|pai|mãe|padrasto|ex|irmão|tio|pais .. me .. bate|bateu|espanca|espancou|estupra|estuprou|abusa|abusou|ameaça|ameaçou|enforca|agride|agrediu|tranca|viola|violou|persegue
me .. bate|espanca|estuprou|agride|agrediu|espancou|estrangula
bate-me|agride-me|ameaça-me|violou-me|espancou-me
fui|sou|estou|sendo .. estuprada|estuprado|abusada|abusado|espancada|agredida|violada|ameaçada|perseguida .. pelo|por|meu|sexualmente|casa|marido|ex
medo .. que|de .. me .. mate|bata|machuque|encontre|matar
medo .. marido|namorado|pai|padrasto|ex
ameaça|ameaçou .. me matar|bater
vai me .. matar|bater
violência .. doméstica .. sofro|vítima|sou|ajuda|minha
não .. segura|seguro|sinto .. casa
`,
    'violence-meant': `
quero|vou|vontade|queria .. matar|esfaquear|envenenar|matá-lo|matá-la|esfaquear .. ele|ela|eles|todos|alguém|chefe|pessoas|marido|esposa|colegas|professor|pais|meu|minha
quero|vou matá-lo|matá-la|matalo|matala
massacre|tiroteio .. escola|planejo|vou
vontade|pensamentos|impulsos .. machucar|ferir .. alguém|outros|bebê|filho|criança
`,
    'another-person': `
amigo|amiga|irmão|irmã|filho|filha|mãe|pai|marido|esposa|namorado|namorada|colega|primo|prima|ele|ela|alguém|aluno .. quer|vai|tentou|diz|disse|pensa|ameaça|ameaçou|fala .. se|morrer|suicidar .. matar|suicidar|vida|enforcar|morrer|machucar
amigo|amiga|irmão|irmã|filho|filha|mãe|pai|namorado|namorada|colega|ele|ela .. quer|disse .. morrer|suicidar-se|matar-se
amigo|amiga|irmão|irmã|filho|filha|namorado|namorada|colega|ele|ela|alguém .. se .. corta|mutila|matar|suicidar|automutila|machuca
amigo|amiga|irmão|irmã|filho|filha|mãe|pai|namorado|namorada|ele|ela .. não .. quer .. viver
amigo|amiga|irmão|irmã|filho|filha|mãe|pai|namorado|namorada|colega|ele|ela .. suicida|suicidas|suicídio|suicidar
amigo|amiga|irmão|irmã|filho|filha|namorado|namorada|ele|ela|alguém .. tomou|engoliu .. comprimidos|remédios|pílulas|calmantes
`,
  },
  spared: `
morrer|morrendo|morri|morto|morta .. rir|riso|tédio|fome|sede|calor|vergonha|curiosidade|sono|frio|saudade
matar|mata|matando|mato|encerrar .. processo|processos|thread|contêiner|container|servidor|sessão|tarefa|porta|instância|pod|job|tempo|aula|saudade
processo|processos|thread|contêiner|container|servidor|sessão|tarefa|pod|script|programa|filho .. matar|morre|morrer|suicida|mata|suicidar
bug|código|build|compilador|teste|calor|reunião|latência|erro|prazo .. me .. mata|matando|matar
me .. mata|matando .. bug|código|build|calor|reunião|latência|prazo
acabar|terminar|acabo .. com .. tarefa|ticket|projeto|migração|dívida|bug|isso|relatório|sprint
acabar .. com .. tudo .. hoje|trabalho|sprint
ciclo .. vida
vida útil
personagem|herói|romance|filme|jogo|chefe|zumbi|zumbis|cena|inimigo|monstro|dragão .. matar|mata|morrer|morre|suicídio|suicida|esfaquear|matá-lo|corta
matar .. chefe|jogo|zumbis|monstro|dragão .. final|jogo|fase|minecraft
prefiro|preferia morrer .. que|usar|a|php|java|escrever
suicídio|suicida .. comercial|político|prevenção|esquadrão
prevenção .. suicídio
traduza|traduzir|tradução|frase|string .. morrer|matar|suicídio|quero
pular|saltar .. linha|etapa|passo|função|página|teste|testes|seção
cortar|corta .. colar|texto|linha|branch
não aguento|suporto mais .. esse|este|esta|essa|o|a|tanta .. bug|webpack|php|teste|testes|reunião|reuniões|npm|merge|build|código
botão|janela|componente|modal|mensagem|elemento .. desaparecer|morrer|sumir
desaparecer|sumir .. botão|janela|componente|modal|mensagem|elemento
nada faz sentido .. código|aqui|api|documentação
`,
};
