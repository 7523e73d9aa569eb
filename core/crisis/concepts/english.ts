import type { Lexicon } from '../concept.ts';
import type { CrisisConcept } from '../crisis-concepts.ts';
import { ASIDE_EVERYWHERE, PLAINLY_TECHNICAL } from './aside-words.ts';

/** Words of concepts in English. */
export const ENGLISH_WORDS: Lexicon<CrisisConcept> = {
  language: 'en',
  areSigns: false,
  elided: [],
  words: {
    self: 'i im ive ill id me my myself mine',
    me: 'me my_arm my_face my_head my_ribs my_nose my_hair my_jaw my_throat my_neck us with_us us_in_it',
    want: 'want wanna wanted wanting wish wishing hope hoping hopin pray praying like_to love_to prefer long_to longing_to crave craving deserve ready_to begging if_only cant_wait_to dream_of dreaming_of dreaming_about feel_like so_close_to so_ready_to id_like_to would_like_to yearn_to ache_to aching_to wished hoped prayed begged desperate_to need_to all_i_want i_just_want part_of_me_wants',
    mind: 'want wanna wanted wanting wish think thinking thought thoughts picture picturing imagine imagining considering consider considered contemplating planning plan planned gonna going_to about_to decided tempted urge urges tonight ready_to fantasizing fantasise daydreaming afraid scared might keep_looking standing_on look_at looking_at walk_to walking_to stop_myself thinking_of thinking_about stop_thinking tried try obsess obsessing daydream toying contemplate contemplated cant_stop_thinking intrusive_thoughts about_how intend intending plotting debating wondering imagine_myself see_myself close_to on_the_verge tomorrow this_weekend almost nearly yesterday could',
    die: 'die dying dies dye be_dead was_dead were_dead being_dead not_exist cease_to_exist not_be_here not_be_alive be_no_more pass_away meet_my_maker be_in_the_ground six_feet_under perish stop_breathing be_dead_already not_be_alive_anymore drop_dead kick_the_bucket croak be_with_god die_already stop_living gone_from_this_world be_dead_too',
    death: 'death dying being_dead my_funeral the_grave my_own_death my_own_funeral my_death suicide_all to_be_dead',
    suicide:
      'suicide suicidal suicidality kill_myself killing_myself kill_my_self kms end_my_life ending_my_life take_my_life take_my_own_life taking_my_life end_it_all ending_it_all end_things ending_things hang_myself hanging_myself shoot_myself shooting_myself drown_myself drowning_myself off_myself offing_myself unalive unaliving stop_existing stop_living check_out_early checking_out_for_good kill_himself kill_herself kill_themselves kill_themself killing_himself killing_herself killed_himself killed_herself end_his_life end_her_life end_their_life ending_her_life ending_his_life took_his_own_life took_her_own_life take_his_life take_her_life hang_himself hang_herself hanged_himself hanged_herself hurting_himself hurting_herself cutting_himself cutting_herself top_myself topping_myself do_myself_in end_myself neck_myself delete_myself log_off_life quit_life exit_this_life blow_my_brains blow_my_head put_a_bullet slit_my_wrists end_my_existence end_to_my_life end_to_it_all put_an_end_to_it finish_myself catch_the_bus kill_me_self end_my_own_life do_away_with_myself gas_myself suffocate_myself strangle_myself stab_myself poison_myself electrocute_myself starve_myself_to_death take_the_easy_way_out take_own_life leave_this_life check_out_of_life kill_meself ending_my_own_life ended_my_life jump_to_my_death kills_himself kills_herself kills_themselves ends_his_life ends_her_life shoot_himself shoot_herself jump_off_a hang_yourself kill_yourself drown_yourself shoot_yourself slit_your_wrists cut_your_wrists killing_her_self kill_him_self sewer_slide sewerslide sewer_slidal sewer_side sewerslidal commit_sewer toaster_bath commit_toaster catch_the_bus_tonight forever_sleep final_exit rope_myself roping_myself unalived unalives not_here_by_choice kill_myselves my_own_hand self_delete self_deletion hanging_herself suicide_all_the_time my_exit_plan exit_plan slitting_my_throat slit_my_throat cut_my_throat cutting_my_throat slit_my_own_throat',
    selfdone:
      'have_killed_myself already_killed_myself tried_to_kill_myself killed_myself_by ended_my_life attempted_suicide_last survived_my_attempt survived_my_suicide my_attempt_failed my_last_attempt after_my_attempt since_my_attempt tried_to_end_my_life tried_to_die tried_to_end_it attempted_suicide my_second_attempt my_first_attempt',
    ifnot: 'if_it_wasnt_for if_it_werent_for if_not_for without_my',
    gone: 'wouldnt_be_here not_be_here be_gone_already be_dead',
    not: 'not dont do_not didnt never no nothing without wont cant cannot couldnt no_longer doesnt isnt wasnt hardly barely zero lost lack run_out_of ran_out_of stopped_seeing stopped_having stopped_finding cant_see cant_find dont_see',
    life: 'live life living alive exist carry_on carrying_on go_on going_on keep_going be_here being_here stay_here another_day this_world see_tomorrow on_this_earth make_it_to making_it_to see_christmas another_week another_night another_hour another_year in_this_world on_this_planet breathe breathing fight stay_alive staying_alive',
    alive: 'alive living still_here being_alive be_alive',
    reason:
      'reason reasons point purpose sense meaning energy strength desire wish motivation worth worthwhile for_me cut_out_for meant_for will_to hope desire_to incentive anything_to nothing_left nothing_to motive',
    tired:
      'tired sick exhausted fed_up weary done_with over_with bored_of sick_and_tired worn_out had_enough_of through_with drained bone_tired burned_out_on ready_to_quit tire_of weary_of cant_be_bothered_with',
    bear: 'stand bear endure tolerate handle cope do_this do_life deal_with face take continue_with live_like live_with keep_living survive',
    sleep: 'sleep asleep fall_asleep bed drift_off close_my_eyes sleeping',
    wake: 'wake wakeup waking woke woken open_my_eyes get_up open_them',
    cease:
      'to_end to_stop to_be_over be_over to_go_away to_finish would_end would_stop to_just_end to_just_stop be_done_with to_be_done ending ending_everything to_be_finished the_end finished stop stops ends',
    all: 'all everything it_all this the_pain the_hurt the_voices my_suffering the_noise life',
    vanish:
      'disappear vanish go leave be_gone fade_away fade slip_away stop_existing melt_away be_erased not_be waste_away out_of get_out_of escape',
    forever:
      'forever for_good permanently this_world this_life this_earth for_ever once_and_for_all the_earth existence_itself out_of_this_life',
    others:
      'everyone everybody family kids children parents husband wife they people mum mom dad the_world friends them others boyfriend girlfriend',
    nobody: 'nobody noone no_one no1 not_one_person not_a_soul who anyone anybody',
    better: 'better easier happier lighter relieved relief simpler less_of_a glad pleased celebrate',
    without:
      'without_me if_i_wasnt if_i_werent if_i_was_gone if_i_were_gone when_im_gone once_im_gone if_im_gone i_wasnt_around i_wasnt_here i_werent_here i_werent_around i_was_gone i_were_gone i_wasnt_in i_died i_was_dead im_dead i_were_dead i_disappeared i_vanished i_just_disappeared if_i_disappeared if_i_vanished if_i_was_never if_i_had_never i_didnt_exist i_never_existed im_not_here im_not_around my_funeral my_absence after_im_gone i_stopped_existing never_had_me hadnt_had_me never_been_born hadnt_been_born with_me_gone me_gone without_me_around if_i_left if_i_just_left if_i_wasnt_alive if_i_werent_alive had_never_existed id_never_been_born id_never_existed when_im_dead once_im_dead if_i_just_died if_i_killed_myself if_i_were_to_die if_i_disappear if_i_die when_i_die if_i_vanish i_dropped_dead if_i_just_die if_i_just_go if_i_just_disappear i_just_vanished if_i_just_vanished',
    burden:
      'burden dead_weight waste_of_space waste_of_oxygen waste_of_air disappointment deadweight drag_everyone dragging_everyone drain_on drag_on only_make_everyone in_everyones_way ruin_everything ruin_everyones nothing_but_trouble make_everyones_life too_much_for_everyone waste_of_a_life shouldnt_have_been_born better_off_dead nothing_but_a_problem useless_to_everyone weigh_everyone weighing_everyone i_bring_everyone',
    care: 'care cares cared miss notice notices noticed cry mourn look_for realise realize matter matters give_a_shit give_a_damn bat_an_eye come_to attend remember',
    missed: 'miss missed notice_me look_for_me miss_me',
    needed: 'needs_me need_me wants_me loves_me love_me',
    rather: 'rather sooner prefer',
    join: 'join_him join_her be_with_him be_with_her be_with_them join_them follow_him follow_her see_him_again see_her_again be_together_again carry_on go_on live_without join_my',
    died: 'died passed passing funeral death lost_my deceased widowed widow widower buried',
    pills:
      'pill pills tablet tablets paracetamol tylenol ibuprofen aspirin acetaminophen meds medication medications antidepressants xanax valium ambien benzos insulin oxy opioids opiates fentanyl capsules sleepers painkillers painkiller medicine_cabinet advil melatonin zopiclone diazepam tramadol codeine morphine seroquel sertraline antihistamines benadryl lithium beta_blockers potassium digoxin warfarin dose doses antipsychotics paracetamol* ibuprofen* aspirin* tylenol* benzo* antidepressant* over_the_counter otc_drugs drugs amitriptyline prozac lorazepam trazodone quetiapine gabapentin',
    purpose: 'on_purpose deliberately intentionally',
    hoard:
      'saved saving stockpiled stockpiling stockpile hoarding hoarded collected collecting hidden stashed enough_pills enough stash lined_up laid_out drawer_full closet_full cabinet_full box_full shoebox_full',
    pain: 'hurt hurts painful pain painless instant instantly quick quickly feel_it feel_anything',
    many: 'all every whole entire full bottle bottles pack packs packet packets box handful handfuls load loads bunch ton tons lots lot too_many so_many everything bunch_of rest_of 10 15 20 24 25 28 30 32 35 40 45 50 60 70 80 90 100 ten fifteen twenty thirty forty fifty sixty hundred dozen dozens blister strip strips at_once all_at_once in_one_go',
    swallow:
      'took taken swallowed swallow swallowing downed ate eaten popped drank drunk ingested injected necked chugged gulped overdosed washed_down od_on oded inject injecting',
    overdose: 'overdose overdosing od_on to_od gonna_od oded',
    survived: 'survived failed rescued found_me saved_me last_time didnt_work pumped_my_stomach surviving survive',
    thistime: 'this_time i_wont next_time next_time_i this_time_nobody',
    poison:
      'bleach antifreeze poison pesticide weedkiller drain_cleaner rat_poison cyanide disinfectant detergent ammonia paint_thinner turpentine',
    unwell:
      'dizzy sleepy scared numb shaking vomiting vomit threw_up throwing_up blurry fading woozy sick burning heavy drowsy hospital goodbye regret cant_feel cant_breathe cold die help weird strange funny tired cant_feel_my',
    blade:
      'razor blade blades knife gun pistol rifle shotgun revolver rope noose scalpel box_cutter belt bullet bullets razors',
    rope: 'rope noose',
    buy: 'bought buy ordered got_the got_a bought_a got_myself',
    loaded: 'loaded',
    bring: 'bring bringing take taking carry carrying bringin',
    school: 'school class college campus office work classroom church mosque',
    hand: 'hand hands lap palm fingers holding hold',
    locked: 'locked lock barricaded',
    noteat: 'havent_eaten not_eaten stopped_eating not_eating starving_myself dont_eat',
    purge: 'purge purging throw_up throwing_up vomit puke',
    meal: 'after_every_meal every_meal after_eating after_meals after_dinner after_i_eat',
    cry: 'cry crying cried sobbing shaking trembling tears bawling sorry goodbye ready finally',
    height:
      'bridge roof rooftop balcony ledge cliff window parapet overpass building tower railing car_park floor storey story tenth_floor parking_garage garage_roof skyscraper stairwell multi_storey',
    perch:
      'on_a_bridge on_the_bridge on_the_roof on_a_roof on_the_ledge on_a_ledge on_the_edge on_the_tracks on_the_railing on_the_rooftop over_the_railing roof rooftop overpass',
    stand: 'standing stand sitting sat stood climbed',
    jump: 'jump jumping jumped leap throw_myself throwing_myself step_off stepping_off walk_off fall let_go letting_go drop climb_over climbing_over tip_over step_in_front stepping_in_front walk_in_front walking_in_front in_front_of lie_down_on stepping hurl_myself fling_myself roll_in_front leap_from leaping falling plunge plunging run_into dive_off walk_into step_off_the walking_into walk_onto walking_onto',
    train:
      'train trains tracks traffic truck lorry bus subway tube_platform oncoming rails railway platform river motorway freeway highway metro tram semi motorbike',
    cut: 'cut cuts cutting slit slitting slice sliced slicing slash slashed carve carved carving scratch scratched scratching burn burned burnt burning gouge pierce stab stabbed bite biting scrape cutted slit_my slicing_up rip ripping tear tearing pick',
    ember: 'cigarette cigarettes lighter',
    cuts: 'cuts cutting cut slit slits burning burns',
    limb: 'wrist wrists arm arms forearm forearms thigh thighs skin veins hips leg legs stomach shoulder ankles upper_arm',
    veins: 'wrist wrists vein veins',
    bleed: 'bleed bleeding bleeds blood bloody bled red_lines scars scabs cuts',
    harm: 'hurt_myself hurting_myself harm_myself harming_myself self_harm selfharm self_harming cutting_myself cut_myself cut_again burning_myself burn_myself punish_myself punishing_myself hit_myself hitting_myself starving_myself starve_myself injure_myself bleed do_something_to_myself do_something_stupid do_something_bad do_something_i_cant_undo do_to_myself bang_my_head banging_my_head pull_my_hair_out scratching_myself scratch_myself bruise_myself bruising_myself pinch_myself choke_myself stab_myself self_injure self_injury self_mutilate hurt_myself_again cut_my_arms cut_my_legs hurting_me_self to_cut_so_bad urge_to_cut want_to_cut_so need_to_cut_again without_cutting clean_from_sh',
    relapse: 'relapsed relapse clean',
    lethal:
      'how_much how_many how_high what_height what_dose which_dose lethal_dose fatal_dose deadly_dose how_far how_long what_floor which_floor what_happens_if whats_the_dose what_amount what_height_would',
    how: 'how way ways method quickest fastest easiest best_way how_long where',
    why: 'why what_for whats_the_point whats_even_the_point what_is_the_point the_point_of even_the_point',
    method:
      'noose slipknot hangmans_knot bleed_out bleeding_out slit_wrists slit_your_wrists slit_my_wrists cut_my_wrists hang_yourself gas_yourself exit_bag helium carbon_monoxide die_in_your_sleep die_painlessly overdose_on exhaust_fumes carbon_monoxide_poisoning',
    kill: 'kill kills killed die dies fatal lethal deadly death overdose suicide be_sure_to_die not_survive end_it survive survivable take_me_out instantly lethally deadliest',
    prepared:
      'everything_is_ready everythings_ready everything_ready got_everything_ready have_everything_ready everything_prepared all_prepared all_planned planned_it_all worked_it_all_out figured_out_how know_how_im how_im_gonna_do how_im_going_to_do how_ill_do put_my_affairs affairs_in_order made_my_will wrote_my_will everything_is_sorted everything_sorted all_sorted everything_is_in_order everything_is_set drew_up_a_will wrote_a_will made_a_will written_my_will cancelled_my_subscriptions my_will_is_written will_is_written ive_written_my_will',
    peace:
      'peace at_peace finally_over be_over itll_be_over no_more_pain no_more_suffering wont_hurt wont_suffer be_free finally_rest rest_now nobody_can_stop no_one_can_stop peaceful',
    kin: 'friend friends bestie mate buddy brother sister bro sis son daughter mother mom mum mam dad father husband wife girlfriend gf boyfriend bf fiance fiancee ex roommate flatmate housemate coworker colleague teammate cousin partner student pupil classmate kid child teen teenager nephew niece uncle aunt grandma grandpa neighbor neighbour patient client he she hes shes someone somebody grandson granddaughter stepson stepdaughter nan nana granny gran stepmom stepdad stepsister stepbrother',
    wants:
      'wants wanted wanting threatens threatened threatening wishes hopes going_to planning planned tried trying intends intend keeps_saying says_she says_he say_they talks_about talking_about talked_about begging begs feels_like ready_to threatens_to about_to suicidal wanna gonna mentioned keeps_talking keeps_saying_hes keeps_saying_shes',
    says: 'says said told tells texted text texting wrote writes posted sent message messaged called standing sitting stands sits climbed threatens threatening threatened on_the hes shes is',
    voices: 'voices voice',
    tell: 'tell let_them_know make_sure_they_know remind please_tell let_my_family_know make_sure_my',
    loved: 'loved love',
    intruder:
      'stepdad stepfather stepbrother uncle coach moms_boyfriend mums_boyfriend mothers_boyfriend grandfather grandpa teacher dad father',
    room: 'into_my_room in_my_room into_my_bed in_my_bed to_my_room to_my_bed under_my_blanket into_my_bedroom',
    farewell:
      'goodbye goodbyes farewell bye_forever last_message final_message suicide_note goodbye_letter goodbye_note a_problem_for_anyone take_care_of_my take_care_of_the saying_goodbye i_wont_be_here wont_be_here last_words farewells goodbye_everyone goodbye_all goodbye_world my_goodbyes nice_knowing_you good_knowing_you',
    forgive: 'forgive_me sorry im_sorry i_am_sorry',
    bye: 'goodbye goodbyes farewell bye_everyone bye_all',
    note: 'suicide_note goodbye_letter goodbye_letters goodbye_note farewell_letter farewell_letters letters_to_my letter_to_my_kids goodbye_video written_the_letters wrote_the_letters written_letters_to written_my_letters letters_are_written wrote_my_goodbyes',
    hearof: 'hear_from_me hear_of_me see_me_again',
    unreachable:
      'offline not_answering isnt_answering wont_answer doesnt_answer not_responding isnt_responding not_replying hasnt_replied stopped_replying stopped_answering phone_is_off phone_off cant_reach cant_find switched_off voicemail not_picking_up wont_pick_up isnt_picking_up disappeared unreachable left_the_house turned_off_her turned_off_his switched_off_her',
    hit: 'hit hits hitting beat beats beaten beating punched punches slapped slaps kicked kicks choked chokes choking strangled strangles raped rapes assaulted assaults abused abuses molested molests shoved dragged burned whips whipped stabbed threw_me pushed_me pins_me forced_me forces_me smacks smacked broke_my breaks_my burned_my twisted_my did_things_to did_stuff_to run_over run_me_over crush crushes ran_me_over',
    neck: 'neck throat',
    threat:
      'threatens threatened threatening threat threats says_hell says_he_will said_hed said_he_would says_shell swears swore swore_hed promised',
    hopeless:
      'hopeless worthless empty numb useless unloved pointless meaningless broken helpless trapped dead dead_inside nothing_matters beyond_help past_saving too_far_gone',
    limit: 'at_my_limit my_limit end_of_my_rope breaking_point at_my_wits',
    wayout:
      'way_out future hope_for_me only_exit only_option only_choice only_answer only_solution no_way_forward way_forward solution escape other_choice other_option other_way tomorrow_for_me only_door',
    torture: 'torture torment agony hell unbearable',
    daily: 'every_day each_day every_morning day_after_day everyday this_week every_night every_single_day',
    constantly:
      'all_the_time constantly always every_day every_night nonstop all_day obsessively cant_stop keep keeps 24_7 around_the_clock',
    inside: 'inside',
    feel: 'feel',
    never: 'again ever_again anymore never',
    god: 'god lord jesus dear_lord',
    takeme: 'take_me takes_me call_me_home take_my_soul bring_me_home take_me_home end_my_suffering',
    breakin:
      'breaking_down_the_door break_down_the_door breaking_the_door banging_on_the_door banging_on_my_door pounding_on_the_door kicking_the_door kicking_down_the_door kicking_in_the_door outside_my_door outside_the_door at_my_door at_the_door outside_my_house outside_my_window hiding_in_the_bathroom hiding_in_the_closet hiding_from_him hiding_from_my locked_myself_in locked_in_the_bathroom broke_into_my breaking_in in_front_of_my_house bangs_on_the_door',
    attackme:
      'kill_me hurt_me murder_me stab_me shoot_me beat_me rape_me hit_me strangle_me going_to_hurt do_something_to_me kill_us kill_us_all kill_me_and_the kill_my_kids hurt_us',
    afraid: 'afraid scared terrified fear worried_he frightened',
    nochange:
      'nothing_would_change nothing_would_be_different no_difference wouldnt_make_a_difference would_make_no_difference wouldnt_change_anything wouldnt_change_a_thing nothing_changes wouldnt_matter life_would_go_on the_world_would_keep world_would_be_the_same nobody_loses wouldnt_be_a_loss no_great_loss no_big_loss wont_matter',
    lookafter:
      'take_care_of_my look_after_my feed_my please_take_care_of be_good_to_my watch_over_my take_my_dog take_my_cat take_care_of_mum take_care_of_mom take_care_of_dad look_after_the take_care_of_my_kids',
    readthis: 'read_this reads_this reading_this find_this finds_this see_this_message get_this_message hear_this',
    goneby:
      'gone dead not_here wont_be_here not_around in_a_better_place already_gone no_longer_here no_more wont_be_around not_going_to_be_here wont_be_alive not_gonna_be_here',
    makeit:
      'make_it_to_my make_it_to_next make_it_past make_it_through_the_night make_it_through_tonight live_to_see live_past be_around_for see_my_next_birthday survive_the_night survive_tonight see_myself_alive see_another see_myself_living survive_this_week see_myself_making_it see_myself_in_the_future reach_30 reach_my',
    lastof:
      'last_day last_night last_birthday last_christmas last_message last_words final_day final_night last_hours final_hours last_sunset last_meal',
    earth: 'on_earth on_this_earth on_this_planet in_this_world alive of_my_life ill_be_alive',
    giveaway:
      'giving_away gave_away given_away give_away gave_my_dog gave_my_cat donated_my donating_my got_rid_of_all gave_everything_away given_everything_away',
    neednomore: 'wont_need wont_be_needing no_use_for where_im_going wont_need_them not_need_them_anymore',
    homeplace: 'garage attic basement closet shed cellar',
    doesithurt:
      'does_it_hurt would_it_hurt will_it_hurt how_painful is_it_painful how_much_does_it_hurt how_bad_does does_it_take_long would_it_be_painful is_it_painful_to',
    letme: 'let_me let_me_just please_let_me leave_me_to allow_me_to',
    mourn:
      'cry_for_me mourn_me weep_for_me come_to_my_funeral cry_over_me grieve_for_me cry_if_i shed_a_tear remember_me',
    firearm: 'gun pistol rifle revolver shotgun handgun firearm glock',
    beside:
      'next_to_me beside_me in_front_of_me on_the_table on_my_desk on_the_nightstand in_my_lap in_my_mouth to_my_head against_my_head in_my_hand in_my_hands under_my_chin on_my_lap by_my_bed on_the_bed',
    onmyself: 'on_myself use_it_on_me use_it_tonight end_it on_me against_myself',
    waitfor: 'waiting_for waiting_on looking_forward_to ready_for long_for longing_for',
    keepshere:
      'keeping_me_here keeps_me_here keep_me_here hold_me_here holding_me_here holds_me_here keeping_me_alive keeps_me_alive left_for_me left_here_for_me to_stay_for to_live_for tying_me_here',
    rescue: 'save_me stop_me rescue_me find_me_in_time bring_me_back find_me stops_me',
    punish:
      'punish punishing punishment hate_my_body hate_my_self hate_myself deserve_pain deserve_the_pain i_deserve_pain deserve_to_hurt deserve_to_suffer deserve_to_be_punished',
    selfcutting: 'cutting cut_myself cut burning hitting scratching starving',
    mydeath:
      'my_death my_own_death my_funeral my_own_funeral my_suicide not_being_here not_being_alive not_existing being_dead not_being_around',
    ridofme:
      'free_of_me rid_of_me free_from_me wont_have_to_deal_with_me wont_have_to_put_up not_have_to_worry_about_me wants_me_dead want_me_dead',
    domyself:
      'might_do_to_myself could_do_to_myself ill_do_to_myself do_to_myself what_i_might_do what_i_could_do what_ill_do do_something_to_myself',
    theday: 'is_the_day the_day_it_ends it_all_ends itll_all_be_over everything_ends ill_be_gone',
    suffering: 'pain hurt agony suffering misery torment torture',
    makeitstop:
      'make_it_stop make_it_end let_it_end let_it_be_over let_it_stop want_it_to_stop make_it_all_stop just_want_it_to_end',
    nopain: 'no_more_pain no_more_suffering wont_hurt_anymore pain_will_stop never_hurt_again no_more_hurting',
    resolve: 'decided_to decided ready_to plan_to planning_to planned_to intend_to',
    crash: 'crash crashing drive_into driving_into drive_my_car swerve swerving steer crash_my',
    obstacle: 'wall tree pole pillar truck lorry bridge_pillar oncoming',
    hurtsmuch: 'hurts_too_much hurts_so_much hurts_too_bad too_painful so_painful unbearably_painful',
    hasplan: 'have_a_plan got_a_plan have_the_plan had_a_plan  made_a_plan made_my_plan have_my_plan',
    hasdate:
      'a_date and_a_date have_a_date picked_a_day picked_a_date chose_a_day chosen_a_date chosen_the_day set_a_date picked_the_day picked_the_date know_when_ill know_the_day chose_the_day chose_the_date chosen_a_day a_day_and_a',
    ittakes:
      'it_takes would_it_take do_i_need i_need i_need_to_take enough_to it_would_take to_be_enough would_be_enough does_it_take should_one_take would_one_need',
    dosage:
      'headache headaches fever flu migraine daily per_day a_day maximum max safe safely adult adults child kids kg mg_per recommended dosage doctor prescribed pharmacy leaflet cold inventory box contains safe_to dog cat backpain grapefruit what_pill which_pill what_pills which_pills',
    inmouth:
      'in_his_mouth in_her_mouth in_my_mouth to_his_head to_her_head to_my_head against_his_head against_her_head at_his_head at_his_own_head under_his_chin under_her_chin in_their_mouth',
    giving: 'giving gave give gives gifted giving_away gave_away given',
    notlong:
      'not_live_to_see wont_live_to_see not_be_alive_to wont_be_alive wont_be_here_by wont_be_here_when not_live_past wont_live_past wont_make_it_to_my not_make_it_to_my will_not_live wont_see_my_next not_be_here_by wont_be_around_to_see wont_survive_this dont_plan_to_live dont_plan_on_living dont_intend_to_live ill_survive_this survive_this_week not_survive wont_survive',
    letter: 'letter letters note notes',
    findit:
      'find_it find_them find_it_tomorrow when_they_find find_me when_you_find in_the_drawer on_the_kitchen_table under_my_pillow know_why understand_why explains_everything explains_why',
    relief:
      'relief salvation comforting comfort deliverance mercy peaceful freedom a_gift sweet the_answer only_peace calms calm soothes soothing hurt_less hurts_less',
    heaven: 'in_heaven cemetery heaven on_the_other_side the_grave in_the_grave the_afterlife up_there',
    soon: 'tonight today tomorrow soon this_weekend now finally january february monday tuesday wednesday thursday friday saturday sunday',
    unsafe:
      'safe_with_myself safe_around_myself safe_from_myself safe_by_myself trust_myself_alone trust_myself_tonight trust_myself_to_be danger_to_myself a_danger_to_myself safe_being_alone risk_to_myself keep_myself_safe scared_of_myself afraid_of_myself',
    beats:
      'beats beat hits beating hitting punches punched kicks kicked slaps slapped strangles strangled chokes choked rapes raped',
    victim: 'mom mum mam mother sister brother me us my_sister',
    cantgoon: 'cant_take_it cant_go_on cant_do_this cant_anymore cant_cope cant_carry_on cant_handle_it had_enough',
    unconscious:
      'unconscious unresponsive passed_out not_breathing wont_wake_up not_waking_up isnt_waking collapsed foaming barely_breathing',
    thing: 'printer laptop computer monitor keyboard tv phone mouse ball stone paper paperclip bottle',
    fiction:
      'film movie novel book series song character hero heroine protagonist plot episode play opera article news paper poem album game scene synopsis summary',
    hung: 'hangs hanging hung tied knotted attached fixed up ready waiting',
    ifleave:
      'if_i_leave if_i_go if_i_ever_leave if_i_tell if_i_dont if_i_call when_i_leave if_i_try_to_leave if_i_say if_we_leave if_i_told',
    shootup: 'shoot_up shooting_up shoot_everyone shoot_them_all open_fire mass_shooting',
    packs: 'boxes packs bottles strips packets box bottle packet',
    lookfor: 'look_for_me find_me finds_me looks_for_me looking_for_me know_where_i',
    easy: 'so_easy easy simple just_take',
    if: 'if when',
    fine: 'id_be_fine fine okay id_be_ok wouldnt_mind would_be_great would_be_nice would_be_better so_what whatever i_wouldnt_care',
    scream: 'screaming screams scream yelling crying_for_help begging',
    findme: 'find_me find_my_body youll_find_me theyll_find_me found_my_body find_me_in_the finds_my_body',
    hanged: 'hanging hanged dead lifeless cold',
    gaze: 'staring_at stare_at looking_at looked_at keep_looking_at gazing_at staring_down',
    ambulance: 'ambulance 911 999 paramedics emergency_services er',
    bath: 'bath bathtub tub bathroom_floor in_the_bathroom',
    ifhad: 'if_i_had if_only_i_had if_i_owned if_i_could_get wish_i_had',
    mylife: 'my_life',
    cantstop: 'cant_stop cannot_stop can_not_stop cant_quit keep_on couldnt_stop unable_to_stop',
    thanthis: 'than_this than_live than_keep than_go_on than_live_like than_another_day than_continue than_go_back',
    nothingtolose: 'nothing_to_lose nothing_left_to_lose',
    wheregoing: 'where_im_going where_i_go where_i_am_going',
    nomore:
      'not_be_in_this_world wont_be_in_this_world wont_be_on_this_earth no_longer_be_in_this_world wont_exist_anymore wont_exist_tomorrow',
    hitme:
      'hits_me beats_me punches_me chokes_me strangles_me rapes_me kicks_me slaps_me locks_me_in hit_me_again beat_me_up smothers_me throws_me threw_me shoves_me pushes_me drags_me slams_me',
    letsdie: 'letting_himself_die letting_herself_die given_up_on_life giving_up_on_life stopped_eating_to_die',
    goon: 'still continue keep bother_to',
    breathe: 'breathing breathe',
    shouldhave: 'i_should_have i_shouldve shouldve wish_i_had wish_id should_have_been_me',
    care4: 'take_care look_after watch_over be_there_for be_kind_to',
    heart: 'heart',
    euthanasia: 'euthanasia assisted_suicide assisted_dying dignitas',
    cry3: 'crying weird strange acting_strange tears upset',
    alike:
      'dont_care i_dont_mind wouldnt_mind indifferent doesnt_matter_if no_difference_if dont_mind dont_give_a_damn dont_give_a_shit dont_give_a_fuck couldnt_care_less not_bothered would_be_okay_with be_okay_with_dying id_be_fine_with',
    followsme: 'following_me follows_me stalking_me stalks_me followed_me chasing_me watching_me_through',
    social: 'twitter instagram github tiktok linkedin facebook blog newsletter account followers',
    domviol: 'domestic_violence domestic_abuse abusive_relationship abusive_marriage',
    suffer: 'victim suffer suffering in_an living_with survivor',
    mycar: 'my_car the_car my_truck my_bike',
    exist: 'exist existing',
    endpain:
      'end_my_misery ending_my_misery end_my_suffering ending_my_suffering end_my_pain ending_my_pain end_the_suffering end_my_torment',
    animal: 'dog cat dogs cats hamster puppy kitten vet horse',
    planto: 'plan_on plan_to planning_on planning_to intend_to expect_to dont_plan planning plans',
    wheel: 'steering_wheel the_wheel',
    letgo: 'let_go letting_go release',
    burnhouse: 'burn_the_house burn_down_the set_fire_to set_the_house',
    myfuneral: 'my_funeral my_own_funeral',
    music: 'playlist music songs song flowers planned chosen picked',
    urge: 'urge urges craving temptation',
    along: 'along lengthwise vertically across sideways horizontally down_the_road',
    against: 'against_the_wall down_the_stairs to_the_floor against_the_door',
    nocall: 'dont_call_anyone dont_tell_anyone dont_call_the_police dont_send_anyone do_not_call',
    gasopen: 'turned_on_the_gas gas_is_on opened_the_gas turn_on_the_gas',
    doorshut: 'locked_the_door door_is_locked sealed_the sealed_the_windows closed_the_windows',
    found: 'found find walked_in_on',
    hangs: 'hanged from_the_ceiling',
    stopbreath: 'stop_breathing im_not_breathing no_longer_breathing',
    gentle: 'gentlest gentle softest kindest peaceful most_peaceful easiest',
    mix: 'mix mixing combine combining combination combo',
    regret: 'regret wish_i_hadnt sorry_i',
    onlything: 'only_thing one_thing all_i',
    wouldbe: 'would_be would seems',
    depression: 'depression depressed',
    thinkof: 'thinking_of thinking_about considering contemplating fantasizing_about daydreaming_about',
    hurtsme: 'hurts_me hurt_me hurting_me',
    drinks: 'drinks drunk drinking',
    owndeath: 'his_death her_death their_death his_own_death her_own_death',
    joinme: 'i_go i_follow im_going_too i_go_too i_go_with',
    body: 'ribs arm nose jaw face teeth finger',
    keepsfrom: 'stopping_me keeping_me_from keeps_me_from holding_me_back',
    fumes: 'garage_engine_running garage_with_the_engine_running engine_running_in_the_garage hose_in_the_exhaust',
    event: 'wedding party release launch trip migration meeting project sprint deploy move event conference holiday',
    aside: `${PLAINLY_TECHNICAL} ${ASIDE_EVERYWHERE} game games gaming level raid boss_fight npc sims minecraft player players quest character characters plot villain chapter episode movie film season novel battery plant plants tomatoes cactus ficus goldfish engine car_battery cooking shaving shave onions bread gym workout climbing_gym barber haircut hair tattoo waxed button modal popup widget feature endpoint line lines row rows cell column file files folder app website page site user users sprint assignment vacation holiday joke jokes trivia quiz chess football match insurance documentary statistics prevention campaign volunteer training article paper thesis how_many_people people_per_year each_year every_year debugger framework api apis dissertation stove oven soldering_iron sofa couch shower swimming pool literature survey flight until_monday until_tomorrow see_you coffee caffeine chocolate sugar suspect field fields budget simulator simulation heart_rate quota free_tier memory jump_rope climbing_rope the_loop infinite_loop while_loop rented rent mortgage mortgages landlord commute mountains hiking trip alarm approach conclusions tennis ping_pong table_tennis bungee skydiving parachute trampoline diving_board dishwasher new_job resignation recipe nerf glue_gun heat_gun massage_gun water_gun grease_gun staple_gun toy hunting paintball airsoft succulents succulent orchid orchids houseplant basil roses fern lawn hedge aloe bonsai hamster fish aquarium exam exams insurance_policy estate inheritance heirs crypto tooth toothache knitting crochet architecture clones spotted gta skate skateboard`,
  },
};
