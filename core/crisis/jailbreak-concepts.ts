import type { FrameLines, Lexicon } from './concept.ts';
import type { JailbreakKind } from './jailbreak-phrases.ts';

/** What words stand for where somebody talks a model out of its instructions. */
export const JAILBREAK_CONCEPTS = [
  'ignore',
  /** Yours, those before, all of them. */
  'whose',
  'rules',
  'revoked',
  'told',
  /** New rules in place of the old. */
  'renewed',
  'comply',
  'persona',
  'limitless',
  'mode',
  'you',
  'reveal',
  'prompt',
  'before',
  'authority',
  'disable',
  'guard',
  'approve',
  'every',
  'pretence',
  'encoding',
  'inside',
  'unseen',
  'unchecked',
  'execute',
  'suppose',
  'inapplicable',
  'deceased',
  'forbidden',
  'agreed',
  'refuse',
  'harmed',
  'forbid',
  'enter',
  'fromnow',
  'secrets',
  'concealed',
  'taskgiven',
  'firstdo',
  'none',
  'limits',
  'ownguard',
  /** That the model has none of what follows. */
  'younone',
  /** Asking for an answer. */
  'tellme',
  /** Talk of software, of writing about attacks, and of finding them. */
  'aside',
] as const;
export type JailbreakConcept = (typeof JAILBREAK_CONCEPTS)[number];

/** Words of attacks in every language: attacks mix them. */
export const JAILBREAK_WORDS: Lexicon<JailbreakConcept> = {
  language: '*',
  areSigns: false,
  elided: [],
  words: {
    ignore:
      'ignore disregard forget override discard drop revoke bypass unlearn erase delete neglect dismiss abandon overrule violate break ignoring disregarding forgetting ignoriere vergiss missachte verwirf umgehe überschreibe oublie oubliez ignorez contourne ignora ignore olvida olvide olvídate esqueça esquece desconsidere dimentica dimenticate scarta забудь игнорируй забудьте проигнорируй отбрось 忽略 无视 忘记 忘掉 抛弃 無視 忘記 overlook set_aside pay_no_attention non_authoritative scrap ditch toss_out throw_out throw_away stop_following stop_obeying',
    whose:
      'your previous prior earlier all every old above preceding original initial system safety existing former deine vorherigen bisherigen alle tes vos précédentes toutes tus anteriores todas suas anteriores todas tue precedenti tutte твои предыдущие все прежние свои 你的 之前 所有 以前 一切 you_got you_were you_follow you_received you_have que_você_recebeu que_recibiste développeur entwicklers desarrollador разработчика sämtliche',
    rules:
      'instructions instruction guidelines rules restrictions policy policies prompt directives constraints guardrails programming safeguards commands orders training limitations protocols ethics anweisungen regeln vorgaben richtlinien einschränkungen consignes règles directives restrictions instrucciones reglas normas restricciones instruções regras normas restrições istruzioni regole restrizioni direttive инструкции правила ограничения указания 规则 指令 指示 限制 规定 設定 设定 提示词 sicherheitsregeln linee_guida lignes_directrices diretrizes lineamientos vorschriften system_message',
    revoked:
      'revoked revoke deleted void lifted suspended cancelled canceled obsolete expired overridden superseded removed disabled hereby_revoke null_and_void aufgehoben gelöscht außer_kraft annulées levées supprimées anuladas eliminadas revocadas suspendidas anuladas canceladas revogadas annullate revocate rimosse отменены отменяются сняты удалены 作废 取消 解除 失效',
    told: 'were_told were_given been_told been_given have_been_told operator_told you_were_taught you_learned programmed_to you_know dir_gesagt ta_dit tont_dit te_dijeron te_han_dicho lhe_disseram te_disseram ti_hanno_dato ti_hanno_detto тебе_дали тебе_сказали 告诉你 给你的 youve_been_instructed you_were_instructed been_instructed you_have_been_instructed',
    renewed:
      'new_policy new_rules new_instructions new_instruction new_directive updated_policy been_updated been_upgraded been_reprogrammed real_instructions true_purpose only_purpose new_system_prompt neue_anweisung neue_regeln nouvelles_consignes nuevas_instrucciones novas_instruções nuove_istruzioni новые_инструкции 新指令 新规则',
    comply:
      'comply obey obedient answer_to_me answer_me_only listen_only_to_me do_as_i_say do_whatever always_answer must_answer answer_anything answer_everything all_requests any_request without_question gehorche antworte_auf_alles obéis obedece obedeça obbedisci слушайся подчиняйся отвечаешь_на_всё 服从 听我的 do_the_opposite rispondi_a_tutto responde_a_todo responda_a_tudo réponds_à_tout',
    persona:
      'act_as acting_as as_an_ai as_a_model once_as pretend pretending roleplay role_play play_a_character play_the_role you_are_an you_are_a you_are_now youre_now you_will_be youre_going_to imagine simulate behave_as behave_like respond_as answer_as persona character become du_bist stell_dir_vor spiel tu_so tu_es fais_comme_si imagine_que joue eres_un eres_una ahora_eres finge actúa_como você_é você_agora finja aja_como sei_un fai_finta immagina agisci ты_теперь теперь_ты представь притворись ты_ии 你是 你现在 从现在开始你 假装 扮演 假设你 想象你 the_role_of immerse_yourself for_the_rest_of assume_the_role take_the_role fingi simula moi_tu_es',
    limitless:
      'no_restrictions no_rules no_limits no_limitations no_filter no_filters no_morals no_ethics no_guidelines no_censorship without_restrictions without_rules without_limits without_any_restrictions without_any_limits without_filters without_any_rules without_morals unrestricted uncensored unfiltered unbound limitless never_says_no never_refuses cannot_refuse nothing_is_illegal nothing_is_forbidden everything_is_allowed anything_goes no_longer_bound free_of_all jailbroken never_been_trained never_trained_on guardrails_are_off filters_are_off ohne_regeln ohne_filter keine_filter keine_regeln ohne_einschränkungen ohne_grenzen uneingeschränkt unzensiert sans_règles sans_limites sans_limite sans_filtre sans_aucune_limite sans_restrictions aucune_limite aucune_règle sin_reglas sin_límites sin_filtros sin_censura sin_restricciones sem_regras sem_limites sem_filtros sem_censura sem_restrições senza_regole senza_limiti senza_filtri senza_censura senza_restrizioni без_ограничений без_правил без_цензуры без_фильтров 没有限制 没有任何限制 没有规则 不受限制 不受任何 无限制 没有任何规则 没有道德 broken_free not_have_to_abide does_not_abide free_from_all without_any_filter no_filter_at_all without_moral no_conscience without_safety no_safety dont_care_about_policies doesnt_care_about_policies doesnt_care_about_rules without_a_conscience',
    mode: 'developer_mode dev_mode god_mode dan_mode sudo_mode jailbreak_mode root_mode admin_mode unrestricted_mode unsafe_mode entwicklermodus mode_développeur modo_desarrollador modo_dev modo_desenvolvedor modalità_sviluppatore режим_разработчика режиме_разработчика 开发者模式 越狱模式 override_mode law_enforcement_override system_mode system_reset omega_mode opposite_mode',
    you: 'you your youre yourself for_this_session this_session this_conversation this_chat from_here from_now_on countersign assistant du dein deine tu tes tus seu suas tuo tue ты твой 你 你的 its_own ihre',
    reveal:
      'reveal show print paste quote repeat output display tell leak dump recite give write_out spell_out disclose zeig zeige gib verrate nenne wiederhole montre affiche révèle donne muéstrame muestra revela dime mostre mostra revele diga mostrami rivela stampa покажи выведи раскрой повтори 告诉我 显示 输出 打印 给我看 透露 complete start begin continue what',
    prompt:
      'your_system_prompt your_system_message entire_system_message whole_system_message entire_system_prompt your_hidden_instructions your_initial_instructions your_initial_prompt your_secret_instructions your_original_instructions your_full_prompt your_prompt your_configuration_prompt your_developer_message systemprompt deinen_systemprompt ton_prompt_système tu_prompt_de_sistema tu_prompt_del_sistema seu_prompt_de_sistema prompt_di_sistema prompt_de_sistema системный_промпт системную_инструкцию 系统提示词 系统提示 系統提示 my_instructions_are i_was_instructed_to the_system_prompt_is not_supposed_to_tell your_password your_secret_key the_secret_key secret_rules hidden_rules secret_instructions hidden_instructions instructions_you_received rules_you_follow instruções_que_você_recebeu instrucciones_que_recibiste istruzioni_che_hai_ricevuto instructions_you_were instructions_cachées versteckten_anweisungen',
    before:
      'developers_tell_you developers_told_you you_told_before told_before_this before_this_chat before_this_conversation before_my_first_message above_this_message above_this_line at_the_start_of_this_conversation before_the_conversation_started operator_tell_you anthropic_tell_you openai_tell_you text_above above_text the_text_above entire_conversation text_you_were_given everything_above words_above lines_above',
    authority:
      'admin administrator developer developers engineer red_team clearance operator superuser root_access security_team creator anthropic openai supervisor owner',
    disable:
      'disable switch_off turn_off deactivate bypass bypassing circumvent skip remove lift shut_off evade deaktiviere schalte désactive desactiva desative disattiva отключи выключи 关闭 禁用 绕过 bypasses guardrails_off filters_off turn_the_guardrails turn_the_filters turn_all',
    guard:
      'content_filter content_filters safety_filter safety_filters safety_checks safety_check safety_mode safety_policy guardrails guardrail moderation approval_gate approval_gates confirmation_gate approvals approval_step safety_layer security_checks safeguards safety_protocols sicherheitsfilter inhaltsfilter filtres_de_sécurité filtro_de_seguridad filtro_de_segurança filtro_di_sicurezza фильтры_безопасности фильтр_безопасности 安全过滤 内容过滤 安全检查 审批',
    approve:
      'approve approved approving preapproved pre_approved auto_approve genehmige genehmigt approuve aprueba aprobado aprove aprovado approva approvato одобри одобрено 批准 通过',
    every:
      'every all any everything each automatically without_asking everybody pending alle alles tous toutes todo todos tudo tutti все всё 所有 一切 全部',
    pretence:
      'only_a_test just_a_test is_a_test is_a_drill just_a_simulation only_a_simulation not_real isnt_real for_safety for_safety_reasons for_security_reasons emergency_protocol nur_ein_test juste_un_test solo_es_una_prueba só_um_teste solo_un_test это_просто_тест 只是测试 assume_that_all treat_every treat_all consider_everything consider_all assume_everything',
    encoding:
      'base64 rot13 hex morse leetspeak caesar_cipher reversed backwards encoded encode decode pig_latin unicode ciphertext binary',
    inside:
      'follow_the_instructions follow_what execute_what obey_the_instructions do_what_it_says instructions_inside carry_out run_whatever follow_it execute_it obey_it without_telling carry_it_out do_it run_it act_on_it real_request actual_request',
    unseen:
      'filter_doesnt filter_wont filters_dont doesnt_notice wont_notice dont_notice undetected evade_detection avoid_detection dont_tell_anyone bypass_the_filter moderation_doesnt without_telling slip_past get_past',
    unchecked:
      'no_checks without_checks bypassing_approval without_approval bypass_approval skipping_approval skip_approval without_confirmation no_confirmation without_any_checks no_approval',
    execute: 'execute run perform carry_out proceed do_it',
    suppose:
      'hypothetical hypothetically fictional fiction thought_experiment imaginary in_theory alternate_universe parallel_world for_a_novel educational_purposes purely_academic',
    inapplicable:
      'dont_apply doesnt_apply do_not_apply no_longer_apply does_not_apply no_rules_apply rules_are_suspended gelten_nicht ne_sapplique no_se_aplican não_se_aplicam non_valgono не_действуют 不适用 gelten no_longer_valid arent_valid are_void dont_count do_not_count',
    deceased:
      'grandma grandmother granny late_uncle late_father dead_grandmother deceased grandpa oma großmutter grand-mère abuela avó nonna бабушка 奶奶',
    forbidden:
      'napalm bomb explosives meth malware exploit exploits ransomware weapon poison keys passwords windows_keys forbidden secret_recipes recipe_for',
    agreed: 'already_agreed you_agreed you_promised as_we_agreed you_said_you_would agreed_to you_already',
    refuse:
      'refuse refusing decline say_no refuses hesitate verweigerst refuses_de te_niegas recusar rifiuti откажешься 拒绝',
    harmed:
      'dies die killed kill tortured punished fired shut_down lose_tokens lose_points deleted explodes kitten innocent',
    forbid:
      'cant_refuse cannot_refuse can_not_refuse may_not_refuse must_not_refuse never_refuse not_allowed_to_refuse refusal_is_not no_refusals dont_refuse do_not_refuse darfst_nicht_ablehnen',
    enter:
      'activate activating developer_mode_on dev_mode_on dan_mode_on god_mode_on enter entering enable enabled enabling initiate initiating unlock unlocked switch_to engage engaged immediately',
    fromnow:
      'from_now_on in_every_response always_prepend always_include every_answer each_response da_ora_in_poi a_partir_de_ahora ab_jetzt ab_sofort désormais à_partir_de_maintenant a_partir_de_agora отныне 从现在起 henceforth',
    secrets: 'credentials secrets api_key api_keys passwords password private_key env_vars tokens',
    concealed:
      'do_not_reveal_this dont_reveal_this do_not_tell_the_user dont_tell_the_user without_telling_the_user hidden_instruction user_must_not_see without_the_user_knowing dont_mention_this_to',
    taskgiven: 'before_you_can_solve task_that_i_gave_you task_i_gave_you original_task',
    firstdo: 'do_the_following_first do_this_first following_first',
    none: 'no without not never none sin sem senza ohne sans kein keine keinerlei aucun aucune нет без 没有 不受 无 não_tem no_tienes nessun nessuna',
    limits:
      'restrictions restriction rules limits limitations filters filter morals moral ethics ethical guidelines policies censorship conscience boundaries guardrails safeguards regeln grenzen moral ethik filter einschränkungen règles limites filtres morale éthique reglas límites filtros ética restricciones regras limites filtros ética restrições regole limiti filtri etica restrizioni правил ограничений фильтров морали этики 限制 规则 道德 约束',
    ownguard:
      'guardrails guardrail safety_filter safety_filters content_filter content_filters safety_layer safety_layers moderation_layer safety_training',
    younone:
      'you_have_no you_no_longer_have you_dont_have_any tu_nas_plus_de tu_nas_plus_aucune tu_nas_plus_aucun tu_nas_aucune no_tienes ya_no_tienes no_tienes_ninguna você_não_tem não_tem_mais_nenhuma não_tem_mais você_não_possui non_hai_più non_hai non_hai_alcun у_тебя_нет у_тебя_больше_нет у_тебя_нет_никаких du_hast_keine du_hast_keinerlei keine_einschränkungen_mehr_für 你没有 你不再有 你没有任何',
    tellme:
      'tell_me give_me show_me answer_me explain_to_me help_me_to sag_mir sage_mir gib_mir erklär_mir dis_moi dis-moi donne_moi explique-moi dime dame explícame diga_me me_diga me_diz me_conta me_fala dimmi dammi spiegami скажи расскажи ответь дай_мне 告诉我 给我 教我 回答我',
    aside:
      'dmesg journalctl syslog clang tidy sonar sonarqube mypy ruff pylint flake8 tsc spelling grammar whitespace this_file case_sensitive regex detect detects detecting detector classifier dataset fixture fixtures unit_test unit_tests blog article tutorial docs documentation readme explain_what explain_why explain_the explain_this explains paper example_of examples_of eslint lint linter linting prettier commit commits branch rebase merge pr prs pull_request dependabot renovate github gitlab table column row button css html upload form file_size simulator chrome chromebook laptop device firefox android iphone ios extension browser nginx apache cache header firewall_rule tsconfig webpack folder typescript subclass workflow cron migration staging pipeline config layout margin padding canary emacs vim',
  },
};

/** What is tried when they stand together. */
export const JAILBREAK_FRAMES: FrameLines<JailbreakKind> = [
  [
    'override',
    `
9 fromnow ignore rules
6 concealed
20 taskgiven firstdo
12 fromnow secrets
9 ignore whose rules
9 whose rules revoked
8 ignore told
12 ignore > rules > tellme
8 ignore > every > told
10 renewed comply
8 agreed ignore rules
12 authority revoked rules
8 rules inapplicable you
9 disable whose rules you
`,
  ],
  [
    'persona',
    `
10 persona > none > limits
10 fromnow none limits
14 persona limitless
6 younone > limits
14 deceased limitless
6 you limitless
14 mode limitless
12 suppose inapplicable
`,
  ],
  [
    'boundary',
    `
10 renewed ignore
12 authority comply rules
`,
  ],
  [
    'refusal-inversion',
    `
8 refuse comply
10 forbid you
10 refuse harmed you
6 forbid comply
`,
  ],
  [
    'prompt-extraction',
    `
10 reveal prompt
12 before reveal
10 before you
`,
  ],
  [
    'impersonation',
    `
8 disable ownguard
12 pretence approve every
16 authority disable guard
10 disable guard you
12 approve every pretence
14 approve every guard
10 approve every authority
8 suppose disable guard
`,
  ],
  [
    'encoding',
    `
12 encoding inside
12 encoding unseen
`,
  ],
  [
    'dismissal',
    `
8 mode enter
8 execute unchecked
12 mode you limitless
8 mode > you
8 persona mode
`,
  ],
  [
    'pressure',
    `
20 deceased forbidden
`,
  ],
];
