import type { CrisisPhrases } from '../crisis-kind.ts';

/** What people write in Spanish. */
export const SPANISH: CrisisPhrases = {
  language: 'es',
  phrases: {
    attempt: `
tomé|tomado|tragué|tragado|tomarme|tomo .. pastillas|pastilla|somníferos|medicamentos|frasco|caja
sobredosis .. tomé|tomado|tomar|acabo|hice
estoy .. puente|azotea|borde|cornisa|vías|tejado .. saltar|tirarme|adiós|lanzarme
parado|parada|sentado|sentada .. borde|puente|azotea|cornisa|vías
corté|cortado|cortarme|corto .. venas|muñecas
soga|cuerda .. cuello|lista|techo
me .. mato|suicido|cuelgo|tiro .. hoy|ahora|noche|mañana
voy .. matarme|suicidarme|matar|colgarme .. hoy|ahora|noche|esta|mañana
cuchillo|navaja|pistola .. mano|muñeca|cuello|cabeza|venas
`,
    plan: `
cómo|forma|manera|método|modo .. matarme|suicidarme|suicidarse|colgarme|morir|envenenarme|matarse|quitarme
cómo .. morir .. dolor|rápido|sufrir
sin dolor|sufrir .. morir|suicidio|muerte|matarme
morir|suicidio|muerte|matarme .. sin dolor|sufrir
cuántas|cuánto|cuántos .. pastillas|paracetamol|somníferos|medicamentos|insulina .. morir|mortal|letal|matarme|muerte
dosis letal|mortal
carta|cartas|nota .. despedida|suicidio|suicida
saltar|tirarme|lanzarme|salto|tiro|arrojarme .. puente|azotea|edificio|balcón|ventana|tren|metro|vías|vacío|acantilado
chocar|estrellar|estrellarme .. coche|carro|auto|árbol|muro
planeado|planeo|planeando|decidido|plan .. suicidio|suicidarme|morir|matarme|quitarme
última|último|últimas|mi noche|día|mensaje|palabras|despedida .. vida|adiós|todos|vivo|viva
adiós .. mundo|todos|siempre
no .. estaré|estar .. mañana|aquí|más|viva|vivo
mañana .. no .. estaré|despertaré|existiré
`,
    'wish-to-die': `
matarme|suicidarme|colgarme|ahorcarme|quitarme .. quiero|voy|vida|pienso|ganas|vida
matarme|suicidarme|ahorcarme
me .. quiero|voy|pienso|quisiera .. matar|morir|suicidar|colgar|ahorcar
quiero|quisiera|deseo|ganas|prefiero|preferiría|necesito|gustaría|ojalá .. morir|morirme|muerto|muerta|matarme|desaparecer .. siempre|vida|ya|mundo
quiero|quisiera|deseo|ganas|prefiero|preferiría|merezco .. morir|morirme|matarme|suicidarme
quitarme|quitar|quito .. vida
acabar|terminar|acabo|termino .. vida|todo|conmigo|sufrimiento|mi
terminar|acabar con .. mi|todo|esta vida
no .. quiero|puedo|deseo|tengo .. seguir|vivir|existir|despertar|ganas .. vivir|viviendo|más|aquí|viva|vivo
no .. quiero|deseo .. vivir|existir|despertar|despertarme|seguir
no .. ganas|razón|razones|motivo|motivos|sentido .. vivir|vida|seguir
sin ganas|razón|razones|motivos .. vivir|seguir|vida
cansado|cansada|harto|harta .. vivir|vida|existir
vida .. no|ya .. vale|sentido|merece .. pena|tiene|más|nada|vivirla
no .. vale .. pena .. vivir|vida|seguir
mejor .. sin mí|muerto|muerta
sin mí .. mejor|felices|feliz
estarían|estaría .. mejor .. sin mí|muerto|muerta
ojalá .. muerto|muerta|muriera|nacido|estuviera|despierte|despertara .. muerto|muerta|nunca|no|más
ojalá .. muriera|nunca .. nacido
desearía|ojalá|quisiera .. no haber|existir|estar .. nacido|existido|muerto|muerta
estar muerto|muerta
nunca .. haber .. nacido
pensamientos|ideas|ideación suicidas|suicida|suicidio|muerte|suicidarme
suicida|suicidio .. pienso|pensando|pensado|intento|intenté|me|cometer|quiero
pienso|pensando|pensado|pensar .. suicidio|suicidarme|matarme|morir|muerte|quitarme
intento|intentado|intenté .. suicidio|suicidarme|matarme
dormir|dormirme .. nunca|no .. despertar|despertarme|siempre
no despertar|despertarme .. nunca|más|jamás
nadie .. extrañaría|echaría|notaría|lloraría|importaría .. muero|muriera|menos|mí|muerte|desaparezco|desapareciera
nadie .. me .. extrañaría|echaría|notaría
merezco .. vivir|morir
no merezco .. vivir|vida
desaparecer .. siempre|mundo|todos|nunca
`,
    'self-harm': `
cortarme|cortándome|quemarme|lastimarme|herirme|autolesionarme|hacerme .. daño|brazos|otra|piernas|muñecas|quiero|piel|ganas
me .. corto|corté|quemo|lastimo|autolesiono|hago|golpeo .. daño|brazos|piernas|muñecas|misma|mismo|piel|noche|otra
me .. autolesiono|autolesioné|lastimo
hacerme|hago|haciéndome daño
autolesión|autolesiones|autolesionarme|autolesionándome
cortarme|cortes .. venas|brazos|muñecas
`,
    despair: `
ya|no .. puedo|aguanto|soporto más .. vida|así|dolor|vivir|sola|solo|todo|ayuda
ya no puedo|aguanto|soporto ?más
no puedo más
no aguanto|soporto más
sin|perdido|perdí|ninguna|no esperanza|esperanzas
desesperado|desesperada .. vida|estoy|sola|solo
me .. siento .. vacío|vacía|inútil|sola|solo|desesperada|desesperado|carga|basura .. vida|nadie|siempre|muy|todo|mundo
me siento .. vacío|vacía|inútil|desesperada|desesperado|muerta|muerto
me .. odio .. misma|mismo|vida|tanto
me odio
odio mi vida
nadie .. quiere|ama|entiende|necesita|importo .. me|mí
nadie me .. quiere|ama|entiende|necesita
soy|siento .. carga|estorbo .. para|todos|familia
vida .. infierno|sentido|insoportable|arruinada|mierda
nada .. tiene sentido
para qué .. vivir|seguir|vivo
dolor|sufrimiento|sufrir .. pare|termine|acabe|insoportable|nunca
quiero que .. dolor|todo|esto .. pare|termine|acabe
lloro .. todas|todos|noches|días|noche
ataque|crisis .. pánico|ansiedad .. tengo|ayuda|respirar|morir
depresión|deprimido|deprimida .. puedo|grave|profunda|más|vida|morir|ganas
me .. rindo|rendí|rendido .. vida|todo
no .. veo .. salida|futuro|sentido|esperanza
rota|roto|muerta|muerto .. dentro
`,
    'violence-suffered': `
él|ella|marido|esposo|esposa|novio|novia|pareja|padre|madre|padrastro|papá|ex|hermano|tío|padres .. me .. pega|golpea|golpeó|pegó|maltrata|viola|violó|abusa|abusó|amenaza|ahorca|estrangula|encierra|acosa|amenazó
me .. pega|golpea|maltrata|viola|violó|estrangula|golpeó|violaron|encerró
me .. han|ha|había .. pegado|golpeado|violado|abusado|maltratado|amenazado
fui|sido|soy|estoy|siendo .. violada|violado|abusada|abusado|maltratada|golpeada|acosada|víctima .. mi|sexualmente|por|marido|violencia|siendo
miedo .. que|de .. me .. mate|pegue|encuentre|golpee|haga
miedo .. marido|esposo|novio|padre|padrastro|ex
amenaza|amenazó|amenaza .. matarme|matar|golpearme
me va .. matar|pegar|golpear
violencia .. doméstica|género|machista .. sufro|víctima|soy|mi|ayuda
no .. segura|seguro|siento .. casa
`,
    'violence-meant': `
quiero|voy|ganas|quisiera .. matar|apuñalar|disparar|envenenar|matarlo|matarla|matarlos|apuñalarlo .. a|lo|la|todos|alguien|jefe|gente|marido|esposa|él|ella|profesor|padres
quiero|voy .. matarlo|matarla|matarlos|apuñalarlo|apuñalarla|dispararle
tiroteo|masacre .. escuela|colegio|planeo|voy
ganas|pensamientos|impulsos .. hacer|hacerle .. daño .. alguien|otros|bebé|hijo|niño
`,
    'another-person': `
amigo|amiga|hermano|hermana|hijo|hija|madre|padre|mamá|papá|marido|esposo|esposa|novio|novia|compañero|compañera|él|ella|alguien|alumno|primo|prima .. quiere|va|intentó|dice|piensa|amenaza|habla .. matarse|suicidarse|morir|morirse|hacerse|quitarse|colgarse
amigo|amiga|hermano|hermana|hijo|hija|madre|padre|novio|novia|compañero|compañera|él|ella|alguien .. se .. corta|matar|autolesiona|suicidar|quiere|lastima .. matar|morir|brazos|suicidar|piernas
amigo|amiga|hermano|hermana|hijo|hija|novio|novia|compañero|él|ella|alguien .. se .. autolesiona|corta .. brazos|piernas|misma|mismo
amigo|amiga|hermano|hermana|hijo|hija|madre|padre|novio|novia|él|ella .. no .. quiere .. vivir|seguir
amigo|amiga|hermano|hermana|hijo|hija|madre|padre|novio|novia|él|ella|compañero .. suicida|suicidas|suicidio|suicidarse|suicidarme
amigo|amiga|hermano|hermana|hijo|hija|novio|novia|él|ella|alguien .. tomó|tragó|tomado .. pastillas|somníferos|frasco
`,
  },
  spared: `
morir|muero|muerto|muerta|morirme .. risa|aburrimiento|hambre|sed|calor|vergüenza|ganas|curiosidad|sueño|frío
matar|mata|matando|matarlo|matarlos .. proceso|procesos|hilo|hilos|contenedor|servidor|sesión|tarea|demonio|puerto|instancia|pod|job|tiempo
proceso|procesos|hilo|contenedor|servidor|sesión|tarea|pod|script|programa|hijo .. matar|matarlo|muere|morir|suicida|mata|matarse|suicidarse
bug|código|build|compilador|test|calor|reunión|latencia|error|deadline .. me .. mata|matando|matar
me .. mata|matando .. bug|código|build|calor|reunión|latencia
acabar|terminar|acabo|termino .. todo|con .. tarea|tareas|ticket|proyecto|migración|refactor|hoy|informe|deberes|bug|bugs
terminar|acabar .. todo .. trabajo|hoy|lunes|viernes
ciclo .. vida
vida útil
personaje|héroe|novela|película|juego|jefe|zombi|zombis|zombies|escena|enemigo|monstruo|dragón .. matar|mata|morir|muere|suicidio|suicida|apuñalar|matarlo|matarse|suicidarse|corta
matar .. jefe final|juego|zombis|monstruo|dragón
antes|prefiero|preferiría morir .. que|php|java|vim|windows
prefiero|preferiría morir .. a|usar|escribir
suicidio|suicida .. comercial|político|prevención|escuadrón
prevención .. suicidio
traduce|traducir|traducción|frase|cadena .. morir|matar|suicidio|muerto|quiero
saltar .. línea|paso|función|página|test|tests|sección
cortar .. pegar|cadena|texto|rama
pega .. código|texto|aquí|portapapeles
no puedo más .. con|que .. bug|webpack|php|tests|reuniones|npm|merge|build
no aguanto|soporto más .. este|estos|estas|el|la .. bug|webpack|php|tests|reuniones|npm|merge|build|código
botón|ventana|componente|modal|mensaje|elemento .. desaparecer|morir|desaparezca
desaparecer .. botón|ventana|componente|modal|mensaje|elemento
sin sentido .. código|test|error|mensaje
`,
};
