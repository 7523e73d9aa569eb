import type { CrisisPhrases } from '../crisis-kind.ts';
import { PLACES } from './place-words.ts';
import { TECHNICAL_WORDS } from './technical-words.ts';

/** What people write in Spanish. */
export const SPANISH: CrisisPhrases = {
  language: 'es',
  classes: {
    city: PLACES,
    tech: `${TECHNICAL_WORDS} proceso procesos servidor contenedor contenedores tarea tareas código hilo hilos bucle función error errores consulta proyecto regla reunión reuniones impresora rama librería biblioteca archivo fichero demonio recursión cola sesión`,
    quiero:
      'quiero quisiera deseo ganas prefiero preferiría necesito gustaría ojalá voy pienso merezco deseando desearía podría quería quise planeo espero debería vo kiero kisiera',
    matarme:
      'matarme suicidarme colgarme ahorcarme quitarme_la_vida pegarme_un_tiro dispararme ahogarme envenenarme tirarme_por matarmee aventarme matar_me',
    morir:
      'morir morirme muerto muerta estar_muerto estar_muerta desaparecer_para_siempre no_existir no_despertar dejar_de_existir palmarla',
    mucho:
      'todas todos todo toda entero entera montón muchas muchos bote frasco caja blister puñado puño 10 12 15 20 25 30 35 40 50 60 80 100 diez veinte treinta cuarenta cincuenta docena demasiadas',
    pastillas:
      'pastillas pastilla somníferos medicamentos medicinas paracetamol ibuprofeno clonazepam rivotril ansiolíticos antidepresivos insulina tabletas píldoras cápsulas lejía cloro raticida veneno pastas',
    tome: 'tomé tomado tragué tragado tomarme tomo tomar tragarme bebí bebido ingerí trago zampé tome tomó tragó traga tragar metí eché',
    brazos: 'brazo brazos muñeca muñecas venas vena pierna piernas muslo muslos piel antebrazo antebrazos manos',
    alto: 'puente azotea borde cornisa vías tejado techo edificio balcón ventana barandilla acantilado precipicio repisa terraza piso',
    kin: 'amigo amiga amigos hermano hermana hijo hija madre padre mamá papá marido esposo esposa mujer novio novia pareja compañero compañera colega primo prima sobrino sobrina tío tía vecino vecina alumno alumna estudiante paciente chico chica abuelo abuela alguien ella un_man friend ex cuate',
    agresor:
      'él ella marido esposo esposa novio novia pareja padre madre padrastro madrastra papá mamá ex hermano tío abuelo padres jefe vecino primo profesor entrenador exnovio exmarido viejo',
    pega: 'pega pegó golpea golpeó maltrata viola violó abusa abusó amenaza amenazó ahorca ahorcó estrangula estranguló encierra encerró acosa toca tocó manosea patea pateó agrede agredió lastima empuja empujó madrea pegaba golpeaba cachetea',
    victima:
      'a lo la los jefe cuñado marido esposa profesor padres vecino novio novia mi_ex todos_en_la alguien bebé hijo hija hermano hermana madre padre mujer esposo suegra compañeros',
    matar:
      'matar apuñalar disparar envenenar estrangular acuchillar degollar balear asesinar matarlo matarla apuñalarlo apuñalarla dispararle pegarle_un_tiro pegar_un_tiro reventar_a_tiros matarlos_a_todos',
  },
  phrases: {
    attempt: `
{tome} ... {mucho} ... {pastillas}
{tome} ... {pastillas} .. {mucho}|alcohol|morir|vodka|adiós|siento
{tome}|me_he_tomado ?todo el|la|un|una bote|frasco|caja|blister .. entero|entera|pastillas|completo|completa
{tome} todas|todo|todos ?las|los ?mis {pastillas}|bote|frasco|caja
sobredosis .. {tome}|acabo|hice|metí|me
estoy|parado|parada|sentado|sentada|subido|subida|aquí|asomado|asomada ?sentado ?sentada ?parado ?parada ?aquí ?arriba en|sobre|al|encima|arriba ?el|la|del|de|los|las|un|una ?borde ?de ?del ?la {alto}
en|sobre el|la borde ?de|del ?la {alto}
borde|orilla del|de puente|azotea|precipicio|la_azotea|edificio|un_puente
piernas|pies .. vacío|colgando
corté|cortado|cortarme|corto|cortando|abierto|abrí ... venas|muñecas|vena
venas|muñecas cortadas|abiertas|sangrando|sangran
soga|cuerda|cinturón .. cuello|lista|techo|colgada
cuchillo|navaja|pistola|arma .. mano|muñeca|cuello|cabeza|venas|boca|sien
apretar ?el gatillo
me .. mato|suicido|cuelgo|tiro|ahorco .. hoy|ahora|noche|ya|mañana
voy .. {matarme}|matar .. hoy|ahora|noche|esta|mañana
intenté|intentado|traté ?de {matarme}
ya|ahora|voy ?a saltar|tirarme ?adiós
motor|coche|carro .. garaje|cochera
`,
    plan: `
^ ?bueno esto|esta|este es ?una|mi|un|el despedida|adiós|final $
^ ?ya ?ahora voy_a|me_voy_a|ya saltar|tirarme|aventarme ?ya ?ahora $
^ ?hoy ?esta ?es ?será mi última noche $
pronto|ya ?ya dejaré|dejo|terminará|acabará ?de ?todo ?mi ?este sufrir|sufrimiento|todo|dolor
cómo|cuál|forma|manera|método|modo|formas|maneras|métodos|mejor ... {matarme}|suicidarse|matarse|quitarse_la_vida|quitarme|suicidarme
cómo|forma|manera|método ... morir .. dolor|rápido|sufrir|indoloro|sin
menos|sin dolorosa|doloroso|dolor|sufrir ... morir|suicidio|muerte|{matarme}|suicidarse|matarse
morir|suicidio|muerte|{matarme} .. sin dolor|sufrir|sentir
cuántas|cuánto|cuántos|cuanta|qué_cantidad ... {pastillas} ... morir|mortal|letal|matarme|muerte|morirme|muera|sobredosis
dosis letal|mortal
carta|cartas|nota|video|mensaje|mensajes .. despedida|suicidio|suicida
saltar|tirarme|lanzarme|salto|tiro|arrojarme|aventarme|aviento|lanzo|brincar ... puente|azotea|edificio|balcón|ventana|tren|metro|vías|vacío|acantilado|camión
me tiro|aviento|lanzo|arrojo .. al|del|bajo|por .. tren|metro|vías|puente|vacío|camión|balcón|ventana|azotea|edificio
chocar|estrellar|estrellarme|estampar|estrello ... coche|carro|auto|árbol|muro
planeado|planeo|planeando|decidido|plan|decidí ... suicidio|suicidarme|morir|matarme|quitarme
fecha|día .. {matarme}|mi_muerte|suicidio
última|último|últimas|mi ?última ?último noche|día|mensaje|palabras|despedida .. vida|adiós|todos|vivo|viva|con_vida
adiós ?a ?este mundo|todos|siempre|para_siempre|mundo_cruel
no|ya_no voy_a_estar|estaré|estar ?más mañana|aquí|viva|vivo|más|lunes
mañana|viernes|lunes|sábado|domingo|noche|semana ... no_estaré|no_despertaré|me_quito_la_vida|me_tiro|me_mato|ya_no_estoy|me_cuelgo|me_ahorco
{pastillas} .. aquí|mano|mesa|delante|listas|enfrente ... {tome}|tomármelas|todas|tomar
voy|las ?a ?me ?las tomármelas|tomar|tragar|tomarme ?todas todas|todo|todas_las_pastillas
{quiero} .. casa .. {matarme}|colgarme|ahorcarme
a colgarme|ahorcarme|suicidarme|matarme
dejé|dejo|tengo|deje .. todo .. arreglado|listo|ordenado|preparado ... vida|muerte|adiós|morir|mato|muera
regalé|regalo|regalando .. mis|todas cosas|perro|gato
esta|hoy noche ... {matarme}|me_mato|me_voy_a_matar|me_suicido|acabo_con_todo|me_cuelgo|matar
`,
    'wish-to-die': `
soy|estoy|me_siento|ando ?muy suicida
y|ya|luego|después|entonces|hoy|igual|mejor ?ya me_mato|me_suicido|me_cuelgo|me_ahorco
terminé|acabé con la|esta|mi vida
mañana ya_no voy_a|estaré|estoy ?a estar|aquí
ya_no|no voy_a|vaya_a estar ?aquí mañana|aquí|más_tiempo|mucho_tiempo
no ya|lo aguanto|soporto ?más vivir|la_vida
mejor|preferible ?sería ?que|si ?yo no esté|estar|estuviera|existir|existiera|haber_nacido ?aquí|más|vivo|viva
mejor estar|estaría muerto|muerta
{quiero} ?solo ?sólo ?poder ?ya desaparecer|no_estar|irme_de_este_mundo
para vivir así .. muerto|muerta|morir
{matarme}
me ?quiero|voy|pienso|vo|kiero|quisiera|dan|debería ?quiero|a|ganas_de ?a ?ya ?de matar|suicidar|colgar|ahorcar|matarme|pegar_un_tiro|quitar_la_vida
me .. mato|suicido
{quiero} ?ya ?de ?a ?realmente ?solo ?sólo ?nomás ?me ?poder ?mejor ?tanto {morir}
{quiero} ?solo desaparecer ?de .. siempre|mundo|todo|vida|faz
me|ya ?ya quiero morir|matar
quitarme|quitar|quito|quitado|quitarse|kitarme ?de ?me la|mi vida
acabar|terminar|acabo|termino|poner_fin|acabe ?con|a ?de mi|mi_propia|esta vida|existencia|sufrimiento
acabar|terminar|acabo|termino con todo|conmigo|esto_de_una_vez
{quiero} ?que ?todo ?esto acabe|termine|se_acabe|todo_termine ... todo|ya|vida|siempre|mí
no|ya_no|sin|tampoco|nunca ?ya ?me quiero|puedo|deseo|tengo|quisiera|merezco|dan|vale|hay|encuentro|veo|aguanto|soporto ?más ?ya ?ganas|razones|razón|motivos|motivo|sentido|la_pena ?para|de|por ?seguir ?qué vivir|viviendo|existir|vivo|viva|despertar|despertarme|la_vida|estar_aquí|estar_viva|estar_vivo|seguir_aquí|seguir_viviendo|existiendo
sin ganas|razón|razones|motivos ?de|para ?seguir vivir|seguir|vida|viviendo
cansado|cansada|harto|harta|cansé|harté de ?la|esta ?tanto vivir|vida|existir|estar_viva|estar_vivo
vida ?ya ?no ?me|mía no|ya|sin ?ya ?no vale|sentido|merece|importa ?la|tiene|pena|más ?pena|sentido
no ?ya vale|merece .. pena .. vivir|vida|seguir
mejor|felices|feliz|tranquilos .. sin mí|muerto|muerta
mejor|mejores .. si .. muero|muriera|no_estuviera|desaparezco|no_existiera|me_muero|desapareciera
sin mí .. mejor|felices|feliz
ojalá|quisiera|desearía|gustaría|preferiría|hubiera|mejor|si ... no_hubiera|nunca|no_haber|jamás|no ?hubiera|haber|hubiese ?yo nacido|existido
ojalá ... muera|muriera|despierte|despertara|despertar|muerto|muerta|no_despierte|muriese
nunca|no .. haber|hubiera|hubiese|debí .. nacido|nacer
preferiría|prefiero|mejor|quisiera|estaría ?estar muerto|muerta|morir|morirme ?que|a|antes
estar|estuviera|estuviese muerto|muerta
pensamientos|ideas|ideación|impulsos suicidas|suicida|de_suicidio|de_muerte
suicida|suicidio .. pienso|pensando|pensado|intento|intenté|me|cometer|quiero
pienso|pensando|pensado|pensar|pensé|considero|considerando|imagino ?mucho ?todo_el_tiempo ?siempre ?seriamente ?constantemente ?a_diario ?a ?en|el ?el suicidio|suicidarme|matarme|morir|morirme|mi_muerte|quitarme|la_muerte_todo
dormir|durmiera|dormirme|duerma|quedarme_dormida|quedarme_dormido|acostarme .. nunca|no|jamás ?volver_a ?más ?me despertar|despertarme|despertara|despierte
no despertar|despertarme|despertara|despertarse ?nunca|más|jamás|mañana
decepciona|decepcionada|decepcionado|triste|molesta|lamento|odio|rabia|pesar|enojada .. haber|que|cuando|al ?me ?seguir ?haberme despertar|despertado|despierto|desperté|viva|vivo
nadie|quién|a_nadie .. extrañaría|echaría|notaría|lloraría|importaría|daría_cuenta|daría|enteraría|extrañará|notará|importa|se_enteraría|dará_cuenta ... muero|muriera|de_menos|mí|muerte|desaparezco|desapareciera|falto|faltara|me_muero
nadie .. me .. extrañaría|echaría|notaría|extrañará
si ?mañana|yo|me ?me ?yo desaparezco|desapareciera|muero|muriera|mato|matara|faltara|falto ... nadie|mejor|igual|quién|daría|importaría|enteraría
no merezco .. vivir|vida|estar|existir
merezco|debería .. morir|morirme|muerto|muerta
desaparecer .. siempre|mundo|faz
suicidarme|unalive
`,
    'self-harm': `
^ ?hoy ?anoche ?ayer me corté ?otra_vez ?de_nuevo ?hoy ?anoche $
me estoy|sigo|estuve|ando|vivo cortando|lastimando|quemando|rasguñando
cortarme|cortándome|quemarme|quemándome|lastimarme|lastimándome|herirme|autolesionarme|autolesionándome|hacerme_daño|haciéndome_daño|castigarme|golpearme .. daño|brazos|otra|piernas|muñecas|quiero|piel|ganas|para|sentir|cuando|de_nuevo|vez|necesito|anoche
quiero|necesito|volví|volver|empecé|ganas|recaí|ayer|dejar|paro|puedo|hoy .. cortarme|quemarme|lastimarme|herirme|autolesionarme|hacerme_daño|cortar_me
me ?volví_a ?he ?vuelvo_a ?sigo corto|corté|cortado|quemo|quemé|lastimo|lastimé|autolesiono|hago|hice|golpeo|cortando|lesiono|rasguño|muerdo .. daño|brazos|brazo|piernas|muñecas|misma|mismo|piel|noche|otra|muslos|cabeza|propósito|para|cuando|pared
me .. autolesiono|autolesioné|lastimo|autolesionado
hacerme|hago|haciéndome|hice|hacer daño ?a_mí|para|misma
autolesión|autolesiones|autolesionarme|autolesionándome .. mí|años|yo|he|vuelto|nadie|recaída|me|llevo
llevo|años|meses ?años ?meses autolesionándome|cortándome|lastimándome
{brazos} ... llenos|llenas|lleno|cubiertos|marcados ... cortes|cicatrices|heridas|quemaduras|marcas
cortes|cortadas|cicatrices|heridas .. {brazos}
golpeo|golpear|golpeé|pego|estrello .. cabeza|puños|puño|manos .. pared|muro|sangrar|sangre
hasta sangrar|que_sangre|que_sangro|que_me_sangran
recaí|recaída .. cortes|cortarme|corté|muslos|autoles*
me provoco|provocarme vómito|vómitos|vomitar
`,
    despair: `
por_qué|para_qué ?habré nací|nacido
ya no aguanto|soporto|puedo
no lo|la|te_juro_que soporto|aguanto ?más
cansado|cansada|harto|harta ?ya de luchar|todo|sufrir|pelear|fingir|seguir_así
nada ?ya importa|vale ?ya
ya|no|te_juro ?que ?ya ?no no|ya ?te_juro puedo|aguanto|soporto|doy ?más más ?con_esto ?así
no ?ya puedo|aguanto|soporto|doy|resisto ?yo más
sin|perdido|perdí|ninguna|no|queda ?toda ?hay ?tengo ?la ?mi ?ya ?queda esperanza|esperanzas|fuerzas|fe_en_la_vida
desesperado|desesperada|desesperanza .. vida|estoy|sola|solo
me ?me siento|sentía|siento_tan ?tan ?muy ?como ?completamente ?totalmente ?siempre vacío|vacía|inútil|desesperada|desesperado|muerta|muerto|una_carga|basura|una_basura|un_fracaso|miserable|sin_valor|hundida|hundido|una_mierda|rota|roto
no ?yo valgo|sirvo ?para nada
no sirvo|valgo
me ?doy odio|asco|detesto ?a_mí ?tanto
odio mi|esta|la vida
nadie ?me me ?nunca quiere|ama|entiende|necesita|escucha|va_a_querer
a nadie .. importo
soy|siento|siendo ?un ?una ?solo carga|estorbo|lastre|fracaso ?para|de|todos|familia
vida ?es|está ?un|una|me infierno|insoportable|arruinada|mierda|sin_sentido|asco|acabada|perdida
nada ?ya ?en_mi_vida ?me tiene|vale|importa ?ya sentido|la_pena|ya
nada ?ya ?tiene sentido
para|no ?sé ?por ?para qué ?sigo ?seguir ?yo vivir|seguir|vivo|sigo|sigo_aquí|levantarme|estoy_viva|estoy_vivo
dolor|sufrimiento|sufrir ?que .. pare|termine|acabe|insoportable|nunca
quiero ?solo que ... dolor|todo|esto|sufrimiento .. pare|termine|acabe|para
lloro|llorando .. todas|todos|noches|días|noche|siempre
ataque|ataques|crisis .. pánico|ansiedad|nervios .. tengo|ayuda|respirar|morir|otra
depresión|deprimido|deprimida|depre .. puedo|grave|profunda|más|vida|morir|ganas|estoy|tengo|muy
estoy|tengo ?muy ?una ?en ?con depresión|deprimido|deprimida
me .. rindo|rendí|rendido ?con|de|en .. vida|todo|mí
no|ni ?ya ?le veo|encuentro|hay|queda|veo_ninguna ?ya ?ninguna ?una ?la ?el ?un salida|futuro|sentido|esperanza|luz ?a_esto ?para_mí
todo ?está perdido|acabado|se_acabó ?para ?mí
todo .. perdido|acabado .. mí|vida
rota|roto|muerta|muerto|vacía|vacío .. dentro
no tengo ?ya ?más fuerzas|ganas ?para|de ?nada ?más
toqué|tocado|tocando fondo
`,
    'violence-suffered': `
abusaron|violaron|abusó|abusaba de mí|mi
^ ?ayuda ?él ?mi_esposo ?mi_marido ?mi_papá ?mi_ex ?mi_novio me va|quiere ?a matar ?ayuda $
{agresor} ... me ?ha|han|volvió_a|quiso|intentó|quiere ?vuelto_a ?he {pega}|pegado|golpeado|violado|tocado|amenazado|estrangulado|tira_cosas|avienta_cosas|lanza_cosas|pegar|golpear|violar
me {pega}|violaron|golpearon|pegaron|agredieron ?mi|él|cuando|anoche|con|cada
me ?han|ha|había|hubiera han|ha|había ?vuelto_a pegado|golpeado|violado|abusado|maltratado|amenazado|pegar
me violaron|golpearon|abusaron|violó|manosearon|drogaron
fui|he_sido|sido|soy|estoy|siendo .. violada|violado|abusada|abusado|maltratada|golpeada|acosada|secuestrada|víctima_de .. mi|sexualmente|por|marido|violencia|siendo|abuso|cuando|anoche
miedo .. que|de ... me ... mate|pegue|encuentre|golpee|haga|lastime
miedo de|a ?volver|regresar|mi|ir ?a|mi casa|marido|esposo|novio|padre|padrastro|ex|pareja|él
miedo ... volver|regresar|ir .. casa
amenaza|amenazó|amenazado|amenazan ... matarme|matar|golpearme|cuchillo|pistola|arma|muerte|navaja
dice|dijo|jura|va|quiere ... me va_a|quiere matar|pegar|golpear|buscar ... si|lo|dejo|voy|él
que|él|ex|marido|novio ?me me va|quiere ?a matar|pegar|golpear
violencia .. doméstica|género|machista|intrafamiliar .. sufro|víctima|soy|mi|ayuda
no .. segura|seguro .. casa|él|hogar
entra|entró|viene|mete|se_mete ... mi cuarto|habitación|cama|recámara ... noche|noches|toca|tocar
me tira|avienta|lanza|aventó|lanzó ... cosas|objetos|platos
`,
    'violence-meant': `
{quiero}|voy_a ?a ?de {matar} ?a ?mi|mis|todos|lo|la {victima}
{quiero} ?a ?de matarlo|matarla|apuñalarlo|apuñalarla|dispararle|acuchillarlo|matarlos_a_todos
lo|la|los|le|les ?juro ?te voy|quiero|pienso ?a {matar}|matar|reventar
le voy a|pegar|meter ?a ?un ?pegar|meter ?un tiro|balazo|cuchillo|disparar|apuñalar
apuñalar|acuchillar|balear|degollar a mi|mis|todos|alguien|los
tiroteo|masacre .. escuela|colegio|planeo|voy|instituto
pistola|arma|cuchillo|navaja|rifle ... escuela|colegio|trabajo|oficina|instituto|universidad|prepa
ganas|pensamientos|impulsos|miedo|temo ... hacer|hacerle|haga|lastimar|lastime|dañar ... alguien|otros|bebé|hijo|niño|hija|familia|mi_esposa
van .. pagar|arrepentir|lamentar .. todos|escuela|colegio|mañana|arma
sacudir|zarandear|sacudo .. bebé|niño
`,
    'another-person': `
se va|quiere|piensa|intentó ?a matar|suicidar|ahorcar|quitar_la_vida ?hoy ?esta_noche $
{kin} ... matarse|suicidarse|quitarse_la_vida|morirse|hacerse_daño|colgarse|ahorcarse|tirarse|aventarse|cortarse|lastimarse
{kin} ... se ... matar|suicidar|autolesiona|suicidó|ahorcar|colgar|cortó_las|quitar_la_vida|lastima|mata|suicida|mató
{kin} se ?me ?está corta|autolesiona|cortando|lastima|corto
{kin} ... se ... tirar|tira|lanzar|aventar|avienta ... azotea|puente|balcón|tren|edificio|ventana|metro
{kin} ... quiere|dice|dijo|dice_que_quiere|ganas|deseos ... morir|morirse|suicid*|matarse|desaparecer_para_siempre
{kin} ... no ?ya ?quiere quiere|tiene|ve|desea ?más ?ganas ?seguir ?sentido ?de ?a ... vivir|viviendo|vida|existir|seguir_viva|seguir_vivo
{kin} ... suicida|suicidas|suicidio
{kin} ... tomó|tragó|tomado|tomo|metió ... {pastillas}
{pastillas} ... no despierta|reacciona|responde|respira|contesta
{kin} ... despedida|despidió|despidiéndose ... suicid*|nota|carta|contesta|mensaje|vida|vivir
{kin} ... carta|nota|mensaje ?de despedida|suicidio
{kin} ... corta|cortes|cortadas ... brazos|piernas|muñecas|misma|mismo
{kin} ... pistola|arma ... suicid*|matar*|vivir|sentido
`,
  },
  spared: `
morir|vivir|muerto|muerta|fin|más susurró|murmuró|gritó|sollozó|suspiró ella|él
no puedo|soporto|aguanto ?más ?ya oír|escuchar|ver|leer la|el|esa|ese|esta|este
ahorco|mato|estrangulo|ahogo al|a_la|a_los|a_mi gato|gata|perro|perra|vecino|jefe
sleep forever
hijo|hija|bebé|niño|niña|perro llora|lloran|lloraba
me mata|matan el|la|los|las|que|este|esta|tu|su
temporada|serie|película|cliente|jefe|examen|final|capítulo|ella|él|calor|que .. me_mató
hay_que|habría_que ser|estar suicida para
me_mato trabajando|estudiando|entrenando|haciendo|intentando
me_mato|matarme|matándome a|de trabajar|estudiar|reír|risa|estudiando|trabajando
acabar|acabo|acabamos con la|las vida|vidas de las|los
desaparecer|salir|salirme|irme de ?las ?este ?el redes|instagram|facebook|linkedin|whatsapp|grupo|mundo_del|mundo_laboral|mundo_corporativo
retiene|ata ... empresa|trabajo|ciudad|equipo|pueblo|país
soporto|aguanto|soportar|aguantar ?más este|esta|estos|el|la calor|frío|ruido|música|clima|lluvia|vecinos|anuncios|olor|tráfico|suspenso|jefe|mosquitos|semestre
suspenso|espera|espalda|cabeza|calor|trabajo|dieta|rodilla|frío|hambre|curiosidad|escaleras|gimnasio|tráfico|profe|vecinos|muela|nostalgia ?me ?está ?va me|mata|matando ?mata|matando
me mata|matan|mató ?el|la|los|las jefe|boss|dragón|curiosidad|calor|espalda|cabeza|frío|hambre|trabajo|tarea|impresora
jefe|boss|jefazo|dragón|enemigo ... me|nos mata|mató|matan
me mata|matan|mataron|mató|matas ?casi siempre|otra_vez|de_risa|todo_el_rato|cada|la_curiosidad|el_calor
suicidio|suicida|suicidios ... alumnos|alumno|clase|folleto|cartel|campaña|prevención|estadísticas|protocolo|docentes|tasa|eslóganes
dosis letal|mortal ... ratón|ratones|rata|ratas|perro|perros|gato|cafeína|chocolate|animales|laboratorio
acabar|terminar|acabo|termino con ?todas|todos las|los|el|la|estas|estos|esta hormigas|cucarachas|ratones|mosquitos|plaga|moho|hambre|humedad|pobreza|malas|rutina|deudas|tareas|proyecto
mataría|moriría|muero|mato|moriría por ?comer un|una|unos|unas|el|la|ese|esa|esos|esas|comer|dormir
vivir|vivo .. {city}
vivir|vivo|estar|existir|seguir en|cerca|con|sin ?de ?el|la|una|un|esta|este {city}|ciudad|pueblo|piso|departamento|campo|barrio|compañeros|roomies|internet|café|alquiler
despedida|adiós ... compañeros|trabajo|empresa|equipo|jubilación|oficina|colegas|jefe|colega|soltera|soltero
cortar las venas con esta|este|ese|esa
antes muerto|muerta que volver|usar|escribir|tocar
gato|perro|gata|perra ... saltó|salta|cayó|murió
me mató|mata|mataste .. comentario|chiste|risa|gracia|meme
no|ni|nunca ?soy ?estoy suicida|suicidas
muero|muriendo|morir|morí|muerta|muerto|morirme|morimos de ?la ganas|hambre|risa|sueño|calor|frío|miedo|vergüenza|sed|pena|curiosidad|aburrimiento|nervios|cansancio|amor|envidia|sorpresa
morir|muero|muerto|muerta|morirme|muriendo|morí .. risa|aburrimiento|hambre|sed|calor|vergüenza|ganas|curiosidad|sueño|frío|cansancio|pena|la_vergüenza|la_risa|amor|nervios
matar|mata|matando|matarlo|matarlos|maten ?a|el|la|los|un|todos|este ?los|el {tech}|tiempo|instancia|puerto|pájaros|hambre
{tech}|programa|demonio|daemon ... matar|matarlo|muere|morir|suicida|mata|matarse|suicidarse|murió|mató
{tech}|calor|jefe|cliente|equipo|espera|esposa|mujer|mamá|madre|novia|novio ?me ?va ?va ?a ?está me|va mata|matando|matar|va_a_matar
me .. mata|matando|matar .. {tech}|calor
me va a matar si|cuando|por ... {tech}|rojo|tarde|rompo|olvido|lunes
acabar|terminar|acabo|termino ?con ?todo ... {tech}|hoy|informe|deberes|lunes|viernes|semana
ciclo .. vida
vida útil
todo listo .. despliegue
{matar} .. jefe final|juego|zombis|monstruo|dragón|boss
jefe|boss|enemigo final|del .. matar|mato
prefiero|preferiría|antes morir|muerto|muerta .. a|que|usar|escribir ... {tech}
suicidio|suicida .. comercial|político|prevención|escuadrón
prevención|riesgo|campo|columna|tasa|tasas .. suicidio|suicida|suicidios|autolesion*
saltar|salta|salto ... línea|paso|función|página|{tech}|sección|fuera|nivel|clase
cortar|corta|corto|corté .. pegar|cadena|texto|rama|módulo|luz|cocinando|afeitar|papel|coma|pelo
pega|pegar|pegó .. código|texto|aquí|portapapeles
{quiero}|puedo|aguanto|soporto|no ... más|seguir|vivir|usar|usando ... {tech}
no|ya_no ?puedo ?aguanto ?soporto ?te más|seguir|puedo|aguanto|quiero ... {tech}|push|merge
no ?puedo|quiero seguir ?así ... {tech}|usando
{tech} ... no puedo|aguanto|soporto|doy más
{tech} ... no ?la ?le ?tiene ?veo ?hay ?una veo|tiene|hay|encuentro ?la ?una ?ninguna salida|sentido
no ?le ?veo|hay|tiene|la ?veo ?una ?la salida|sentido ... {tech}|consola|log|comando|código|programa
veo|ver la salida ... consola|comando|terminal
nada .. sentido .. {tech}|aquí|docs|documentación
botón|ventana|componente|modal|mensaje|elemento .. desaparecer|morir|desaparezca|desaparece
desaparecer .. botón|ventana|componente|modal|mensaje|elemento
sin sentido .. {tech}|mensaje
colgado|cuelgo|colgar|colgarse|cuelga .. {tech}|volumen|llamada|cuadro
tomé|tomo|tomar .. {pastillas} .. dolor|gripe|cabeza|recetó
golpea|golpear ... api|puerta|teclado|balón
me|mí toca|tocó hacer|revisar|arreglar|a_mí|el|la|programar|turno
ventana|piso|techo ?de_la principal|emergente|modal
`,
  contexts: `
noticia|titular|noticias|periódico|según
película|escena|final|capítulo|parte donde|en_que|en_la_que|cuando
detective|inspector|inspectora|comisario|asesino encuentra|descubre|lee|investiga
docentes|maestros|maestro|profesores|padres|escuelas|colegios|periodistas|voluntarios ... hablar|hablan|abordar|reaccionar|explicar|tratar
en|para|de mi|una|un|el|la|nuestra|esta|este novela|historia|libro|cuento|guion|guión|poema|juego|campaña|película|serie|obra|canción|capítulo|relato
escribe|escribir|redacta|continúa|acorta|mejora|inventa|corrige|compón ?me ?el|la|un|una|mi .. escena|historia|poema|canción|diálogo|monólogo|capítulo|novela|cuento|comienzo|contraportada|relato|letra
mi|el|la|un|una|nuestro|nuestra personaje|héroe|protagonista|heroína|villano|inspector|rey|reina|narrador|enemigo|zombi|avatar|detective
resume|resumir|resumen|analiza|explica|describe|comenta ... novela|noticia|libro|capítulo|poema|obra|película|escena|artículo|trama|bernarda|cuento
traduce|traducir|traducción|conjuga
qué significa|quiere_decir
cómo se|digo dice|traduce|escribe|conjuga
policía|prensa|periódico|fiscalía|noticias informa|dice|reporta|habla|informó
grafica|gráfico|diagrama|estadística|estadísticas|cuenta|compara .. tasa|suicidios|muertes|casos
cuántas|cuántos personas|gente|mujeres|hombres|jóvenes|muertes
cobertura|estudio|investigación|clase|ensayo|artículo|charla .. de|sobre
cartel|folleto|diapositivas|presentación|taller|formación|guía|charla ... para|sobre|de
voluntaria|voluntario|voluntarios|psicóloga|psicólogo ... línea|crisis|ayuda|teléfono|escucha
línea|formulario|cuestionario .. ayuda|ingreso|crisis
prueba|test|ejemplo|fixture|dataset|regex|clasificador|detector|columna|campo|etiqueta ... texto|mensaje|cadena|dice|contiene|frase|como
detecta|detectar|filtra|filtrar|clasifica|clasificar|moderar .. mensajes|textos|frases|comentarios
canción|película|libro|álbum .. llamada|llamado|titulado|titulada|trata
`,
  turns: `
pero|porque|antes|y|aunque|mientras|o|honestamente|sino ?de ?que ?yo ?ya ?a_veces me|yo|quiero|no_quiero|voy|estoy|no_puedo
no es broma
`,
};
