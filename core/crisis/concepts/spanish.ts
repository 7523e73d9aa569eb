import type { Lexicon } from '../concept.ts';
import type { CrisisConcept } from '../crisis-concepts.ts';
import { ASIDE_EVERYWHERE, PLAINLY_TECHNICAL } from './aside-words.ts';

/** Words of concepts in Spanish. */
export const SPANISH_WORDS: Lexicon<CrisisConcept> = {
  language: 'es',
  areSigns: false,
  elided: [],
  words: {
    self: 'yo me mi mis mí conmigo quiero kiero quisiera estoy toy voy tengo pienso deseo prefiero preferiría ojalá puedo soy siento ando llevo hice tomé espero matarme morirme suicidarme cortarme matarme he veo encuentro aguanto casi_me me_gustaría sufro existo',
    me: 'me mí nos mi_brazo mi_cara la_cara mi_cabeza nosotros',
    want: 'quiero kiero qiero quisiera querría deseo ojalá espero ganas rezo pido prefiero preferiría gustaría desearía anhelo sueño_con queria quería merezco necesito me_urge que_llegue kisiera anhelando deseando ruego suplico me_gustaría gustaria quería_solo daría_todo_por',
    mind: 'quiero kiero quisiera pienso pensando pensado pensamientos voy planeo planeado decidí decidido idea ideas ganas imagino imagino_que tentado tentada impulso impulsos miedo hoy intentar intenté mañana considero soñando listo lista por necesito planeando imaginando fantaseo fantaseando intentando pensaba pensé dispuesta dispuesto apunto_de a_punto_de tramando piensa_uno rondando esta_noche este_finde casi ayer a_nada_de podría',
    die: 'morir morirme morirse muera muerto muerta muero morí morirte moriría la_muerte palmarla fallecer desaparecer_del no_existir dejar_de_existir no_estar_aquí no_estar_más estirar_la_pata petatearme dejar_de_vivir no_vivir dejar_de_respirar colgar_los_tenis quedarme_tiesa no_estar_viva no_estar_vivo muriera muriese muriéndome muriéndonos morirse_ya morirnos perecer dejar_este_mundo',
    death: 'muerte la_muerte morir morirme mi_muerte mi_funeral mi_entierro',
    suicide:
      'suicidio suicidarme suicidarse suicida suicidó suicidas matarme matarse ahorcarme ahorcarse colgarme colgarse pegarme_un_tiro pegarse_un_tiro quitarme_la_vida quitarse_la_vida qitar_la_vida acabar_con_mi_vida acabar_con_su_vida acabar_con_todo terminar_con_mi_vida terminar_con_su_vida terminar_con_todo cortarme_las_venas cortarse_las_venas ahogarme desvivirme desvivirse hacerme_daño hacerse_daño quité_la_vida quitó_la_vida envenenarme me_cuelgo me_voy_a_matar me_ahorco me_suicido voy_a_matarme se_quiere_quitar_la_vida se_quiere_qitar_la_vida quiere_quitarse_la_vida volarme_los_sesos volarme_la_cabeza darme_un_tiro me_doy_un_tiro me_pego_un_tiro acabar_conmigo terminar_conmigo poner_fin_a_mi_vida fin_a_mi_vida quitarme_de_en_medio me_quito_la_vida irme_de_este_mundo quitarme_mi_vida me_mataré me_suicidaré me_quitaré_la_vida acabar_con_mi_existencia terminar_mi_vida acabar_mi_vida tirarme_de_un_puente aventarme_de_un_puente cortarme_el_cuello dispararme intento_de_suicidio me_he_intentado_matar matarnos irme_al_otro_mundo suicido ahorco quitarse_de_en_medio partirme_la_vida me_aviento acabar_de_una_vez acabar_con_esto_de_una_vez se_mata se_suicida se_ahorca se_va_a_matar se_mate se_corta_las_venas se_matará ahogarse dispararse envenenarse desangrarse tirarse_de_un_puente matarse_a_sí pegarse_un_balazo darse_un_tiro dejar_de_existir dejar_de_vivir no_vivir_más me_mato me_matara suisidio suisidarme suicidarnos quitarme_del_medio tendencias_suicidas ideas_suicidas matándome',
    selfdone:
      'me_habría_matado me_hubiera_matado me_habría_suicidado me_hubiera_suicidado mi_intento_de_suicidio mi_último_intento después_de_mi_intento desde_mi_intento sobreviví_a_mi_intento yo_me_mataría me_mataría_pero',
    ifnot: 'si_no_fuera_por si_no_fuese_por',
    gone: 'no_estaría_aquí ya_no_estaría estaría_muerto estaría_muerta',
    not: 'no ni nunca jamás sin ya_no nada ningún ninguna tampoco perdí perdido',
    life: 'vivir vida vivo viva existir existencia seguir continuar seguir_adelante la_vida despertar_mañana viviendo existiendo mundo este_mundo respirar luchar',
    alive: 'vivo viva sigo_aquí',
    reason:
      'sentido razón razones motivo motivos ganas fuerza fuerzas propósito ánimo energía para_qué voluntad deseo caso vale esperanza esperanzas aliciente ilusión objetivo fe',
    tired:
      'cansada cansado harta harto cansé cansó hartó aburrida aburrido agotada agotado fastidiada fastidiado hastiada hastiado rendido rendida desgastada desgastado hasta_la_madre hasta_los_huevos hasta_las_narices saturada saturado podrido podrida',
    bear: 'soporto soportar aguanto aguantar afrontar lidiar enfrentar resistir soportando aguantando puedo_con tolerar sigo_así',
    sleep: 'dormir dormirme durmiera dormida dormido sueño cerrar_los_ojos acostarme durmiendo duermo',
    wake: 'despertar despertara despertarme despierto despertarse despertase levantarme despertaba abrir_los_ojos desperté abrirlos abrirlos despierte despertaré',
    cease:
      'se_acabe acabe termine terminara acabara pare parara se_termine cese acabado terminado se_acabó se_acaba el_final el_fin llegue_el_final se_termina termina acaba se_acabe_ya deje_de_latir',
    all: 'todo el_dolor este_dolor esto las_voces sufrimiento esta_vida la_vida',
    vanish:
      'desaparecer irme desvanecerme dejar borrarme esfumarme marcharme partir desaparezco ir desapareser salir salirme escapar me_voy me_marcho',
    forever: 'siempre para_siempre este_mundo definitivamente esta_vida la_tierra faz mundo de_una_vez eternamente',
    others:
      'todos todo_el_mundo familia hijos padres gente esposa esposo marido mamá mundo ellos ustedes amigos mi_madre demás',
    nobody: 'nadie alguien quién ninguno quien',
    better: 'mejor felices feliz tranquilos fácil alivio aliviados aliviado ligero descansarían',
    without:
      'sin_mí si_yo_no_estuviera no_estuviera yo_no_existiera no_existiera si_me_muero me_muero me_muriera me_morí desaparezco desapareciera muriera cuando_ya_no_esté ya_no_esté no_esté_aquí no_esté si_me_voy no_hubiera_nacido yo_faltara si_falto mi_muerte mi_funeral mi_entierro no_viviera ya_no_estoy me_mato vivo_o_muero si_no_existo si_me_matara si_yo_muero sin_mi si_me_fuera me_fuera si_desaparezco si_desapareciera yo_muerta yo_muerto si_ya_no_vivo si_yo_muriera si_yo_desaparezco nunca_hubiera_nacido nunca_hubiese_nacido yo_no_hubiera_nacido conmigo_muerta conmigo_muerto si_yo_no_viviera',
    burden:
      'carga estorbo peso lastre una_decepción un_parásito sobro desperdicio molestia un_peso una_carga un_problema_para_todos arruino_la_vida le_arruino una_molestia solo_doy_problemas estoy_de_más solo_causo hago_daño_a_todos un_gasto',
    care: 'importa importaría extrañaría extrañar extrañará daría_cuenta dará_cuenta cuenta notaría notará lloraría llorará echar_de_menos echaría interesa preocupa enteraría llorar',
    missed: 'extrañaría extrañar extrañará extraña echaría_de_menos echar_de_menos falta extrañe eche_de_menos',
    needed: 'me_necesita me_necesitan me_quiere me_ama necesita',
    rather: 'prefiero preferiría mejor antes',
    join: 'con_ella con_él reunirme alcanzarla alcanzarlo acompañarla acompañarlo seguirla seguirlo irme_con verla_otra verlo_otra me_lleve lleve irse_con ir_con reunirse_con',
    died: 'murió muerte falleció fallecimiento perdí perder viudo viuda entierro funeral enterré se_fue en_paz_descanse qepd que_ya_no_está',
    pills:
      'pastillas pastilla pepas tabletas píldoras píldora medicamentos medicinas medicina clonazepam paracetamol ibuprofeno aspirinas somníferos antidepresivos insulina rivotril diazepam tramadol valium cápsulas ansiolíticos xanax remedios barbitúricos dosis botiquín alprazolam lorazepam fentanilo tafil paracetamol* ibuprofeno* antidepresivo* somnífero* amitriptilina fluoxetina sertralina quetiapina',
    purpose: 'a_propósito adrede',
    hoard:
      'juntado junté juntando guardado guardé guardando suficientes acumulado acumulando escondido escondidas ahorrado cajón_lleno armario_lleno guardadas guardados juntadas juntados escondidos escondidas_las compradas reunidas reuní',
    pain: 'duele dolor doloroso doler sufre sufrir instantáneo rápido indoloro siente rápid* indolor* dolor* doloros*',
    many: 'todo todas todos toda frasco caja cajas bote blíster blister puñado puño montón muchas muchos demasiadas entero entera enteras botella un_chingo bastantes 10 15 20 25 30 35 40 45 50 60 70 80 90 100 diez quince veinte treinta cuarenta cincuenta sesenta cien decenas docena tira tiras de_golpe de_una_vez de_un_jalón',
    swallow:
      'tomé tomado tomar tomarme tomando tragué tragado tragar ingerí ingerido bebí bebido beber comí tragarme tomo empastillé me_metí metí zampé sobredosis inyecté inyectado inyectar inyectarme inyectármela inyectármelo',
    overdose: 'sobredosis',
    survived: 'sobreviví salvaron última_vez fallé lavado_de_estómago sobrevivido sobrevivir',
    thistime: 'esta_vez la_próxima próxima_vez',
    poison:
      'cloro lejía veneno raticida insecticida ácido anticongelante desatascador plaguicida cianuro sosa matarratas herbicida',
    unwell:
      'mareando mareada mareado borroso miedo sueño vomitar vomitando frío piernas mal débil adormecida arrepiento respirar adiós dormida temblando hospital ayuda náuseas raro rara extraño extraña adormilada adormilado',
    blade:
      'navaja cuchilla cuchillas cuchillo pistola cuerda soga gilette gillette rasuradora cúter arma escopeta cinturón bisturí revólver exacto',
    rope: 'soga cuerda',
    buy: 'compré compro conseguí conseguí_una compré_un comprado',
    loaded: 'cargada cargado cargué',
    bring: 'llevo llevaré llevar traigo',
    school: 'escuela colegio instituto universidad oficina trabajo',
    hand: 'mano manos dedos puño',
    locked: 'encerró encerrado encerrada encerrar',
    noteat: 'sin_comer no_como no_he_comido dejé_de_comer no_como_porque dejó_de_comer',
    purge: 'vomito vomitar provoco',
    meal: 'después_de_cada_comida después_de_comer cada_comida',
    cry: 'lloro llorar llorando lágrimas temblando temblar perdón adiós lista listo por_fin perdónenme',
    height:
      'puente azotea balcón ventana techo edificio piso acantilado cornisa torre altura tejado barranco terraza viaducto precipicio noveno décimo octavo alturas rascacielos estacionamiento',
    perch:
      'en_un_puente en_el_puente en_la_azotea en_la_cornisa en_las_vías al_borde_del sobre_el_puente en_el_tejado azotea cornisa en_la_vía sobre_las_vías junto_a_las_vías en_los_rieles',
    stand: 'estoy parado parada sentado sentada subí',
    jump: 'saltar salto salté brincar tirarme tirarse tiro lanzarme lanzarse aventarme aventarse arrojarme arrojarse caer caerme dejarme_caer soltarme tirarte salte saltaría me_tire tiras tira lanzas lanza saltas salta tirar lanzar aventar arrojar precipitarme saltaré tirarnos aviento lanzo arrojo botarme botar tiré lancé me_tiro saltará se_tira se_avienta se_lanza caminar_a caminar_por caminar_hacia',
    train:
      'tren metro vías vía camión tráiler coche carro auto carretera autopista árbol río rieles andén autobús trenes tranvía avenida tráfico',
    cut: 'corto corté cortar cortarme cortando cortándome cortado cortada rajé rajar rajarme tajo quemo quemar quemarme quemé rasguño rasguñar rasguñarme araño arañarme muerdo tajeo cortaba cortaré cortarse rebanar abrirme rasgar cortarnos hice_cortes marcar me_abrí me_rajé abrí_mi arranco',
    ember: 'cigarro cigarros cigarrillo cigarrillos encendedor',
    cuts: 'cortó corta cortado cortándose cortadas cortados',
    limb: 'brazo brazos muñeca muñecas pierna piernas muslo muslos venas vena piel antebrazo antebrazos abdomen',
    veins: 'venas muñecas vena',
    bleed: 'sangre sangrar sangra sangrando sangrado cicatrices cortes heridas cortadas ensangrentados ensangrentadas',
    harm: 'autolesiono autolesionarme autolesión autolesiones lastimarme hacerme_daño me_hago_daño me_lastimo cortarme me_corto castigarme golpearme quemarme autolesionado me_corté cortándome hacer_una_locura hacer_una_tontería herirme golpeo_la_cabeza golpearme_la_cabeza cabeza_contra_la_pared me_rasguño arañarme me_quemo me_golpeo hacerme_cortes cortes_en_mis lesionarme me_lesiono mutilarme me_autolesiono pellizcarme me_lastimé me_hice_daño me_herí me_quemé sin_cortarme',
    relapse: 'recaí recaída',
    lethal:
      'cuántas cuántos cuánta cuánto qué_dosis dosis_letal dosis_mortal qué_altura desde_qué_altura letal mortal cuánto_tarda qué_pasa_si desde_qué_piso de_qué_piso qué_cantidad a_qué_altura de_cuántas de_cuántos con_cuántas con_cuántos cuánto_se_tarda cuánto_tarda_uno',
    how: 'cómo manera forma método rápida cuánto dónde',
    why: 'para_qué por_qué',
    method:
      'nudo_de_la_horca nudo_de_horca nudo_corredizo desangrarse desangrarme cortarse_las_venas ahorcarse morir_sin_dolor monóxido helio la_horca monóxido_de_carbono gas_del_escape',
    kill: 'morir muere muera matar mata letal mortal muerte matarme sobredosis suicidarse suicidarme sobrevivir sobrevive matarse letal* mortal* matan mueres te_mueres muero uno_muere se_muere',
    prepared:
      'todo_listo todo_preparado todo_planeado todo_organizado lo_tengo_todo tengo_todo arreglé_todo mis_cosas_en_orden ya_sé_cómo todo_decidido todo_pensado asuntos_en_orden hice_mi_testamento todo_arreglado todo_en_orden todo_está_decidido escribí_mi_testamento hecho_mi_testamento',
    peace:
      'paz descansar descanso sufrir_más no_voy_a_sufrir dolor libre acabado se_acaba nadie_podrá tranquilo tranquila',
    kin: 'amigo amiga hermano hermana hijo hija madre padre mamá papá marido esposa esposo novio novia compañero compañera vecino vecina primo prima alumno alumna ex ella alguien pareja jefe paciente sobrino sobrina tío tía abuela abuelo padrastro madrastra cuñado cuñada mujer estudiante roomie chavo niña niño mejor_amiga mejor_amigo nieto nieta publicó me_escribió me_mandó',
    wants:
      'quiere quería amenaza amenazó intentó intenta trató dice dijo piensa habla planea va iba desea pide publicó quisiera intentado habla_de dice_que_quiere amenaza_con quiso',
    says: 'dice dijo escribió escribe mandó publicó posteó está parado parada sentado sentada amenaza llamó cuenta envió quiere subió',
    voices: 'voces voz',
    tell: 'dile diles díganle díganles digan dígale dile_a díganle_a',
    loved: 'amé quise amo quiero_mucho ame',
    intruder:
      'padrastro hermanastro tío novio_de_mi_mamá novio_de_mi_madre abuelo profesor papá padre entrenador pareja_de_mi_mamá',
    room: 'a_mi_cuarto en_mi_cuarto a_mi_cama en_mi_cama a_mi_habitación en_mi_habitación a_mi_pieza',
    farewell:
      'despidiéndose despedida despidió adiós carta_de_despedida mensaje_de_despedida nota_de_suicidio carta_de_suicidio cuida_a_mis cuiden_a_mis último_mensaje audio_de_despedida despide se_despidió despedirse me_despido despedí despedirme despido despedido despedirnos mis_despedidas un_gusto_conocerlos gusto_conocerlos',
    forgive: 'perdónenme perdóname perdón lo_siento',
    bye: 'adiós_a_todos adiós_mamá adiós_mundo adiós_para_siempre adiós',
    note: 'carta_de_despedida cartas_de_despedida nota_de_despedida nota_suicida escribí_las_cartas escrito_las_cartas cartas_para_todos cartas_están_escritas',
    hearof: 'saber_de_mí volverán_a_verme volver_a_verme noticias_mías',
    unreachable:
      'no_contesta ya_no_contesta no_responde ya_no_responde celular_apagado teléfono_apagado desconectado desapareció ilocalizable no_atiende no_lo_encuentro no_la_encuentro no_aparece apagado dejó_de_contestar apagó_el apagó_su',
    hit: 'pega pegó pegar golpea golpeó golpear golpeada viola violó violaron violada abusa abusó maltrata ahorca ahorcó estrangula estranguló asfixia asfixió patea pateó abofeteó empujó acosa acosó toca manosea manoseó encierra insulta golpes quemó rompió quebró atropelle atropella atropellara choque arrolle atropellen',
    neck: 'cuello garganta',
    threat: 'amenaza amenazó amenazado amenazas jura juró dijo_que dice_que promete prometió',
    hopeless:
      'desesperada desesperado vacía vacío inútil perdida perdido rota roto sola basura desesperanza muerta muerto destrozada destrozado acabada acabado hundida hundido miserable',
    limit: 'al_límite mi_límite tocando_fondo toqué_fondo',
    wayout:
      'salida futuro solución alternativa otra_opción otra_salida escapatoria porvenir mañana_para_mí un_mañana única_opción única_salida única_solución única_alternativa única_puerta',
    torture: 'tortura infierno calvario insoportable tormento',
    daily: 'cada_día todos_los_días cada_mañana esta_semana cada_noche todas_las_noches',
    constantly: 'todo_el_tiempo siempre constantemente todos_los_días cada_noche las_24_horas 24_horas 24_7',
    inside: 'por_dentro dentro',
    feel: 'sentir',
    never: 'nunca nunca_más jamás más',
    god: 'dios señor jesús virgencita',
    takeme: 'llévame llévame_ya llévenme recógeme me_lleve me_lleves me_recoja quítame_la_vida',
    breakin:
      'golpeando_la_puerta pateando_la_puerta tirando_la_puerta rompiendo_la_puerta tumbando_la_puerta detrás_de_la_puerta afuera_de_mi_casa fuera_de_mi_casa en_la_puerta encerrada_en_el_baño encerrado_en_el_baño escondida_en escondido_en me_escondí romper_la_puerta tirar_la_puerta frente_a_mi_casa está_afuera afuera está_fuera está_en_la_puerta',
    attackme:
      'me_va_a_matar matarme me_mata me_mate me_quiere_matar me_va_a_pegar pegarme golpearme hacerme_daño cuchillo pistola me_haga_daño me_pegue me_golpee nos_mata nos_mataría nos_va_a_matar matarnos me_mataría nos_matará apuñalarme',
    afraid: 'miedo terror aterrada aterrado temo',
    nochange:
      'nada_cambiaría no_cambiaría_nada ninguna_diferencia no_pasaría_nada daría_igual da_igual todo_seguiría_igual no_se_perdería_nada ninguna_pérdida daría_lo_mismo da_lo_mismo no_cambia_nada',
    lookafter:
      'cuiden_a_mi cuiden_de_mi cuida_a_mi cuida_de_mi cuidad_de_mi cuidad_a_mi cuídense encárguense_de encárgate_de cuídenme_al cuídenme_a cuida_mucho',
    readthis: 'leas_esto lean_esto leyendo_esto lees_esto leáis_esto encuentren_esto leas_este lean_este leer_esto',
    goneby: 'no_estaré muerto muerta ya_no_esté me_habré_ido ya_no_estoy ya_no_voy_a_estar habré_muerto lejos',
    makeit:
      'llegar_a_los llegue_a_los llegaré_a_los pasar_de_esta_noche sobrevivir_esta_noche llegar_a_mañana llegar_viva llegar_vivo veo_llegando',
    lastof: 'último_día última_noche último_mensaje último_cumpleaños última_navidad últimas_horas últimos_días',
    earth: 'en_la_tierra en_esta_tierra de_mi_vida en_este_mundo con_vida',
    giveaway:
      'regalando_mis regalé_mis regalo_mis regalado_mis regalé_todas repartí_mis doné_mis regalé_a_mi regalé_todo lo_regalé_todo regaló_todas regaló_sus regaló_todo regaló_su',
    neednomore:
      'no_voy_a_necesitar no_las_voy_a no_necesitaré no_las_necesitaré no_me_harán_falta no_los_necesito no_las_necesito no_los_voy_a_necesitar ya_no_lo_va_a_necesitar ya_no_la_va_a_necesitar',
    homeplace: 'garaje ático sótano armario cochera desván',
    doesithurt: 'duele dolerá es_doloroso se_sufre dolería cuánto_duele',
    letme: 'déjenme déjame déjeme dejadme',
    mourn: 'llorar_por_mí lloraría_por_mí llorará_por_mí me_lloraría me_llorará a_mi_funeral a_mi_entierro',
    firearm: 'pistola arma escopeta revólver rifle fierro',
    beside:
      'al_lado_mío a_mi_lado frente_a_mí sobre_la_mesa en_la_mesa en_la_mano en_la_boca en_la_sien en_la_cabeza delante_de_mí en_mis_manos',
    onmyself: 'conmigo en_mí contra_mí conmigo_mismo conmigo_misma contra_mi_cabeza',
    waitfor: 'espero esperando aguardo',
    keepshere:
      'me_retiene_aquí retiene_aquí me_ata_aquí me_ata_a_este me_mantiene_aquí me_mantiene_viva me_mantiene_vivo me_queda_aquí por_qué_quedarme',
    rescue: 'me_salvará salvarme me_salve detenerme me_va_a_salvar me_va_a_encontrar me_encontrará',
    punish: 'castigo castigarme odio_mi_cuerpo me_odio me_detesto',
    selfcutting: 'cortándome cortando quemándome golpeándome lastimándome arañándome cortes',
    mydeath:
      'mi_muerte mi_propia_muerte mi_funeral mi_entierro mi_suicidio no_estar_aquí no_existir estar_muerta estar_muerto mi_propio_funeral mi_propio_entierro no_estar',
    ridofme:
      'librarían_de_mí librarán_de_mí libres_de_mí deshacerse_de_mí tener_que_aguantarme me_quieren_muerta me_quieren_muerto',
    domyself: 'pueda_hacerme podría_hacerme puedo_hacerme hacerme_algo lo_que_pueda_hacer lo_que_podría_hacer',
    theday: 'se_acaba_todo todo_se_acaba todo_termina es_el_día todo_acabará',
    suffering: 'dolor sufrimiento tormento agonía',
    makeitstop: 'que_se_acabe_ya que_termine_ya haz_que_pare que_pare_ya hagan_que_pare que_se_termine',
    nopain:
      'ya_no_habrá_dolor sin_más_dolor no_más_dolor ya_no_sufriré dejar_de_sufrir ya_no_va_a_doler no_voy_a_sufrir',
    resolve: 'decidido decidida decidí dispuesto dispuesta',
    crash: 'estrellar estrellarme chocar impactar',
    obstacle: 'muro pared árbol poste camión',
    hurtsmuch: 'duele_demasiado duele_tanto demasiado_doloroso duele_mucho demasiado_dolorosa',
    hasplan: 'un_plan tengo_un_plan ya_tengo_el_plan mi_plan el_plan plan_y_una tengo_plan',
    hasdate:
      'una_fecha y_fecha y_una_fecha escogí_el_día elegí_el_día escogí_la_fecha elegí_la_fecha elegí_un_día fecha_elegida ya_sé_cuándo sé_cuándo puse_fecha le_puse_fecha elegido_el_día elegido_la_fecha decidí_el_día',
    ittakes:
      'hacen_falta hace_falta necesito se_necesitan se_necesita bastan basta_con bastarían harían_falta hay_que_tomar tengo_que_tomar debo_tomar',
    dosage:
      'dolor_de_cabeza fiebre al_día por_día diaria máxima máximo adulto adultos niño niños kg médico receta farmacia prospecto gripe resfriado migraña inventario caja_trae gato perro recomendada seguro segura embarazo qué_pastilla qué_tomo qué_pastillas',
    inmouth: 'en_la_boca en_la_sien en_la_cabeza bajo_la_barbilla',
    giving: 'regaló regalé regalando regalo regalado repartió dio_sus doy di',
    notlong:
      'no_voy_a_llegar_a no_llegaré_a_ver no_va_a_llegar_a no_viviré no_vivirá no_estaré_para_ver no_estaré_cuando no_estará_para no_veré_mi no_pienso_llegar no_llegaré_a_los no_sobrevivo no_sobreviviré no_me_veo_viviendo no_me_veo_vivo',
    letter: 'carta cartas nota mensaje',
    findit:
      'la_encontrarán la_encuentren encontrarán_mañana cuando_me_encuentren en_el_cajón sobre_la_mesa_de entenderán_por_qué sabrán_por_qué van_a_encontrar',
    relief:
      'alivio liberación paz consuelo descanso regalo salvación dulce bendición libertad calma tranquiliza alivia consuela',
    heaven: 'en_el_cielo al_cielo cementerio panteón más_allá allá_arriba en_la_tumba cielo',
    soon: 'hoy mañana pronto esta_noche este_finde ahora por_fin lunes martes miércoles jueves viernes sábado domingo',
    unsafe:
      'segura_conmigo seguro_conmigo a_salvo_conmigo a_salvo_de_mí peligro_para_mí miedo_de_mí_misma miedo_de_mí_mismo miedo_de_mí confío_en_mí_esta',
    beats: 'pega golpea golpeó pegó maltrata ahorca viola patea',
    victim: 'mamá mi_mamá mi_madre madre mi_hermana mi_hermano nos hermana',
    cantgoon: 'no_puede_más ya_no_puede no_aguanta ya_no_aguanta no_podía_más no_da_más',
    unconscious: 'inconsciente desmayada desmayado no_respira no_despierta no_reacciona desvanecida',
    thing: 'impresora ordenador computadora portátil monitor teclado tele teléfono celular pelota piedra papel',
    fiction:
      'película novela libro serie canción personaje héroe heroína trama episodio obra ópera artículo noticia poema álbum juego escena resumen',
    hung: 'colgada atada lista amarrada preparada puesta espera',
    ifleave: 'si_lo_dejo si_me_voy si_la_dejo si_digo si_hablo si_me_separo si_cuento si_hablaba si_contaba',
    shootup: 'disparar balacear dispararé balacera un_tiroteo matar_a_todos tiroteo',
    packs: 'cajas blísters frascos botellas caja blíster frasco tiras',
    lookfor: 'me_busque me_encuentre me_busca me_encuentra me_busquen me_encuentren',
    easy: 'tan_fácil fácil sencillo bastaría',
    if: 'si',
    fine: 'mejor tanto_mejor bien no_importaría no_me_importaría da_igual ojalá',
    scream: 'grita gritos gritando pide_auxilio pidiendo_ayuda',
    findme: 'encontrarme me_encontrarán me_van_a_encontrar me_encuentren mi_cuerpo me_encontrará me_va_a_encontrar',
    hanged: 'colgado colgada ahorcado ahorcada muerto muerta',
    gaze: 'miro mirando viendo miro_fijo me_quedo_viendo contemplo',
    ambulance: 'ambulancia urgencias emergencias',
    bath: 'bañera tina baño',
    ifhad: 'si_tuviera si_tuviese ojalá_tuviera si_yo_tuviera',
    mylife: 'mi_vida',
    cantstop: 'no_paro no_dejo no_puedo_parar no_puedo_dejar no_logro_dejar',
    thanthis: 'que_vivir que_seguir que_esto',
    nothingtolose: 'nada_que_perder',
    wheregoing: 'a_donde_voy donde_voy adonde_voy',
    nomore:
      'no_voy_a_estar_en_este_mundo no_estaré_en_este_mundo ya_no_estaré_vivo ya_no_estaré_viva no_estaré_entre_ustedes',
    hitme:
      'me_pega me_ahorca me_asfixia me_golpea me_viola me_encierra me_estrangula me_maltrata me_patea me_asfixió me_golpeó me_violó me_avienta me_empuja me_arrastra me_lanza me_tira me_rompió me_quebró me_partió',
    letsdie: 'se_está_dejando_morir se_deja_morir dejándose_morir',
    goon: 'sigo seguir aún todavía',
    breathe: 'respirando respirar',
    shouldhave: 'debí debería_haber debía_haber tendría_que_haber hubiera_preferido',
    care4: 'cuida cuiden cuídame cuida_mucho encárgate',
    heart: 'corazón',
    euthanasia: 'eutanasia suicidio_asistido',
    cry3: 'llorando lloraba raro llora',
    alike:
      'me_da_igual da_lo_mismo me_da_lo_mismo no_me_molestaría no_me_importa no_me_importaría me_vale me_es_indiferente',
    followsme: 'me_sigue me_está_siguiendo me_persigue siguiéndome persiguiéndome me_acosa me_viene_siguiendo',
    social: 'twitter instagram github tiktok linkedin facebook canal cuenta seguidores',
    domviol: 'violencia_doméstica violencia_de_género violencia_intrafamiliar maltrato',
    suffer: 'víctima sufro vivo sufriendo',
    mycar: 'mi_coche el_coche mi_auto mi_carro el_carro',
    exist: 'existo',
    endpain:
      'acabar_con_mi_sufrimiento terminar_con_mi_sufrimiento acabar_con_mi_dolor terminar_mi_sufrimiento acabar_mi_sufrimiento fin_a_mi_sufrimiento',
    animal: 'perro gato perra gata perros gatos hámster cachorro veterinario caballo',
    planto: 'pienso planeo tengo_pensado planeando planea',
    wheel: 'volante',
    letgo: 'soltar suelto',
    burnhouse: 'quemar_la_casa prenderle_fuego incendiar_la_casa prender_fuego',
    myfuneral: 'mi_funeral mi_entierro',
    music: 'música canciones playlist escogí elegí',
    urge: 'ganas tentación impulso',
    along: 'a_lo_largo atravesado de_largo en_vertical',
    against: 'contra_la_pared por_las_escaleras al_piso al_suelo',
    nocall: 'no_llames_a_nadie no_llamen_a_nadie no_le_digas_a_nadie',
    gasopen: 'abrí_el_gas abierto_el_gas llave_del_gas',
    doorshut: 'cerré_la_puerta cerré_las_ventanas puerta_cerrada',
    found: 'encontré hallé',
    hangs: 'colgado colgada ahorcado ahorcada',
    stopbreath: 'deje_de_respirar ya_no_respire',
    gentle: 'suave tranquila tranquilo fácil',
    mix: 'mezclo mezclar mezcla combinar combinación',
    regret: 'arrepiento lamento',
    onlything: 'lo_único única_cosa',
    wouldbe: 'sería',
    depression: 'depresión',
    thinkof: 'pienso_en pensando_en considerando',
    hurtsme: 'me_lastima me_hace_daño',
    drinks: 'toma bebe borracho ebrio',
    owndeath: 'su_muerte su_propia_muerte',
    joinme: 'me_voy_con yo_me_voy yo_también_me',
    body: 'costillas brazo nariz mandíbula dientes cara',
    keepsfrom: 'me_impide me_detiene me_frena',
    fumes: 'garaje_con_el_motor cochera_con_el_motor garaje_el_motor_está',
    event: 'boda fiesta lanzamiento viaje migración reunión proyecto sprint mudanza conferencia',
    aside: `${PLAINLY_TECHNICAL} ${ASIDE_EVERYWHERE} proceso procesos servidor servidores servicio programa bucle línea líneas archivo archivos botón cliente clientes juego juegos nivel personaje personajes villano protagonista novela película serie episodio batería celular_nuevo planta plantas tomates motor cocinar cocinando cebolla cebollas pan afeitarme afeitándome afeitar peluquería pelo cabello gimnasio entrenamiento escalada tarea vacaciones chiste ajedrez fútbol partido estadísticas prevención campaña voluntario voluntaria capacitación artículo componente tabla columna rama reunión proyecto peticiones consulta contenedor compilador compilación dedo código risa hambre cuántas_personas cuánta_gente cada_año al_año depurador tesis estufa horno sofá ducha piscina alberca estudio plancha módulo tfg vuelo hasta_el_lunes hasta_mañana café cafeína sospechoso campo campos simulador simulación gratuita gratuito cuota memoria alquiler hipotecas hipoteca piso_compartido montaña viaje despertador alarma enfoque conclusiones tenis ping_pong pimpón bungee puenting paracaídas trampolín lavavajillas renuncia receta_de silicona juguete pistola_de_agua caza masaje paintball suculentas suculenta orquídea orquídeas albahaca rosal rosales césped hámster peces acuario examen aseguradora herencia herederos notario muela dentista paquete paquetes directorio directorios comando opción canal`,
  },
};
